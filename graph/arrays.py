"""What the arrays are called that go between a search and what it reads; and picking from them."""

from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.integer]
"""Whole numbers in whatever type holds them: in a file, the smallest."""


def spread(start: Whole, count: Whole) -> Numbers:
    """Where so many entries stand from each start on: those of the first start, then those of the next."""
    upto = count.cumsum()
    places: Numbers = (start - upto + count).repeat(count)
    places += np.arange(len(places))
    return places


def flagged(column: npt.NDArray[Any], flags: Flags) -> npt.NDArray[Any]:
    """The entries that are flagged. Of many, ``column[flags]`` would take three times as long."""
    return column.take(flags.nonzero()[0])
