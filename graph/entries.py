"""What stands of a hop in the row of one of its ends: an entry, all that a filter asks in four numbers side by side.

Invariant: a filter says the same of an entry as of the columns that it was packed from. An entry is 16 bytes, so it is
one reading of memory; as six columns it was six, and a row is mostly shorter than what the processor reads at once.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.arrays import Flags, Numbers

ALONG, BACK, PLAIN_START, PLAIN_END, BROKEN, CERTAIN = 1, 2, 4, 8, 16, 32
"""Flags of an entry: walked along, if it is walked from its row, and if it is walked back to it; its start (its end)
is no hub here; its hull has gaps; it has a core.
"""

_END, _HOP, _FIRST, _LAST = range(4)
_BITS, LOW = 8, 255
"""Below the first day stands the predicate, below the last one the flags."""
_UNBOUNDED = (1 << 23) - 1
"""Days beyond, as unbounded ones are, are kept as this one: nobody can ask for a day so late, or so early."""

Packed = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries, a row each; ``packed`` has four numbers a row."""

    packed: Packed

    @classmethod
    def of(
        cls,
        end: npt.NDArray[np.integer],
        hop: npt.NDArray[np.integer],
        days: tuple[npt.NDArray[np.integer], npt.NDArray[np.integer]],
        predicate: npt.NDArray[np.integer],
        flags: npt.NDArray[np.integer],
    ) -> "Entries":
        """Entries of these columns; ``days``: the first and the last of each hull."""
        first, last = (np.clip(day, -_UNBOUNDED, _UNBOUNDED).astype(np.int32) << _BITS for day in days)
        return cls(np.stack([end, hop, first | predicate, last | flags], axis=1).astype(np.int32))

    def __len__(self) -> int:
        return len(self.packed)

    def at(self, places: Numbers) -> "Entries":
        """Some of them, in the order asked for."""
        return Entries(self.packed.take(places, axis=0))

    @property
    def end(self) -> Packed:
        """The entity at the other end of each."""
        return self.packed[:, _END]

    @property
    def hop(self) -> Packed:
        """The row of the hop of each."""
        return self.packed[:, _HOP]

    @property
    def predicate(self) -> Packed:
        """The place of each predicate in ``predicate_names``."""
        return self.packed[:, _FIRST] & LOW

    def are(self, flag: int) -> Flags:
        """Which of them have a flag."""
        return np.asarray((self.packed[:, _LAST] & flag) != 0)

    def span(self, day: int) -> Flags:
        """Which of them have the day between the first and the last of their hull."""
        most, least = bounds_of(day)
        return np.asarray((self.packed[:, _FIRST] <= most) & (self.packed[:, _LAST] >= least))


def bounds_of(day: int) -> tuple[int, int]:
    """What the third number of an entry is at most that spans the day, and what the fourth one is at least."""
    return day << _BITS | LOW, day << _BITS
