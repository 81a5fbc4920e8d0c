"""Numbers without repeats, ascending.

They are sorted, however many: that costs less than marking all entities of a store of millions, and leaves no scratch
that two searches would share. What numpy has for it loads masked arrays first, which takes a twentieth of a second.
"""

import numpy as np
import numpy.typing as npt

from graph.arrays import Flags, Numbers, flagged

_FEW = 32
"""So many are sorted sooner one by one."""


def once(numbers: Numbers | npt.NDArray[np.int32]) -> Numbers:
    """Each of the numbers once."""
    if len(numbers) <= _FEW:
        return np.array(sorted(set(numbers.tolist())), np.int64)
    ascending: npt.NDArray[np.integer] = np.sort(numbers)
    return flagged(ascending, _is_new(ascending)).astype(np.int64, copy=False)


def once_with(numbers: Numbers | npt.NDArray[np.int32], marked: Flags) -> tuple[Numbers, Flags]:
    """Each of the numbers, none below 0, once; and whether it was marked anywhere. Short ones sort twice as fast."""
    unsigned: npt.NDArray[np.unsignedinteger] = numbers.view(np.uint32 if numbers.dtype == np.int32 else np.uint64)
    doubled = np.sort((unsigned << 1) | ~marked)
    marked_first = flagged(doubled, _is_new(doubled >> 1))
    return (marked_first >> 1).astype(np.int64), (marked_first & 1) == 0


def first_of_each(numbers: Numbers) -> Numbers:
    """Where each of the numbers comes first, in the order of the numbers."""
    order = numbers.argsort(kind="stable")
    return flagged(order, _is_new(numbers.take(order)))


def _is_new(ascending: npt.NDArray[np.integer]) -> Flags:
    """Which of them differ from the one before."""
    new = np.empty(len(ascending), np.bool_)
    new[:1] = True
    np.not_equal(ascending[1:], ascending[:-1], out=new[1:])
    return new
