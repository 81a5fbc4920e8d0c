"""Hops that the search asks for again and again: from standing to standing, and on its way back to the ends.

Invariant: what is answered from here is what the server told of all hops at these entities, for one filter but for its
standing. It is bounded: only entities with few hops are held, and so many hops of all of them.
"""

from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

from graph.arrays import Flags, Numbers
from graph.members import Members, NumberSet
from graph.once import once
from graph.store import HopFilter, Near, predicates
from graph.ways import Ways, joined, picked

FEW = 1_000
"""Entities that have more hops together are read for what is asked of them and no more."""
HELD = 10_000
"""So many hops are held."""


@dataclass(slots=True)
class Held:
    """All hops at some entities that a filter lets in, whatever its standing, read from these entities."""

    wanted: HopFilter
    _entities: Numbers = field(default_factory=lambda: np.zeros(0, np.int64))
    _ways: Ways | None = None

    @classmethod
    def of(cls, wanted: HopFilter) -> "Held":
        """Nothing yet."""
        return cls(replace(wanted, level=0))

    def serves(self, wanted: HopFilter) -> bool:
        """Whether it is of this filter, and has room."""
        return self.wanted == replace(wanted, level=0) and (self._ways is None or len(self._ways.hop) < HELD)

    def lacks(self, entities: Numbers) -> Numbers:
        """Of which entities it holds nothing."""
        return entities[~NumberSet(self._entities)[entities]]

    def add(self, entities: Numbers, ways: Ways) -> None:
        """Hold what was read at entities that it lacked."""
        self._entities = once(np.concatenate([self._entities, entities]))
        self._ways = ways if self._ways is None else joined([self._ways, ways])

    def near(self, frontier: Numbers, level: int, *, ends: bool) -> Near:
        """The other ends of hops at entities that it holds, as a store tells them."""
        if self._ways is None:
            return Near.of(np.zeros(0, np.int64), np.zeros(0, np.bool_))
        rows = self._at(self._ways, NumberSet(once(frontier)), level)
        if not ends:
            rows &= self._ways.open_start
        return Near.of(self._ways.end[rows], self._ways.open_end[rows])

    def ways(self, starts: Members, ends: Members, level: int) -> Ways | None:
        """Every way from one to another where it holds either; else None."""
        if self._ways is None:
            return None
        if not len(self.lacks(starts.numbers)):
            return self._between(self._ways, starts, ends, level)
        if not len(self.lacks(ends.numbers)):
            return _turned(self._between(self._ways, ends, starts, level))
        return None

    @staticmethod
    def _at(ways: Ways, entities: Members, level: int) -> Flags:
        return entities[ways.start] & (ways.traits.level.take(ways.place) >= level)

    def _between(self, ways: Ways, here: Members, there: Members, level: int) -> Ways:
        return picked(ways, np.flatnonzero(self._at(ways, here, level) & there[ways.end]))


def _turned(ways: Ways) -> Ways:
    """The same hops walked the other way."""
    traits = ways.traits.of(ways.place)
    return replace(
        ways,
        start=ways.end,
        end=ways.start,
        open_start=ways.open_end,
        open_end=ways.open_start,
        along=(traits.subject == ways.end) | ~_directed()[traits.predicate],
    )


@cache
def _directed() -> Flags:
    """Of each predicate, by its place, whether it has a direction."""
    return np.array([one.directed for one in predicates()], np.bool_)
