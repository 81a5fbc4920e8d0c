"""Made dates keep the rules of dates, and let enough chains be true."""

import datetime as dt

import numpy as np

from benchmarks.made_dates import ASKED_DAY, made_dates, new_year
from evidence.dates import EARLIEST, LATEST


def test_a_core_lies_in_its_hull() -> None:
    dates = made_dates(np.random.default_rng(1), 5_000)
    certain = dates.core_first <= dates.core_last
    assert (dates.hull_first <= dates.hull_last).all()
    assert (dates.hull_first[certain] <= dates.core_first[certain]).all()
    assert (dates.core_last[certain] <= dates.hull_last[certain]).all()


def test_some_are_certain_some_are_not_and_some_are_unbounded() -> None:
    dates = made_dates(np.random.default_rng(1), 5_000)
    assert 0 < (dates.core_first > dates.core_last).mean() < 0.5
    assert ((dates.hull_first == EARLIEST) & (dates.hull_last == LATEST)).any()


def test_most_may_hold_on_the_day_asked_about_and_some_may_not() -> None:
    dates = made_dates(np.random.default_rng(1), 5_000)
    assert 0.6 < ((dates.hull_first <= ASKED_DAY) & (dates.hull_last >= ASKED_DAY)).mean() < 0.85


def test_a_new_year_is_the_first_of_january() -> None:
    years = np.array([1999, 2000, 2013])
    assert [dt.date.fromordinal(day).isoformat() for day in new_year(years).tolist()] == [
        "1999-01-01",
        "2000-01-01",
        "2013-01-01",
    ]
