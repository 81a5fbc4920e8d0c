"""A stated date (EDTF) in words: nothing is added to what was stated, and nothing is left out of it."""

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MARKS = {"": "{}", "~": "about {}", "?": "{} (uncertain)", "%": "about {} (uncertain)"}

_ABOUT = ("~", "%")
"""Marks with which an interval of unknown start says "before then", and not that it went on until then."""


def period_in_words(edtf: str | None, as_of: str | None) -> str:
    """A period as stated; ``as_of`` is the day from which the source speaks."""
    spoken = f"as of {_within(as_of)}" if as_of else ""
    if not edtf:
        return spoken or "not stated"
    stated = _interval(edtf) if "/" in edtf else date_in_words(edtf)
    if edtf.endswith("/..") and not spoken:
        return f"{stated} when its source spoke"
    return f"{stated} ({spoken})" if spoken else stated


def date_in_words(edtf: str) -> str:
    """A day, month, year or decade with its mark, or an interval of two, in words."""
    return _interval(edtf) if "/" in edtf else _within(edtf).removeprefix("the ")


def event_in_words(edtf: str | None) -> str:
    """When something happened: of an interval, at some time in it."""
    if not edtf:
        return "date not stated"
    start, slash, end = edtf.partition("/")
    if not slash:
        return date_in_words(edtf)
    if start in ("", ".."):
        return f"by {_within(end)}"
    if end in ("", ".."):
        return f"after the start of {_within(start)}"
    return f"between {_within(start)} and {_within(end)}"


def _interval(edtf: str) -> str:
    start, _, end = edtf.partition("/")
    if not start and end.endswith(_ABOUT):
        return f"before {_within(end)}"
    if start in ("", ".."):
        return f"until {_within(end)}, start not stated" if not start else f"until {_within(end)}"
    if end == "..":
        return f"since {_within(start)}, still going on"
    if not end:
        return f"from {_within(start)}, end not stated"
    return f"{_within(start)} to {_within(end)}"


def _within(edtf: str) -> str:
    """A day, month, year or decade with its mark, as it reads after a word such as "by"."""
    bare = edtf.rstrip("~?%")
    return _MARKS[edtf[len(bare) :]].format(_plain(bare))


def _plain(bare: str) -> str:
    """A date without marks; months are written out, so that no order of day and month is guessed."""
    if bare.endswith("X"):
        return f"the {bare[:3]}0s"
    parts = [int(part) for part in bare.split("-")]
    if len(parts) == 1:
        return bare
    month = _MONTHS[parts[1] - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{parts[2]} {month} {parts[0]}"
