"""Whether the days that a walk's hops share so far can be shared by all hops on, whatever way it goes on.

Invariant: it says no only where no walk to an end, simple or not, shares one of them. The calendar is cut into a few
stretches, and a hop is taken to hold in every stretch that it touches: that lets more in, never less.
"""

from bisect import bisect_right
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from graph.arrays import Flags, Numbers
from graph.days import DaySet
from graph.ground import Ground
from graph.once import once
from graph.shared_left import Masks, SharedLeft
from graph.traits import Spans

_CUTS = 62
"""Stretches are bits of one word."""


@dataclass(slots=True)
class SharedDaysLeft:
    """Over one ground; ``days`` of each way; ``ends``: at which places walks may end."""

    ground: Ground
    ends: Flags
    days: Spans
    _cuts: list[int] = field(init=False)
    _left: SharedLeft = field(init=False)

    def __post_init__(self) -> None:
        cuts = _cuts(self.days)
        self._cuts = cuts.tolist()
        low, high = (cuts.searchsorted(column, side="right") for column in (self.days.first, self.days.last))
        self._left = SharedLeft(self.ground, _united(_stretches(low, high), self.days), self.ends)

    def allow(self, days: DaySet, place: int, left: int) -> bool:
        """Whether some of the days that a walk at a place has so far can be shared by so many hops more."""
        return bool(self._left.at(place, left) & self._mask(days))

    def _mask(self, days: DaySet) -> int:
        mask = 0
        for first, last in days:
            mask |= (2 << bisect_right(self._cuts, last)) - (1 << bisect_right(self._cuts, first))
        return mask


def _cuts(spans: Spans) -> Numbers:
    """Days at which intervals begin, or are over; of too many, those that as many lie between."""
    days = once(np.concatenate([spans.first, spans.last.astype(np.int64) + 1]))
    count = min(len(days), _CUTS)
    return days[np.arange(count) * (len(days) - 1) // max(count - 1, 1)]


def _stretches(low: npt.NDArray[np.integer], high: npt.NDArray[np.integer]) -> Masks:
    """The stretches from one to another, as bits."""
    one, two = np.uint64(1), np.uint64(2)
    return np.asarray((two << high.astype(np.uint64)) - (one << low.astype(np.uint64)))


def _united(masks: Masks, spans: Spans) -> Masks:
    """The stretches of each row, out of those of its intervals."""
    out = np.zeros(len(spans.starts) - 1, np.uint64)
    rows = spans.filled
    if len(rows):
        out[rows] = np.bitwise_or.reduceat(masks, spans.starts.take(rows))
    return out
