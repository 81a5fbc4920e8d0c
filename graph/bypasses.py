"""Whether a walk can still come to an end without going through all entities of a chain that is in the answer already.

Invariant: it says no only where every walk, simple or not, that goes on from there goes through them in their order;
so a walk that is given up for it could only have become a detour. What it holds is bounded: once that is reached, it
says no of nothing more, and such walks are given up at their end.
"""

from dataclasses import dataclass, field

import numpy as np

from graph.arrays import Flags
from graph.ground import Ground
from graph.members import NumberSet

_Table = list[list[Flags]]
"""By hops left and by entities of the chain passed so far: from which places an end can be reached."""

MOST = 1 << 27
"""Bytes of all tables: a thousand chains on a ground of a hundred thousand places would take gigabytes."""


@dataclass(slots=True)
class Bypasses:
    """Tables for chains, made when they are first asked for; ``is_end``: where walks may end."""

    ground: Ground
    is_end: NumberSet
    _tables: dict[tuple[int, ...], _Table] = field(default_factory=dict)
    _held: int = 0

    def is_there(self, chain: tuple[int, ...], walk: tuple[int, ...], left: int) -> bool:
        """Whether the walk (entities) can end in so many hops more without having passed all of the chain."""
        table = self._tables.setdefault(chain, [])
        while len(table) <= left:
            self._held += len(chain) * len(self.ground.entities)
            if self._held > MOST:
                return True
            table.append(self._one_hop_more(chain, table))
        return bool(table[left][_passed(chain, walk)][self.ground.place_of(walk[-1])])

    def _one_hop_more(self, chain: tuple[int, ...], table: _Table) -> list[Flags]:
        """Of no hop, the places that are ends. Who has passed all but the end would pass all of it by ending."""
        if not table:
            ends = self.is_end[self.ground.entities]
            return [*([ends] * (len(chain) - 1)), np.zeros_like(ends)]
        entered = (self._after_entering(chain, table[-1], passed) for passed in range(len(chain) - 1))
        return [*(self._before(there, len(table)) for there in entered), table[0][-1]]

    def _after_entering(self, chain: tuple[int, ...], nearer: list[Flags], passed: int) -> Flags:
        """From where an end can be reached by who enters there: at the chain's next entity one more is passed."""
        there, place = nearer[passed].copy(), self.ground.place_of(chain[passed])
        if place >= 0:
            there[place] = nearer[passed + 1][place]
        return there

    def _before(self, there: Flags, left: int) -> Flags:
        """From where one hop leads to such a place."""
        leads = there[self.ground.end] & (self.ground.through | (left == 1))
        before = np.zeros(len(self.ground.entities), np.bool_)
        before[self.ground.start[leads]] = True
        return before


def _passed(chain: tuple[int, ...], walk: tuple[int, ...]) -> int:
    """How many of the chain's entities, but for its end, the walk goes through in their order."""
    passed = 0
    for entity in walk:
        if passed < len(chain) - 1 and entity == chain[passed]:
            passed += 1
    return passed
