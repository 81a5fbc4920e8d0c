"""Which rows of a column are read, and reading them: row by row as they lie, or the short ones all at once.

Invariant: every entry of every row is read once, and it is known at which entity it stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from graph.arrays import Numbers, spread

Kind = TypeVar("Kind", bound=np.integer)

_LONG = 128
"""Rows of so many entries are read as they lie; of shorter ones the places are worked out, all at once."""


class FewRows(NamedTuple):
    """A few rows, each with where its entries lie: whatever arrays would save, they cost more to set up."""

    entities: Sequence[int]
    parts: Sequence[slice]

    @property
    def size(self) -> int:
        """How many entries they have."""
        return sum([part.stop - part.start for part in self.parts])

    def read(self, packed: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
        """Their entries, or one column of these, row by row."""
        pieces = [packed[part] for part in self.parts]
        if len(pieces) == 1:
            return pieces[0]
        return np.concatenate(pieces) if pieces else packed[:0]

    def of_read(self, read: Numbers) -> Numbers:
        """At which entity each of some entries stands, which are numbered as they are read."""
        if len(self.entities) == 1:
            return np.full(len(read), self.entities[0])
        counts = [part.stop - part.start for part in self.parts]
        return np.array(self.entities, np.int64).repeat(counts).take(read)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of some entities, as far as a standing: where the entries of each start, and how many they are.

    The ``long`` ones come first.
    """

    entity: Numbers
    start: Numbers
    count: Numbers
    long: int

    @classmethod
    def of(cls, entity: Numbers, start: Numbers, count: Numbers) -> "Rows":
        """These rows, in the order in which they are read."""
        is_long = count >= _LONG
        long = int(np.count_nonzero(is_long))
        if long:
            short = (~is_long[:long]).nonzero()[0]
            far = is_long.nonzero()[0][long - len(short) :]
            entity, start, count = (_swapped(column, short, far) for column in (entity, start, count))
        return cls(entity, start, count, long)

    def of_read(self, read: Numbers) -> tuple[Numbers, Numbers]:
        """Of some entries, numbered as they are read: at which entity each stands, and where among all entries."""
        upto = self.count.cumsum()
        row = upto.searchsorted(read, side="right")
        return self.entity.take(row), read + (self.start - upto + self.count).take(row)

    def read(self, packed: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
        """Their entries, or one column of these, row by row."""
        starts, counts = self.start[: self.long].tolist(), self.count[: self.long].tolist()
        pieces = [packed[start : start + count] for start, count in zip(starts, counts, strict=True)]
        if self.long < len(self.entity) or not pieces:
            pieces.append(packed.take(self._places(), axis=0))
        return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)

    def parted(self, some: Numbers) -> tuple["Rows", "Rows"]:
        """Some of the long ones, and all others."""
        is_other = np.ones(len(self.entity), np.bool_)
        is_other[some] = False
        return self._some(some, len(some)), self._some(is_other.nonzero()[0], self.long - len(some))

    def _some(self, places: Numbers, long: int) -> "Rows":
        return Rows(self.entity.take(places), self.start.take(places), self.count.take(places), long)

    def _places(self) -> Numbers:
        """Where the entries of the short ones stand."""
        return spread(self.start[self.long :], self.count[self.long :])


def _swapped(column: Numbers, some: Numbers, others: Numbers) -> Numbers:
    swapped = column.copy()
    swapped[some], swapped[others] = column[others], column[some]
    return swapped
