"""Finding rows by what they are asked for by: a hash of it, sorted, and the row beside.

Invariant: it gives every row that may be meant, and a few that are not where two hashes coincide: who asks compares.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

import numpy as np

from graph.on_disk import Column


@dataclass(frozen=True, slots=True)
class Lookup:
    """``hash``: 64 bits each, ascending; ``number``: the row that each leads to."""

    hash: Column
    number: Column

    @classmethod
    def of(cls, ways: Iterable[tuple[str, int]]) -> "Lookup":
        """What leads to the rows by these texts."""
        asked = sorted((_hash(text), number) for text, number in ways)
        return cls(np.array([one for one, _ in asked], np.uint64), np.array([number for _, number in asked], np.int32))

    def numbers(self, text: str) -> Iterator[int]:
        """The rows that the text may lead to."""
        hashed = np.uint64(_hash(text))
        from_first = range(bisect_left(self.hash, hashed), len(self.hash))
        return (int(self.number[place]) for place in takewhile(lambda place: self.hash[place] == hashed, from_first))


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest(), "big")
