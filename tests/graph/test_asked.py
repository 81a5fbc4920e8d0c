"""A set of numbers says of each number whether it is in it, whichever way it is looked up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import asked
from graph.asked import NumberSet

_NUMBERS = st.lists(st.integers(0, 30))


@pytest.mark.parametrize("many", [0, 1000])
@given(_NUMBERS, _NUMBERS)
def test_what_is_in_it_is_said_to_be_and_nothing_else(many: int, members: list[int], numbers: list[int]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(asked, "_MANY", many)
        found = NumberSet(np.unique(np.array(members, np.int64)))[np.array(numbers, np.int64)]
    assert found.tolist() == [number in members for number in numbers]
