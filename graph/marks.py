"""A byte for every entity of a store, for a search to mark those that it has reached.

Invariant: who takes marks has them alone and finds none set; who gives them back has wiped what was set. New ones of
millions of entities are cleared by the system for every search, however few it touches.
"""

import numpy as np
import numpy.typing as npt

Marks = npt.NDArray[np.uint8]

_SPARE: list[Marks] = []
_MOST = 2
"""So many are kept: those of one search."""


def take_marks(size: int) -> Marks:
    """Marks for at least so many entities."""
    try:
        marks = _SPARE.pop()
    except IndexError:
        return np.zeros(size, np.uint8)
    return marks if len(marks) >= size else np.zeros(size, np.uint8)


def give_back(marks: Marks) -> None:
    """Let the next search have them."""
    if len(_SPARE) < _MOST:
        _SPARE.append(marks)
