"""An axis of days, with the years that are written below it.

Invariant: it holds every day that it was made for, with a year of room on either side as far as the calendar goes.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
_MOST = 10
"""How many years are written at most, apart from the last."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Years from ``first`` to ``last``, both whole, drawn from ``left`` to ``right``."""

    first: int
    last: int
    left: float
    right: float

    def start_of(self, day: str) -> float:
        """Where a day (ISO) begins."""
        return self._at(dt.date.fromisoformat(day).toordinal())

    def end_of(self, day: str) -> float:
        """Where a day (ISO) ends."""
        return self._at(dt.date.fromisoformat(day).toordinal() + 1)

    def years(self) -> Iterator[tuple[float, str]]:
        """The years that are written, each at the place where it begins."""
        step = next(one for one in _STEPS if (self.last - self.first) / one < _MOST)
        for year in range(-(-self.first // step) * step, self.last + 1, step):
            yield self._at(_beginning(year)), str(year)

    def _at(self, ordinal: int) -> float:
        start = _beginning(self.first)
        share = (ordinal - start) / (_beginning(self.last + 1) - start)
        return round(self.left + share * (self.right - self.left), 2)


def axis_over(days: Iterable[dt.date], left: float, right: float) -> Axis | None:
    """The axis that holds all these days; None where there are none."""
    years = sorted({day.year for day in days})
    if not years:
        return None
    return Axis(max(years[0] - 1, dt.MINYEAR), min(years[-1] + 1, dt.MAXYEAR), left, right)


def _beginning(year: int) -> int:
    """The first day of a year, as an ordinal; of the year after the last of the calendar, the day after its end."""
    return dt.date(year, 1, 1).toordinal() if year <= dt.MAXYEAR else dt.date.max.toordinal() + 1
