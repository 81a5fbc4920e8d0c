"""Sets of days."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from evidence.dates import EARLIEST, LATEST, Days
from graph.days import EVER, DaySet, first_from, holds, shared, united

DAYS = st.integers(0, 30)
INTERVALS = st.lists(st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair))), max_size=5)


def days_of(intervals: Iterable[Days]) -> set[int]:
    return {day for first, last in intervals for day in range(first, last + 1)}


def test_adjacent_and_overlapping_intervals_are_joined() -> None:
    assert united([(5, 6), (1, 2), (3, 4), (9, 12), (10, 11)]) == ((1, 6), (9, 12))


def test_no_sets_share_every_day() -> None:
    assert shared([]) == EVER == ((EARLIEST, LATEST),)


@given(st.lists(INTERVALS, min_size=1, max_size=4))
def test_what_sets_share_is_in_each(sets: list[list[Days]]) -> None:
    expected = set.intersection(*(days_of(intervals) for intervals in sets))
    result = shared(united(intervals) for intervals in sets)
    assert days_of(result) == expected
    assert result == united(result)


@given(INTERVALS, DAYS)
def test_the_first_day_from_a_day_on(intervals: list[Days], day: int) -> None:
    days: DaySet = united(intervals)
    assert holds(days, day) == (day in days_of(intervals))
    assert first_from(days, day) == min((one for one in days_of(intervals) if one >= day), default=None)
