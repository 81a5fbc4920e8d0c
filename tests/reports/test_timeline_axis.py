"""An axis of days and the years below it."""

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reports.timeline_axis import axis_over

DAYS = st.lists(st.dates(), min_size=1, max_size=6)


def test_no_days_have_no_axis() -> None:
    assert axis_over([], 0, 100) is None


@given(DAYS)
def test_every_day_lies_on_the_axis_in_order(days: list[dt.date]) -> None:
    axis = axis_over(days, 20, 700)
    assert axis
    for day in days:
        assert 20 <= axis.start_of(day.isoformat()) <= axis.end_of(day.isoformat()) <= 700
    places = [axis.start_of(day.isoformat()) for day in sorted(days)]
    assert places == sorted(places)


@given(DAYS)
def test_some_years_are_written_and_none_on_top_of_another(days: list[dt.date]) -> None:
    axis = axis_over(days, 20, 700)
    assert axis
    places = [x for x, _ in axis.years()]
    assert 1 <= len(places) <= 11
    assert all(20 <= x <= 700 for x in places)
    assert all(after - before > 30 for before, after in pairwise(places))


def test_a_year_is_written_where_it_begins_and_a_day_has_its_share() -> None:
    axis = axis_over([dt.date(2020, 6, 1)], 0, 1096)
    assert axis
    assert list(axis.years()) == [(0, "2019"), (365, "2020"), (731, "2021")]
    assert axis.start_of("2020-01-02") == 366
    assert axis.end_of("2020-01-02") == 367
