"""Finding rows by what they are asked for by: a hash of it, sorted, and the row beside.

Invariant: it gives every row that may be meant, and a few that are not where two hashes coincide: who asks compares.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.on_disk import Column

_EVERY = 512
"""Between two hashes that are kept at hand lie so many on disk, which are read at once."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """``hash``: 64 bits each, ascending; ``number``: the row that each leads to; ``sample``: every so manieth hash."""

    hash: Column
    number: Column
    sample: npt.NDArray[np.uint64]

    @classmethod
    def of(cls, ways: Iterable[tuple[str, int]]) -> "Lookup":
        """What leads to the rows by these texts."""
        asked = sorted((_hash(text), number) for text, number in ways)
        hashes = np.array([one for one, _ in asked], np.uint64)
        return cls(hashes, np.array([number for _, number in asked], np.int32), hashes[::_EVERY])

    def numbers(self, text: str) -> Iterator[int]:
        """The rows that the text may lead to."""
        hashed = np.uint64(_hash(text))
        first = max(int(self.sample.searchsorted(hashed)) - 1, 0) * _EVERY
        near = self.hash[first : first + _EVERY + 1]
        low, high = (first + int(near.searchsorted(hashed, side)) for side in ("left", "right"))
        while first + len(near) <= high < len(self.hash) and self.hash[high] == hashed:
            high += 1
        yield from self.number[low:high].tolist()


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest(), "big")
