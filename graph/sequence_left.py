"""Whether a walk can still be read hop by hop without going back in time, whatever way it goes on.

Invariant: it says no only where no walk to an end, simple or not, can be read so from the day that was reached.
"""

from dataclasses import dataclass, field

import numpy as np

from evidence.dates import EARLIEST, LATEST
from graph.arrays import Flags, Numbers
from graph.ground import Ground
from graph.store import predicates

_NEVER = EARLIEST - 1


@dataclass(slots=True)
class SequenceLeft:
    """Over one ground; ``ends``: at which places walks may end. Days are mirrored where it is read backwards.

    ``_after[left][place]``: the last day from which some walk of so many hops on can be read; made as it is asked for.
    """

    ground: Ground
    ends: Flags
    backwards: bool
    _after: list[Numbers] = field(init=False)
    _follows: Flags = field(init=False)
    _last: "_LastUntil" = field(init=False)

    def __post_init__(self) -> None:
        self._after = [np.where(self.ends, LATEST, _NEVER)]
        self._follows = ~_flows(self.ground) | (self.ground.along != self.backwards)
        self._last = _LastUntil.of(self.ground, backwards=self.backwards)

    def allow(self, day: int | None, place: int, left: int) -> bool:
        """Whether a walk at a place, which has come to a day (None: to none), can be read on for so many hops more."""
        if day is None:
            return False
        while len(self._after) <= left:
            self._after.append(self._one_hop_more())
        return bool((-day if self.backwards else day) <= self._after[left].item(place))

    def _one_hop_more(self) -> Numbers:
        ground, first_hop = self.ground, len(self._after) == 1
        follows = self._follows if first_hop else self._follows & ground.through
        later = np.where(follows, self._last.of_ways(self._after[-1].take(ground.end)), _NEVER)
        after = np.full(len(ground.entities), _NEVER)
        after[ground.with_ways] = np.maximum.reduceat(later, ground.first_way)
        return after


@dataclass(frozen=True, slots=True)
class _LastUntil:
    """The intervals of the ways' hulls: their first and last days, mirrored where they are read backwards.

    ``way``: whose each is; ``filled``: the ways that have any; ``starts``: the first interval of each of these.
    """

    first: Numbers
    last: Numbers
    way: Numbers
    filled: Numbers
    starts: Numbers
    count: int

    @classmethod
    def of(cls, ground: Ground, *, backwards: bool) -> "_LastUntil":
        spans, count = ground.traits.hulls, len(ground.start)
        first, last = spans.first.astype(np.int64), spans.last.astype(np.int64)
        if backwards:
            first, last = -last, -first
        way = np.arange(count).repeat(np.diff(spans.starts))
        return cls(first, last, way, spans.filled, spans.starts.take(spans.filled).astype(np.int64), count)

    def of_ways(self, day: Numbers) -> Numbers:
        """For each way the last of its days that is not after its day."""
        out = np.full(self.count, _NEVER)
        if len(self.filled):
            bound = day.take(self.way)
            best = np.where(self.first <= bound, np.minimum(self.last, bound), _NEVER)
            out[self.filled] = np.maximum.reduceat(best, self.starts)
        return out


def _flows(ground: Ground) -> Flags:
    """Which ways hand something on in a direction."""
    return np.array([one.is_flow and one.directed for one in predicates()])[ground.traits.predicate]
