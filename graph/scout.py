"""What looks ahead of a search for where walks may go: by arrays over any store, by the kernel where a store has one.

Invariant: whoever is sent finds every way of every walk, and promises no walk too little.
"""

from typing import Protocol

from graph.asked import Asked
from graph.budget import Budget
from graph.compiled.scout import ByKernel
from graph.compiled.store import CompiledStore
from graph.fronts import Fronts
from graph.ground import Ground, ground_of
from graph.members import NumberSet
from graph.prospects import Prospects, prospects_of
from graph.store import GraphStore, HopFilter


class Scout(Protocol):
    """Begun for each standing, and left in the end; what takes its time raises OutOfTime."""

    def begin(self, wanted: HopFilter) -> None:
        """Begin again, over other hops."""
        ...

    def reach(self, hops: int) -> None:
        """Go on until walks of so many hops have their middle between both sides."""
        ...

    def ground(self) -> Ground | None:
        """The ways of walks of as many hops as were gone; None where the sides have not met."""
        ...

    def prospects(self, ground: Ground, is_end: NumberSet, hops: int, *, level: int, turns: bool) -> Prospects:
        """What can still come of walks over the ground."""
        ...

    @property
    def are_apart(self) -> bool:
        """Whether no walk joins the sides, however long."""
        ...

    def leave(self) -> None:
        """Give back what it has to itself."""
        ...


class ByArrays(Fronts):
    """A scout over any store."""

    def ground(self) -> Ground | None:
        """As every scout has it."""
        return ground_of(self.store, self) if len(self.met[0]) else None

    def prospects(self, ground: Ground, is_end: NumberSet, hops: int, *, level: int, turns: bool) -> Prospects:
        """As every scout has them."""
        return prospects_of(ground, is_end, hops, level=level, turns=turns)


def scout_of(store: GraphStore, asked: Asked, wanted: HopFilter, budget: Budget) -> Scout:
    """Who is sent over a store."""
    if isinstance(store, CompiledStore):
        return ByKernel(store, asked, wanted, budget)
    return ByArrays(store, asked, wanted, budget)
