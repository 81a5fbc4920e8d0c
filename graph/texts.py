"""Many texts in one array of bytes, each decoded only when it is asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt

_LONE = "surrogatepass"
"""No ledger takes half a surrogate pair; a graph made of views by hand is not to fall over one."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Text ``n`` is the UTF-8 in ``blob[starts[n]:starts[n + 1]]``."""

    blob: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.int64]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        """These texts, in their order."""
        encoded = [text.encode(errors=_LONE) for text in texts]
        starts = np.fromiter(accumulate((len(one) for one in encoded), initial=0), np.int64, len(encoded) + 1)
        return cls(np.frombuffer(b"".join(encoded), np.uint8), starts)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, number: int) -> str:
        return bytes(self.blob[self.starts[number] : self.starts[number + 1]]).decode(errors=_LONE)
