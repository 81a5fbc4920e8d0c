"""Numbers without repeats, as sets have them."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import once as sorting
from graph.once import first_of_each, once, once_with

_EDGE = st.integers(2**31 - 3, 2**31 - 1)
_MARKED = st.lists(st.tuples(st.integers(0, 9) | _EDGE | st.integers(0, 2**40), st.booleans()))


@pytest.mark.parametrize("few", [0, 32])
@given(_MARKED)
def test_each_number_is_told_once_in_order(few: int, numbers: list[tuple[int, bool]]) -> None:
    plain = [number for number, _ in numbers]
    given_ = np.array(plain, np.int64)
    for one in (given_, given_.astype(np.int32)) if all(number < 2**31 for number in plain) else (given_,):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(sorting, "_FEW", few)
            found = once(one)
        assert found.dtype == np.int64
        assert found.tolist() == sorted(set(plain))


@given(st.lists(st.integers(0, 9)))
def test_each_number_is_found_where_it_comes_first(numbers: list[int]) -> None:
    assert first_of_each(np.array(numbers, np.int64)).tolist() == [numbers.index(one) for one in sorted(set(numbers))]


@given(_MARKED)
def test_a_number_is_marked_if_it_was_anywhere(numbers: list[tuple[int, bool]]) -> None:
    plain, marks = [number for number, _ in numbers], [mark for _, mark in numbers]
    given_ = np.array(plain, np.int64)
    short = given_.astype(np.int32) if all(number < 2**31 for number in plain) else given_
    found, marked = once_with(short, np.array(marks, np.bool_))
    assert found.dtype == np.int64
    assert found.tolist() == sorted(set(plain))
    assert dict(zip(found.tolist(), marked.tolist(), strict=True)) == {
        number: (number, True) in numbers for number in plain
    }


_FIRST_ANSWER = """
import sys
from tests.graph.making import asked, claim, found
found([claim(ends, ends[0], "trains", ends[1]) for ends in ("az", "ab", "bz")], asked("a", "z"))
print("numpy.ma" in sys.modules)
"""


def test_a_first_answer_waits_for_no_masked_arrays_to_be_loaded() -> None:
    told = subprocess.run([sys.executable, "-c", _FIRST_ANSWER], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"
