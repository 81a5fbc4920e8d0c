"""Columns that stay in their file.

Invariant: what is read is what an array would give; and only that is read. Mapped, each value asked for would bring
the pages around it into the memory of the process, and of a few values here and there soon the whole column.
"""

import os
import weakref
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from evidence.errors import GraphDamaged

DAMAGED = "what was kept of the graph on disk is damaged, and is made anew of the ledger: ask again"


class Column(Protocol):
    """Values in a row, wherever they lie: an array, or one that was left on disk."""

    def __len__(self) -> int:
        """How many they are."""
        ...

    def __getitem__(self, asked: Any, /) -> Any:  # noqa: ANN401 -- a number for a number, an array for a slice
        """One of them, or those of a slice."""
        ...


class Kept:
    """A file that stays open for as long as somebody may read it."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = os.dup(descriptor)
        weakref.finalize(self, os.close, self.descriptor)


@dataclass(frozen=True, slots=True)
class OnDisk:
    """``count`` values of a kind, from a byte of the file on."""

    file: Kept
    start: int
    kind: np.dtype[Any]
    count: int

    def __len__(self) -> int:
        """How many they are."""
        return self.count

    def __getitem__(self, asked: int | slice) -> Any:  # noqa: ANN401 -- a number for a number, an array for a slice
        """One value, or those of a slice without steps; raises IndexError past the end.

        Raises GraphDamaged where the file was cut since it was opened.
        """
        if isinstance(asked, slice):
            first, last, _ = asked.indices(self.count)
            return self._read(first, max(last - first, 0))
        if not 0 <= asked < self.count:
            raise IndexError(asked)
        return self._read(asked, 1)[0]

    def _read(self, first: int, count: int) -> Any:  # noqa: ANN401 -- an array
        size = self.kind.itemsize
        read = os.pread(self.file.descriptor, count * size, self.start + first * size)
        if len(read) < count * size:  # fewer values would be an answer like any other, and a wrong one
            raise GraphDamaged(DAMAGED)
        return np.frombuffer(read, self.kind)
