"""Sets of days, as intervals.

Invariant: a set is sorted, its intervals neither overlap nor adjoin, so that equal sets of days are equal values.
"""

from collections.abc import Iterable

from evidence.dates import EARLIEST, LATEST, Days

DaySet = tuple[Days, ...]
"""Intervals of ordinal days, both ends included; EARLIEST and LATEST: unbounded."""

EVER: DaySet = ((EARLIEST, LATEST),)
"""Every day."""


def united(intervals: Iterable[Days]) -> DaySet:
    """All days of the intervals; adjacent ones joined."""
    out: list[Days] = []
    for first, last in sorted(intervals):
        if out and first <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return tuple(out)


def shared(sets: Iterable[DaySet]) -> DaySet:
    """The days that lie in every set; of no sets, every day."""
    out = EVER
    for days in sets:
        out = met(out, days)
    return out


def holds(days: DaySet, day: int) -> bool:
    """Whether the day is in the set."""
    return any(first <= day <= last for first, last in days)


def first_from(days: DaySet, day: int) -> int | None:
    """The first day of the set that is not before the day, or none."""
    for first, last in days:
        if last >= day:
            return max(first, day)
    return None


def last_until(days: DaySet, day: int) -> int | None:
    """The last day of the set that is not after the day, or none."""
    for first, last in reversed(days):
        if first <= day:
            return min(last, day)
    return None


def met(left: DaySet, right: DaySet) -> DaySet:
    """The days that lie in both sets."""
    return tuple([(max(a, c), min(b, d)) for a, b in left for c, d in right if a <= d and c <= b])
