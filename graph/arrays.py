"""What the arrays are called that go between a search and what it reads; and picking from them."""

from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.integer]
"""Whole numbers in whatever type holds them: in a file, the smallest."""


def flagged(column: npt.NDArray[Any], flags: Flags) -> npt.NDArray[Any]:
    """The entries that are flagged. Of many, ``column[flags]`` would take three times as long."""
    return column.take(flags.nonzero()[0])
