"""Whether the dates of a walk can still come out well enough, whatever way it goes on.

Invariant: it says no only where no walk to an end, simple or not, has the time verdict that is asked for. The calendar
is cut into a few stretches, and a hop is taken to hold in every stretch that it touches: that lets more in, never less.
"""

from bisect import bisect_right
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from evidence.dates import EARLIEST, LATEST
from evidence.vocabulary import vocabulary
from graph.arrays import Flags, Numbers
from graph.days import DaySet
from graph.ground import Ground
from graph.members import NumberSet
from graph.once import once
from graph.question import Time
from graph.reading import Reading
from graph.shared_left import Masks, SharedLeft
from graph.store import predicate_names
from graph.traits import Spans

_CUTS = 62
"""Stretches are bits of one word."""

_NEVER = EARLIEST - 1


@dataclass(slots=True)
class TimesLeft:
    """Tables by hops left, made when they are first asked for; ``is_end``: where walks may end.

    ``together``: the stretches that all hops of some walk on can share. ``after[left][place]``: the last day from which
    some walk on can be read without going back; days are mirrored where it is read backwards.
    """

    ground: Ground
    is_end: NumberSet
    wanted: Time
    backwards: bool
    together: SharedLeft = field(init=False)
    after: list[Numbers] = field(default_factory=list)
    _days: Spans = field(init=False)
    _cuts: Numbers = field(init=False)
    _cut_list: list[int] = field(init=False)
    _follows: Flags = field(init=False)

    def allow(self, reading: Reading, place: int, left: int) -> bool:
        """Whether a walk that reads so far, and is at a place, can have the verdict after so many hops more."""
        if self.wanted == "impossible":
            return True
        if not self.after:
            self._begin()
        while len(self.after) <= left:
            self._one_hop_more()
        if self.together.at(place, left) & self._mask(reading.cores if self.wanted == "observed" else reading.hulls):
            return True
        if self.wanted != "sequence" or reading.day is None:
            return False
        return bool((-reading.day if self.backwards else reading.day) <= self.after[left][place])

    def _begin(self) -> None:
        """What tables are made from, and those of no hop left: where any time will do, nobody asks for them."""
        traits, ends = self.ground.traits, self.is_end[self.ground.entities]
        self._days = traits.cores if self.wanted == "observed" else traits.hulls
        cuts = once(np.concatenate([self._days.first, self._days.last.astype(np.int64) + 1]))
        self._cuts = cuts[np.linspace(0, len(cuts) - 1, min(len(cuts), _CUTS)).astype(np.int64)]
        self._cut_list = self._cuts.tolist()
        self.together = SharedLeft(
            self.ground, _united(self._masks(self._days.first, self._days.last), self._days), ends
        )
        self._follows = ~_flows(self.ground) | (self.ground.along != self.backwards)
        self.after.append(np.where(ends, LATEST, _NEVER))

    def _one_hop_more(self) -> None:
        ground, first_hop = self.ground, len(self.after) == 1
        leads = ground.through | first_hop
        follow = leads & self._follows
        later = np.where(follow, self._last_until(self.after[-1][ground.end]), _NEVER)
        count = len(ground.entities)
        after = np.full(count, _NEVER)
        after[ground.with_ways] = np.maximum.reduceat(later, ground.first_way)
        self.after.append(after)

    def _last_until(self, day: Numbers) -> Numbers:
        """For each way the last of its days that is not after a day."""
        spans = self._days
        bound = np.repeat(day, np.diff(spans.starts))
        first, last = (-spans.last, -spans.first) if self.backwards else (spans.first, spans.last)
        best = np.where(first <= bound, np.minimum(last, bound), _NEVER).astype(np.int64)
        out = np.full(len(day), _NEVER)
        rows = np.flatnonzero(np.diff(spans.starts))
        if len(rows):
            out[rows] = np.maximum.reduceat(best, spans.starts[rows])
        return out

    def _mask(self, days: DaySet) -> int:
        mask = 0
        for first, last in days:
            low, high = bisect_right(self._cut_list, first), bisect_right(self._cut_list, last)
            mask |= (2 << high) - (1 << low)
        return mask

    def _masks(self, first: npt.NDArray[np.integer], last: npt.NDArray[np.integer]) -> Masks:
        """The stretches that each interval touches."""
        one = np.uint64(1)
        low = np.searchsorted(self._cuts, first, side="right").astype(np.uint64)
        high = np.searchsorted(self._cuts, last, side="right").astype(np.uint64)
        return np.asarray(((one << (high + one)) - one) ^ ((one << low) - one))


def _united(masks: Masks, spans: Spans) -> Masks:
    """The stretches of each row, out of those of its intervals."""
    out = np.zeros(len(spans.starts) - 1, np.uint64)
    rows = np.flatnonzero(np.diff(spans.starts))
    if len(rows):
        out[rows] = np.bitwise_or.reduceat(masks, spans.starts[rows])
    return out


def _flows(ground: Ground) -> Flags:
    """Which ways hand something on in a direction."""
    predicates = [vocabulary().predicates[name] for name in predicate_names()]
    return np.array([one.is_flow and one.directed for one in predicates])[ground.traits.predicate]
