"""Many texts in one array of bytes, each decoded only when it is asked for.

Invariant: a text is given as it was put in, or refused: each has a checksum of its own, so that a file of gigabytes
need not be read before the first of them can be relied on.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from evidence.errors import GraphDamaged
from graph.on_disk import DAMAGED, Column

_LONE = "surrogatepass"
"""No ledger takes half a surrogate pair; a graph made of views by hand is not to fall over one."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Text ``n`` is the UTF-8 in ``blob[starts[n]:starts[n + 1]]``, its CRC-32 is ``sums[n]``."""

    blob: Column
    starts: Column
    sums: Column

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        """These texts, in their order."""
        encoded = [text.encode(errors=_LONE) for text in texts]
        starts = np.fromiter(accumulate((len(one) for one in encoded), initial=0), np.int64, len(encoded) + 1)
        sums = np.fromiter(map(zlib.crc32, encoded), np.uint32, len(encoded))
        return cls(np.frombuffer(b"".join(encoded), np.uint8), starts, sums)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, number: int) -> str:
        """The text with this number; raises GraphDamaged where it is not as it was."""
        encoded = bytes(self.blob[slice(*self.starts[number : number + 2])])
        if zlib.crc32(encoded) != self.sums[number]:
            raise GraphDamaged(DAMAGED)
        return encoded.decode(errors=_LONE)
