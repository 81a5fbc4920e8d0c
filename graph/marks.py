"""A byte for every entity of a store, for a search to mark those that it has reached.

Invariant: who takes marks finds none set; who gives them back has wiped what was set. New ones of millions of entities
are cleared by the system for every search, however few it touches.
"""

import numpy as np
import numpy.typing as npt

from graph.spare import Spares

Marks = npt.NDArray[np.uint8]


def _made(size: int) -> Marks:
    return np.zeros(size, np.uint8)


MARKS = Spares(_made, most=2)
"""Those of one search."""
