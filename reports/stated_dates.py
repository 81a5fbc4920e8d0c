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


def period_in_words(edtf: str | None, as_of: str | None) -> str:
    """A period as stated; ``as_of`` is the day from which the source speaks."""
    spoken = f"as of {date_in_words(as_of)}" if as_of else ""
    if not edtf:
        return spoken or "not stated"
    stated = _interval(edtf) if "/" in edtf else date_in_words(edtf)
    if edtf.endswith("/..") and not spoken:
        return f"{stated} when its source spoke"
    return f"{stated} ({spoken})" if spoken else stated


def date_in_words(edtf: str) -> str:
    """A day, month, year or decade with its mark, or an interval of two, in words."""
    if "/" in edtf:
        return _interval(edtf)
    bare = edtf.rstrip("~?%")
    return _MARKS[edtf[len(bare) :]].format(_plain(bare))


def event_in_words(edtf: str | None) -> str:
    """When something happened: of an interval, at some time in it."""
    if not edtf:
        return "date not stated"
    start, slash, end = edtf.partition("/")
    if not slash:
        return date_in_words(edtf)
    if start in ("", ".."):
        return f"by {date_in_words(end)}"
    if end in ("", ".."):
        return f"after the start of {date_in_words(start)}"
    return f"between {date_in_words(start)} and {date_in_words(end)}"


def _interval(edtf: str) -> str:
    start, _, end = edtf.partition("/")
    if start in ("", ".."):
        return f"until {date_in_words(end)}, start not stated" if not start else f"until {date_in_words(end)}"
    if end == "..":
        return f"since {date_in_words(start)}, still going on"
    if not end:
        return f"from {date_in_words(start)}, end not stated"
    return f"{date_in_words(start)} to {date_in_words(end)}"


def _plain(bare: str) -> str:
    """A date without marks; months are written out, so that no order of day and month is guessed."""
    if bare.endswith("X"):
        return f"{bare[:3]}0s"
    parts = [int(part) for part in bare.split("-")]
    if len(parts) == 1:
        return bare
    month = _MONTHS[parts[1] - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{parts[2]} {month} {parts[0]}"
