"""What all hops of some walk on can have in common, whatever way it goes on: as bits of a word.

Invariant: a bit is missing only where no walk to an end, simple or not, has it at each of its hops.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from graph.arrays import Flags
from graph.ground import Ground

Masks = npt.NDArray[np.uint64]
_ALL = ~np.uint64(0)
_NONE = np.uint64(0)


@dataclass(slots=True)
class SharedLeft:
    """Tables by hops left, made when they are first asked for; ``held``: the bits of each way; ``ends``: of places."""

    ground: Ground
    held: Masks
    ends: Flags
    _tables: list[Masks] = field(default_factory=list)

    def at(self, place: int, left: int) -> int:
        """The bits that so many hops on from a place can share; of no hop all, if it is an end."""
        while len(self._tables) <= left:
            self._tables.append(self._one_hop_more())
        return int(self._tables[left][place])

    def _one_hop_more(self) -> Masks:
        if not self._tables:
            return np.where(self.ends, _ALL, _NONE)
        leads = self.ground.through | (len(self._tables) == 1)
        shared = np.where(leads, self.held & self._tables[-1].take(self.ground.end), _NONE)
        table = np.zeros(len(self.ends), np.uint64)
        table[self.ground.with_ways] = np.bitwise_or.reduceat(shared, self.ground.first_way)
        return table
