"""A set of numbers says of each number whether it is in it, whichever way it is looked up."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import members as places
from graph.members import NumberSet

_NUMBERS = st.lists(st.integers(0, 500), max_size=40)


@pytest.mark.parametrize("kind", [np.int8, np.int16])
def test_what_is_asked_may_lie_in_a_column_of_small_numbers(kind: type[np.signedinteger[Any]]) -> None:
    members = NumberSet(np.arange(0, 4000, 2))
    assert members[np.full(1000, 6, kind)].all()
    assert not members[np.full(1000, 7, kind)].any()


@pytest.mark.parametrize("many", [0, 1000])
@pytest.mark.parametrize("largest_sieve", [8, 1 << 21])
@pytest.mark.parametrize("kind", [np.int32, np.int64])
@given(members=_NUMBERS, numbers=_NUMBERS)
def test_what_is_in_it_is_said_to_be_and_nothing_else(
    many: int, largest_sieve: int, kind: type[np.signedinteger[Any]], members: list[int], numbers: list[int]
) -> None:
    """Most numbers that fall through a sieve of eight places are in no set; numbers may lie in a column of others."""
    table = np.stack([np.array(numbers, kind), np.zeros(len(numbers), kind)], axis=1)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(places, "_MANY", many)
        patched.setattr(places, "_PER_MEMBER", 1 << 20)
        patched.setattr(places, "_LARGEST_SIEVE", largest_sieve)
        found = NumberSet(np.unique(np.array(members, np.int64)))[table[:, 0]]
    assert found.tolist() == [number in members for number in numbers]
