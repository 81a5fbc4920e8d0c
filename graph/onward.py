"""What ways promise if they are walked on from: the best that follows, but not straight back, nor by a forbidden turn.

Invariant: it is no less than what a walk can come to, and pair by pair it is what it is place by place. Where few ways
follow few, the pairs are written down once, and every hop more is one look at them.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.arrays import Flags, Numbers, spread
from graph.ground import Ground

NOTHING = -1
"""No end can be reached."""

Promises = npt.NDArray[np.int32]
"""A number a way; or two rows of these: of who need not go by a hop of the worst standing any more, and of who must."""

Onward = Callable[[Promises], Promises]
"""From what ways promise to what they promise with one hop more."""

Masks = npt.NDArray[np.uint64]
_ALL = np.uint64(2**64 - 1)

_FEW_PAIRS = 5_000
"""So many pairs are looked at in less time than numpy is called in for what has to be found out of each place."""

_NO_WAY = np.full((2, 1), NOTHING, np.int32)
"""What a way promises that is none, behind all that are."""


def onward_over(ground: Ground, arrival: npt.NDArray[np.uint8], refused: npt.NDArray[np.uint8]) -> Onward:
    """For a ground, and what ``bounds`` tells of its ways."""
    if arrival.any():
        return _ByPlaces(ground, _Bounded.of(ground, arrival, refused))
    return _by_pairs(ground) or _ByPlaces(ground, None)


@dataclass(frozen=True, slots=True)
class _ByPairs:
    """``before``: the ways that others may follow; ``after``: their followers, those of each from ``first`` on.

    In the place of a follower that leads straight back stands one that promises nothing.
    """

    before: Numbers
    after: Numbers
    first: Numbers
    origins: npt.NDArray[np.int32]

    def __call__(self, promise: Promises) -> Promises:
        given = np.concatenate([promise, _NO_WAY], axis=1)
        best = np.maximum.reduceat(given.take(self.after, axis=1), self.first, axis=1)
        further = np.full(promise.shape, NOTHING, np.int32)
        further[:, self.before] = np.where(best > NOTHING, best + self.origins, NOTHING)
        return further


def _by_pairs(ground: Ground) -> _ByPairs | None:
    """None: there are too many of them, or none."""
    start = ground.row.take(ground.end)
    count = (ground.row.take(ground.end + 1) - start) * ground.through
    before = count.nonzero()[0]
    count = count.take(before)
    if not len(before) or count.sum() > _FEW_PAIRS:
        return None
    after = spread(start.take(before), count)
    after[ground.end.take(after) == ground.start.take(before).repeat(count)] = len(ground.start)
    return _ByPairs(before, after, count.cumsum() - count, ground.traits.origins.take(before))


@dataclass(frozen=True, slots=True)
class _ByPlaces:
    """Of each place the best that starts there, and the best that starts there and leads elsewhere."""

    ground: Ground
    bounded: "_Bounded | None"

    def __call__(self, promise: Promises) -> Promises:
        ground = self.ground
        best = self._best_of(promise)
        leads = np.full(best.shape, -1)
        needs, ways = ((promise > NOTHING) & (promise == best.take(ground.start, axis=1))).nonzero()
        leads[needs, ground.start[ways]] = ground.end[ways]
        elsewhere = np.where(ground.end == leads.take(ground.start, axis=1), NOTHING, promise)
        is_back = leads.take(ground.end, axis=1) == ground.start
        on = np.where(is_back, self._best_of(elsewhere).take(ground.end, axis=1), best.take(ground.end, axis=1))
        goes_on = ground.through & (on > NOTHING)
        if self.bounded is not None:
            goes_on &= np.where(is_back, self.bounded.arrive(elsewhere), self.bounded.arrive(promise))
        return np.where(goes_on, ground.traits.origins + on, NOTHING)

    def _best_of(self, promise: Promises) -> Promises:
        """Of each place the best promise of the ways that start there."""
        best = np.full((len(promise), len(self.ground.entities)), NOTHING, np.int32)
        best[:, self.ground.with_ways] = np.maximum.reduceat(promise, self.ground.first_way, axis=1)
        return best


@dataclass(frozen=True, slots=True)
class _Bounded:
    """By which arrivals ways may be taken, as bits: ``arrival`` of each way its own; ``welcome`` those it takes."""

    ground: Ground
    arrival: Masks
    welcome: Masks

    @classmethod
    def of(cls, ground: Ground, arrival: npt.NDArray[np.uint8], refused: npt.NDArray[np.uint8]) -> "_Bounded":
        """The bits of what ``bounds`` tells."""
        bit = np.uint64(1) << np.stack([arrival, refused]).astype(np.uint64)
        return cls(ground, bit[0], np.where(refused > 0, _ALL ^ bit[1], _ALL))

    def arrive(self, promise: Promises) -> Flags:
        """By which ways one arrives where some way that promises something may be taken after them."""
        ground = self.ground
        taken = np.zeros((len(promise), len(ground.entities)), np.uint64)
        welcome = np.where(promise > NOTHING, self.welcome, np.uint64(0))
        taken[:, ground.with_ways] = np.bitwise_or.reduceat(welcome, ground.first_way, axis=1)
        return np.asarray(taken.take(ground.end, axis=1) & self.arrival > 0)
