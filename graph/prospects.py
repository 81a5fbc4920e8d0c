"""What can still come of a walk: for every way and number of hops after it, the best support up to an end.

Invariant: a promise is never too low, and there is none only where no walk reaches an end without going straight back
or by a turn that is not allowed; that a walk must be simple is not looked at otherwise. So what is left out could not
have been a chain, and who follows the promises finds the best first.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.arrays import Flags
from graph.ground import Ground
from graph.members import NumberSet
from graph.model import bound_of
from graph.onward import NOTHING, Promises, onward_over
from graph.store import predicates

_FEW = 32
"""So many ways are sorted sooner as they are than arrays are set up for it."""


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
    onward = onward_over(ground, arrival, refused)
    for _ in range(1, hops):
        both = onward(both)
        np.copyto(both[1], both[0], where=weak)
        promise.append(list(both))
    return Prospects(promise, arrival, refused, weak)


def bounds(ground: Ground, *, turns: bool) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """For each way the state in which one arrives by it, and the state after which it would be a turn; 0: none.

    A bound has two states, one a direction: arriving along it, one may not go on against it.
    """
    if turns:
        none = np.zeros(len(ground.start), np.uint8)
        return none, none
    bounds = [bound_of(one) for one in predicates()]
    places = {bound: place for place, bound in enumerate(sorted({bound for bound in bounds if bound}))}
    number = np.array([1 + 2 * places[bound] if bound else 0 for bound in bounds], np.uint8)[ground.traits.predicate]
    along = ground.along.astype(np.uint8)
    return np.where(number > 0, number + along, 0).astype(np.uint8), np.where(number > 0, number + 1 - along, 0).astype(
        np.uint8
    )
