"""What a stated date means in days.

Invariant: core is never wider than hull, and nothing that a source leaves open becomes certain.

The text is EDTF (Library of Congress, 2019) as far as days, months, years, decades, intervals of them and
the marks ``~ ? %`` go. What marks and open ends mean in days is our rule, not EDTF's; docs/concepts.md has it.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from evidence.errors import UndatedText

EARLIEST, LATEST = -(10**9), 10**9
"""Unbounded, as day numbers: before and after every day of the calendar."""

Days = tuple[int, int]
"""First and last day, both included, as proleptic Gregorian ordinals (``datetime.date.toordinal``)."""

_STATED = re.compile(r"(\d{3})X|(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_MARKS = {"": 0, "~": 1, "?": 1, "%": 2}


@dataclass(frozen=True, slots=True)
class Period:
    """A period as stated, and the four days derived from it (ordinals; EARLIEST and LATEST: unbounded)."""

    edtf: str | None
    as_of: str | None
    start_earliest: int
    start_latest: int
    end_earliest: int
    end_latest: int

    @property
    def core(self) -> Days | None:
        """The days of which it is certain, or none."""
        return (self.start_latest, self.end_earliest) if self.start_latest <= self.end_earliest else None

    @property
    def hull(self) -> Days:
        """The days on which it may hold."""
        return self.start_earliest, self.end_latest


UNKNOWN = Period(None, None, EARLIEST, LATEST, EARLIEST, LATEST)
"""No date at all: that is not "always"."""


@lru_cache(maxsize=10_000)
def parse_period(edtf: str | None = None, as_of: str | None = None) -> Period:
    """Read a period as stated; raises UndatedText where the text is none that we take."""
    spoken = _one_day(as_of) if as_of else None
    if not edtf:
        if spoken is None:
            return UNKNOWN
        return Period(None, as_of, EARLIEST, spoken[0], spoken[0], LATEST)
    days = _interval(edtf, spoken) if "/" in edtf else _lone(edtf)
    return Period(edtf, as_of, *days)


def first_day(text: str) -> int:
    """The first day of a stated day, month, year or decade; a mark would leave open which day, and is refused."""
    return _one_day(text)[0]


def day_text(ordinal: int) -> str | None:
    """An ISO date, or None where the day is unbounded."""
    return None if ordinal in (EARLIEST, LATEST) else dt.date.fromordinal(ordinal).isoformat()


def _one_day(text: str) -> Days:
    """The first and the last day that a text for one day can mean."""
    if text.endswith(("~", "?", "%")):
        raise UndatedText(f"{text!r} leaves open which day is meant; write it without the mark, or not at all")
    return _stated(text)


def _lone(text: str) -> tuple[int, int, int, int]:
    first, last = _stated(text)
    return first, last, first, last


def _interval(text: str, spoken: Days | None) -> tuple[int, int, int, int]:
    start, _, end = text.partition("/")
    if start in ("", "..") and end in ("", ".."):
        raise UndatedText(f"{text!r} names no day; leave the date away")
    if start in ("", ".."):
        first, last = _stated(end)
        return EARLIEST, last, first, last
    first, last = _stated(start)
    if end == "..":
        return _still_open(text, first, last, spoken)
    if end == "":
        return first, last, first, LATEST
    return _closed(text, (first, last), _stated(end))


def _closed(text: str, start: Days, end: Days) -> tuple[int, int, int, int]:
    if end[1] < start[0]:
        raise UndatedText(f"{text!r} ends before it starts")
    return *start, *end


def _still_open(text: str, first: int, last: int, spoken: Days | None) -> tuple[int, int, int, int]:
    """Certain up to the day on which the source spoke, of a month or year the first; on no day where it started later
    within that month or year."""
    if spoken is not None and spoken[1] < first:
        raise UndatedText(
            f"{text!r} starts after as_of, so it was not going on then; if it was planned, write it without '..'"
        )
    if spoken is None or spoken[0] < first:
        return first, last, first, LATEST
    return first, min(last, spoken[0]), spoken[0], LATEST


def _stated(text: str) -> Days:
    """First and last day of a day, month, year or decade, widened by its mark."""
    bare = text.rstrip("~?%")
    match, steps = _STATED.fullmatch(bare), _MARKS.get(text[len(bare) :])
    if match is None or steps is None:
        raise UndatedText(
            f"{text!r} is no date that is taken: write 2019, 2019-05, 2019-05-17, 198X, or an interval of two"
        )
    decade, year, month, day = match.groups()
    try:
        if day:
            return _days(dt.date(int(year), int(month), int(day)), steps)
        if month:
            return _months(int(year), int(month), steps)
        return _years(int(decade + "0"), 10, steps) if decade else _years(int(year), 1, steps)
    except (ValueError, OverflowError) as error:
        raise UndatedText(f"{text!r} is not in the calendar") from error


def _days(day: dt.date, steps: int) -> Days:
    return (day - dt.timedelta(steps)).toordinal(), (day + dt.timedelta(steps)).toordinal()


def _months(year: int, month: int, steps: int) -> Days:
    dt.date(year, month, 1)
    first, last = year * 12 + month - 1 - steps, year * 12 + month - 1 + steps
    length = calendar.monthrange(last // 12, last % 12 + 1)[1]
    return _in_month(first, 1), _in_month(last, length)


def _in_month(count: int, day: int) -> int:
    """A day of the month that is so many months after January of the year 0."""
    return dt.date(count // 12, count % 12 + 1, day).toordinal()


def _years(year: int, length: int, steps: int) -> Days:
    first, last = year - steps * length, year + (steps + 1) * length - 1
    return dt.date(first, 1, 1).toordinal(), dt.date(last, 12, 31).toordinal()
