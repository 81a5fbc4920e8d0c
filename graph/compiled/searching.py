"""One search of the kernel: the memory that it works in, and what it is asked.

Invariant: what a search leaves marks nothing, so that the next one finds its memory as new.
"""

from ctypes import addressof
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt

from graph import fronts
from graph.asked import Asked
from graph.compiled.kernel import Search, Side, Wanted, at
from graph.entity_table import type_bits
from graph.entries import CERTAIN
from graph.question import STANDINGS
from graph.spare import Spares
from graph.store import HopFilter
from graph.wanted import predicates_wanted

if TYPE_CHECKING:
    from graph.compiled.store import CompiledStore

HALVED = 32
"""So many entries of a row are read in the time that it takes to look one up."""

_EVERY = 2**64 - 1


class Memory:
    """Room for what is reached of so many entities, and the search that leads to it; most of it is never touched."""

    def __init__(self, size: int) -> None:
        self.known = [np.zeros(size, np.uint8) for _ in range(2)]
        self._numbers = [np.empty(size, np.int32) for _ in range(6)]
        self.place = np.zeros(size, np.int32)
        self.search = Search(
            size=size, standings=len(STANDINGS), halved=HALVED, a_step=fronts.REACHED, place=at(self.place)
        )
        self.search.meeting, self.search.taken = map(at, self._numbers[4:])
        for side, number in ((self.search.ahead, 0), (self.search.behind, 1)):
            side.known = at(self.known[number])
            side.reached, side.going = map(at, self._numbers[2 * number : 2 * number + 2])

    def __len__(self) -> int:
        """How many entities."""
        return len(self.place)


MEMORIES = Spares(Memory, most=2)
"""Those of two that ask at a time."""


class Searching:
    """A search over one store; to be left when it is over. ``search`` is what the kernel is given."""

    def __init__(self, store: "CompiledStore", asked: Asked, wanted: HopFilter) -> None:
        self._kernel = store.kernel
        self._kept = store.rows, store.entity_table.types, asked
        self._memory = MEMORIES.take(store.size)
        self._left = False
        self.search = self._memory.search
        self._lead_to(store, asked)
        self.want(wanted)

    def want(self, wanted: HopFilter) -> None:
        """Look for these hops; to be followed by a beginning."""
        self.search.wanted = _wanted(wanted)

    def leave(self) -> None:
        """Give the memory back; a second time there is none to give back, or two searches would share it."""
        if not self._left:
            self._left = True
            self._kernel.leave(self.search)
            MEMORIES.give_back(self._memory)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def _lead_to(self, store: "CompiledStore", asked: Asked) -> None:
        search, no_step = self.search, asked.is_no_step.numbers
        search.layers, search.layer_count = addressof(store.rows.layers), len(store.rows.layers)
        search.types, search.dear, search.steps = at(store.entity_table.types), fronts.DEAR, 0
        search.no_step, search.no_step_count = at(no_step), len(no_step)
        _stand_at(search.ahead, asked.sources)
        _stand_at(search.behind, asked.targets)


def _stand_at(side: Side, ends: npt.NDArray[np.int64]) -> None:
    side.ends, side.end_count = at(ends), len(ends)


def _wanted(wanted: HopFilter) -> Wanted:
    day = wanted.valid_on
    return Wanted(
        _mask(wanted.predicates, wanted.classes),
        int(type_bits(wanted.types)),
        wanted.level,
        CERTAIN if wanted.certain else 0,
        day is not None,
        day or 0,
        wanted.through_hubs,
    )


def _mask(predicates: frozenset[str], classes: frozenset[str]) -> int:
    if not predicates and not classes:
        return _EVERY
    return sum(1 << place for place in np.flatnonzero(predicates_wanted(predicates, classes)).tolist())
