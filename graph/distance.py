"""How far apart two sets of entities are, over any hops at all.

Invariant: it is the length of the shortest walk between them, and no chain of any question is shorter.

Few hops are looked at one by one: what arrays cost to set up is more than they save. Where both sides have many, the
search's own fronts go on, which read them all at once.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from graph.arrays import Numbers
from graph.asked import Asked
from graph.budget import Budget
from graph.fronts import Fronts
from graph.members import NumberSet
from graph.once import once
from graph.store import GraphStore, HopFilter

FEW = 4_000
"""So many hops are looked at one by one, in one step of one side."""


class TooMany(Exception):
    """Both sides have more hops at their border than are looked at one by one."""


class OneByOne(Protocol):
    """What holds its hops where they are read in no time."""

    def beside(self, entities: Collection[int]) -> Collection[int]:
        """The entities at the other ends of the hops of a few, some of them more than once."""
        ...

    def degree(self, entities: Numbers) -> int:
        """About how many hops there are at these."""
        ...


@dataclass(slots=True)
class _Side:
    """What was reached from one set; the ``border`` in the last step, with about so many hops to go on by."""

    held: OneByOne
    border: set[int]
    reached: set[int] = field(init=False)
    cost: int = field(init=False)

    def __post_init__(self) -> None:
        self.reached = set(self.border)
        self._weigh()

    def comes_to(self, other: "_Side") -> bool:
        """Reach what is one hop further; whether the other side has been there, and then it ends with that."""
        beside = self.held.beside(self.border)
        if not other.reached.isdisjoint(beside):
            return True
        self.border = set(beside) - self.reached
        self.reached |= self.border
        self._weigh()
        return False

    def _weigh(self) -> None:
        self.cost = self.held.degree(np.fromiter(self.border, np.int64, len(self.border)))


def one_by_one(held: OneByOne, sources: Collection[int], targets: Collection[int], most: int) -> int | None:
    """How many hops apart they are; None: more than ``most``. Raises TooMany."""
    near, far = _Side(held, set(sources)), _Side(held, set(targets))
    if not near.border.isdisjoint(far.border):
        return 0
    for hops in range(1, most + 1):
        if far.cost < near.cost:
            near, far = far, near
        if near.cost > FEW:
            raise TooMany
        if near.comes_to(far):
            return hops
    return None


def by_fronts(store: GraphStore, sources: Numbers, targets: Numbers, most: int, budget: Budget) -> int | None:
    """The same over any store, a border at a time; raises OutOfTime where the budget is spent."""
    ends = once(np.concatenate([sources, targets]))
    asked = Asked(sources, targets, frozenset(), NumberSet(sources), NumberSet(targets), NumberSet(ends))
    fronts = Fronts(store, asked, HopFilter(through_hubs=True), budget)
    try:
        return _met_after(fronts, most)
    finally:
        fronts.leave()


def _met_after(fronts: Fronts, most: int) -> int | None:
    for hops in range(most + 1):
        fronts.reach(hops)
        if len(fronts.met[0]):
            return hops
        if fronts.are_apart:
            return None
    return None
