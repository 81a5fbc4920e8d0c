"""What of the ways promises most."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.onward import NOTHING
from graph.prospects import Prospects


@pytest.mark.parametrize("most", [8, 200])
@given(data=st.data())
def test_the_ways_of_a_row_that_promise_something_come_best_first_then_as_they_stand(
    most: int, data: st.DataObject
) -> None:
    promised = data.draw(st.lists(st.integers(NOTHING, 3), min_size=most, max_size=most))
    row = range(data.draw(st.integers(0, 3)), data.draw(st.integers(most // 2, most)))
    none = np.zeros(most, np.uint8)
    must, need_not = np.array(promised, np.int32), np.full(most, NOTHING, np.int32)
    prospects = Prospects([[need_not, must]], none, none, none.astype(np.bool_))
    best_first = sorted((way for way in row if promised[way] > NOTHING), key=lambda way: (-promised[way], way))
    assert prospects.best_first(0, row, needs=True) == best_first
    assert prospects.best_first(0, row, needs=False) == []
