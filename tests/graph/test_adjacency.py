"""Rows are read alike, whether they are long and read as they lie, or short and read all at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import adjacency
from graph.adjacency import Rows

_COUNTS = st.lists(st.integers(0, 5), max_size=6)


def read(counts: list[int], long: int) -> dict[int, list[int]]:
    """The entries that are read of each row of a table in which they are numbered, by the row's entity."""
    count = np.array(counts, np.int64)
    start = count.cumsum() - count
    table = np.arange(count.sum(), dtype=np.int32)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(adjacency, "_LONG", long)
        rows = Rows.of(np.arange(len(counts)), start, count)
    column, both = rows.read(table), rows.read(np.stack([table, -table], axis=1))
    assert both.tolist() == [[one, -one] for one in column.tolist()]
    owners, places = rows.of_read(np.arange(len(column)))
    assert column.tolist() == table[places].tolist()
    return {row: column[owners == row].tolist() for row in range(len(counts))}


@pytest.mark.parametrize("long", [1, 3, 100])
@given(_COUNTS)
def test_every_row_is_read_whole_and_each_entry_with_its_owner(long: int, counts: list[int]) -> None:
    numbers = iter(range(sum(counts)))
    assert read(counts, long) == {row: [next(numbers) for _ in range(count)] for row, count in enumerate(counts)}
