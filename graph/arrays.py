"""What the arrays are called that go between a search and what it reads."""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.integer]
"""Whole numbers in whatever type holds them: in a file, the smallest."""
