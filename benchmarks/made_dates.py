"""The dates of a made graph: imprecise as sources are; about three quarters may hold on the day asked about.

Invariant: a core lies in its hull, as domain dates do; an empty core has first > last.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evidence.dates import EARLIEST, LATEST

Column = npt.NDArray[np.int32]

ASKED_DAY = dt.date(2012, 6, 30).toordinal()
"""The day of the plain question."""

_FIRST_YEAR, _LAST_YEAR = 1975, 2009
_MEAN_YEARS = 45.0
_PARTS = (0.35, 0.30, 0.10, 0.15, 0.10)
"""From day to day; from year to year; at some time in one year; present tense; no date at all."""


@dataclass(frozen=True, slots=True)
class MadeDates:
    """Four days of each hop, as ordinals."""

    hull_first: Column
    hull_last: Column
    core_first: Column
    core_last: Column


def made_dates(rng: np.random.Generator, count: int) -> MadeDates:
    """Dates of so many hops."""
    case = np.searchsorted(np.cumsum(_PARTS)[:-1], rng.random(count), side="right")
    year = rng.integers(_FIRST_YEAR, _LAST_YEAR + 1, count)
    until = year + 1 + np.minimum(rng.exponential(_MEAN_YEARS, count), 70).astype(np.int64)
    start = new_year(year) + rng.integers(0, 365, count)
    end = new_year(until) + rng.integers(0, 365, count)
    last_of_year, last_until = new_year(year + 1) - 1, new_year(until + 1) - 1
    ever, never = np.full(count, EARLIEST), np.full(count, LATEST)
    one, none = np.ones(count, np.int64), np.zeros(count, np.int64)
    return MadeDates(
        hull_first=_chosen(case, start, new_year(year), new_year(year), ever, ever),
        hull_last=_chosen(case, end, last_until, last_of_year, never, never),
        core_first=_chosen(case, start, last_of_year, one, start, one),
        core_last=_chosen(case, end, new_year(until), none, start, none),
    )


def new_year(year: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The first day of each year, as ordinals."""
    first, last = int(year.min(initial=1985)), int(year.max(initial=1985))
    table = np.array([dt.date(number, 1, 1).toordinal() for number in range(first, last + 1)])
    return table[year - first]


def _chosen(case: npt.NDArray[np.int64], *columns: npt.NDArray[np.int64]) -> Column:
    return np.choose(case, columns).astype(np.int32)
