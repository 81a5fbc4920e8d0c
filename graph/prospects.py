"""What can still come of a walk: for every way and number of hops after it, the best support up to an end.

Invariant: a promise is never too low, and there is none only where no walk reaches an end without going straight back
or by a turn that is not allowed; that a walk must be simple is not looked at otherwise. So what is left out could not
have been a chain, and who follows the promises finds the best first.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evidence.vocabulary import vocabulary
from graph.arrays import Flags
from graph.ground import Ground
from graph.members import NumberSet
from graph.model import bound_of
from graph.store import predicate_names

NOTHING = -1
"""No end can be reached."""

_FEW = 32
"""So many ways are sorted sooner as they are than arrays are set up for it."""

Masks = npt.NDArray[np.uint64]
Promises = npt.NDArray[np.int32]
"""A number a way; or two rows of these: of who need not go by a hop of the worst standing any more, and of who must."""
_ALL = np.uint64(2**64 - 1)


@dataclass(frozen=True)
class Prospects:
    """``promise[left][needs][way]``: the most origins that the way and ``left`` hops after it can have together.

    ``needs`` is 1 where one of these hops must be of the ground's worst standing, because none was walked yet.
    """

    promise: list[list[Promises]]
    arrival: npt.NDArray[np.uint8]
    refused: npt.NDArray[np.uint8]
    weak: Flags

    def best_first(self, left: int, ways: range, *, needs: bool) -> list[int]:
        """Which of the ways promise something, best first; of two that promise as much, the one that comes first."""
        promise = self.promise[left][needs][ways.start : ways.stop]
        if len(ways) <= _FEW:
            promised = zip(ways, promise.tolist(), strict=True)
            return [way for _, way in sorted([(-best, way) for way, best in promised if best > NOTHING])]
        promising = (promise > NOTHING).nonzero()[0]
        order = (-promise.take(promising)).argsort(kind="stable")
        best_first: list[int] = (promising[order] + ways.start).tolist()
        return best_first

    def turns(self, one: int, other: int) -> bool:
        """Whether a chain would turn between two ways that follow each other."""
        return self.arrival.item(one) != 0 and self.arrival.item(one) == self.refused.item(other)


def prospects_of(ground: Ground, is_end: NumberSet, hops: int, *, level: int, turns: bool) -> Prospects:
    """The prospects of walks of so many hops; ``is_end``: at which entities they may end."""
    arrival, refused = bounds(ground, turns=turns)
    weak = ground.traits.level == level
    ending = np.where(is_end[ground.entities.take(ground.end)], ground.traits.origins, NOTHING)
    both = np.stack([ending, np.where(weak, ending, NOTHING)])
    promise = [list(both)]
    bounded = _Bounded.of(ground, arrival, refused) if arrival.any() else None
    for _ in range(1, hops):
        both = _on(ground, both, bounded)
        both[1, weak] = both[0, weak]
        promise.append(list(both))
    return Prospects(promise, arrival, refused, weak)


def _on(ground: Ground, promise: Promises, bounded: "_Bounded | None") -> Promises:
    """What each way promises if it is walked on from, but not straight back to where it started."""
    best = _best_of(ground, promise)
    leads = np.full(best.shape, -1)
    needs, ways = ((promise > NOTHING) & (promise == best.take(ground.start, axis=1))).nonzero()
    leads[needs, ground.start[ways]] = ground.end[ways]
    elsewhere = np.where(ground.end == leads.take(ground.start, axis=1), NOTHING, promise)
    is_back = leads.take(ground.end, axis=1) == ground.start
    on = np.where(is_back, _best_of(ground, elsewhere).take(ground.end, axis=1), best.take(ground.end, axis=1))
    goes_on = ground.through & (on > NOTHING)
    if bounded is not None:
        goes_on &= np.where(is_back, bounded.arrive(elsewhere), bounded.arrive(promise))
    return np.where(goes_on, ground.traits.origins + on, NOTHING)


def _best_of(ground: Ground, promise: Promises) -> Promises:
    """Of each place the best promise of the ways that start there."""
    best = np.full((len(promise), len(ground.entities)), NOTHING, np.int32)
    best[:, ground.with_ways] = np.maximum.reduceat(promise, ground.first_way, axis=1)
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


def bounds(ground: Ground, *, turns: bool) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """For each way the state in which one arrives by it, and the state after which it would be a turn; 0: none.

    A bound has two states, one a direction: arriving along it, one may not go on against it.
    """
    if turns:
        none = np.zeros(len(ground.start), np.uint8)
        return none, none
    bounds = [bound_of(vocabulary().predicates[name]) for name in predicate_names()]
    places = {bound: place for place, bound in enumerate(sorted({bound for bound in bounds if bound}))}
    number = np.array([1 + 2 * places[bound] if bound else 0 for bound in bounds], np.uint8)[ground.traits.predicate]
    along = ground.along.astype(np.uint8)
    return np.where(number > 0, number + along, 0).astype(np.uint8), np.where(number > 0, number + 1 - along, 0).astype(
        np.uint8
    )
