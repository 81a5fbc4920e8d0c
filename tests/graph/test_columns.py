"""Columns come back from a file as they were, and take as little room as their numbers need."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.columns import flattened, names_of, unflattened

_NUMBERS = st.lists(st.integers(-(2**63), 2**63 - 1) | st.integers(-200, 200))


@dataclass(frozen=True)
class Inner:
    """Columns within columns."""

    numbers: npt.NDArray[np.int64]


@dataclass(frozen=True)
class Outer:
    """Columns of which one may be missing."""

    inner: Inner
    marks: npt.NDArray[np.uint64] | None


@given(_NUMBERS, st.none() | st.lists(st.integers(0, 2**64 - 1)))
def test_what_is_read_back_equals_what_was_put_in(numbers: list[int], marks: list[int] | None) -> None:
    columns = Outer(Inner(np.array(numbers, np.int64)), None if marks is None else np.array(marks, np.uint64))
    arrays = dict(flattened(columns))
    back = unflattened(Outer, arrays)
    assert back.inner.numbers.tolist() == numbers
    assert (None if back.marks is None else back.marks.tolist()) == marks
    assert set(arrays) <= set(names_of(Outer))


@pytest.mark.parametrize(
    ("ends", "kind"),
    [
        ((-128, 127), np.int8),
        ((0, 128), np.int16),
        ((-129, 0), np.int16),
        ((0, 2**31 - 1), np.int32),
        ((0, 2**31), np.int64),
        ((-(2**31) - 1, 0), np.int64),
    ],
)
def test_signed_numbers_take_the_smallest_type_that_holds_them(
    ends: tuple[int, int], kind: type[np.signedinteger]
) -> None:
    (_, numbers), *_ = flattened(Outer(Inner(np.array(ends, np.int64)), None))
    assert numbers.dtype == kind


def test_bits_stay_bits() -> None:
    columns = Outer(Inner(np.zeros(0, np.int64)), np.array([1], np.uint64))
    assert dict(flattened(columns))["marks"].dtype == np.uint64
