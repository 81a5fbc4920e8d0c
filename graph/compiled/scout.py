"""A scout that is the kernel's.

Invariant: what it tells is what graph/scout.py's ByArrays tells, but that hops from which nothing leads on may be left
out of a ground.
"""

import numpy as np

from graph.asked import Asked
from graph.budget import Budget, OutOfTime
from graph.compiled import kernel
from graph.compiled.ground import ground_of
from graph.compiled.kernel import at, had
from graph.compiled.searching import Searching
from graph.compiled.store import CompiledStore
from graph.ground import Ground
from graph.members import NumberSet
from graph.onward import NOTHING
from graph.prospects import Prospects, bounds
from graph.store import HopFilter


class ByKernel:
    """A scout over a store that has a kernel."""

    def __init__(self, store: CompiledStore, asked: Asked, wanted: HopFilter, budget: Budget) -> None:
        self._store, self._kernel, self._budget = store, store.kernel, budget
        self._searching = Searching(store, asked, wanted)
        self._search = self._searching.search

    def begin(self, wanted: HopFilter) -> None:
        """As every scout does."""
        self._searching.want(wanted)
        self._kernel.begin(self._search)

    def leave(self) -> None:
        """As every scout does."""
        self._searching.leave()

    def reach(self, hops: int) -> None:
        """As every scout does."""
        self._kernel.reach(self._search, hops)
        self._take_steps()

    @property
    def are_apart(self) -> bool:
        """As every scout tells."""
        search = self._search
        return not search.met and not (search.ahead.going_count and search.behind.going_count)

    def ground(self) -> Ground | None:
        """As every scout tells it."""
        if not self._search.is_between and not self._search.met:
            return None
        count = had(self._kernel.find_ways(self._search))
        self._take_steps()
        return ground_of(self._store, self._search, count) if count else None

    def prospects(self, ground: Ground, is_end: NumberSet, hops: int, *, level: int, turns: bool) -> Prospects:
        """As every scout tells them."""
        arrival, refused = bounds(ground, turns=turns)
        weak, origins = ground.traits.level == level, ground.traits.origins
        ending = np.where(is_end[ground.entities.take(ground.end)], origins, np.int32(NOTHING))
        promise = np.empty((hops, 2, len(ending)), np.int32)
        columns = ground.start, ground.end, ground.row, ground.through, weak, arrival, refused, origins, ending
        asked = kernel.Ground(*map(at, columns), len(ground.entities), len(ending), hops)
        had(self._kernel.promises(asked, at(promise)))
        return Prospects([list(one) for one in promise], arrival, refused, weak)

    def _take_steps(self) -> None:
        """Those that the kernel counted since; as many as a scout by arrays takes, or hints would not be the same."""
        steps, self._search.steps = self._search.steps, 0
        if not self._budget.take(steps):
            raise OutOfTime
