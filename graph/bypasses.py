"""Whether a walk can still come to an end without going through all entities of a chain that is in the answer already.

Invariant: it says no only where every walk, simple or not, that goes on from there goes through them in their order;
so a walk that is given up for it could only have become a detour. What it holds is bounded: once that is reached, it
says no of nothing more, and such walks are given up at their end.
"""

from dataclasses import dataclass, field

import numpy as np

from graph.arrays import Flags, flagged
from graph.ground import Ground
from graph.members import NumberSet

_Table = list[Flags]
"""By hops left; by places of the chain passed so far, and by place: whether an end can be reached from there."""

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
        """Whether the walk can end in so many hops more without having passed all of the chain; both by places."""
        table = self._tables.setdefault(chain, [])
        while len(table) <= left:
            self._held += len(chain) * len(self.ground.entities)
            if self._held > MOST:
                return True
            table.append(self._one_hop_more(chain, table))
        return table[left].item(_passed(chain, walk), walk[-1])

    def _one_hop_more(self, chain: tuple[int, ...], table: _Table) -> Flags:
        """Of no hop, the places that are ends. Who has passed all but the end would pass all of it by ending."""
        before = np.zeros((len(chain), len(self.ground.entities)), np.bool_)
        if not table:
            before[:-1] = self.is_end[self.ground.entities]
            return before
        for passed, there in enumerate(_after_entering(chain, table[-1])):
            leads = there.take(self.ground.end)
            if len(table) > 1:
                leads &= self.ground.through
            before[passed, flagged(self.ground.start, leads)] = True
        return before


def _after_entering(chain: tuple[int, ...], nearer: Flags) -> Flags:
    """From where an end can be reached by who enters there: at the chain's next place one more is passed."""
    there, passed, places = nearer[:-1].copy(), np.arange(len(chain) - 1), list(chain[:-1])
    there[passed, places] = nearer[passed + 1, places]
    return there


def _passed(chain: tuple[int, ...], walk: tuple[int, ...]) -> int:
    """How many of the chain's places, but for its end, the walk goes through in their order."""
    passed, last = 0, len(chain) - 1
    for place in walk:
        if passed < last and place == chain[passed]:
            passed += 1
    return passed
