"""A column on disk gives what the array gives."""

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import GraphDamaged
from graph.on_disk import Kept, OnDisk

ARRAY = np.arange(100, 200, dtype=np.int32)


@pytest.fixture(scope="module")
def column(tmp_path_factory: pytest.TempPathFactory) -> OnDisk:
    path = tmp_path_factory.mktemp("columns") / "one"
    path.write_bytes(b"head" + ARRAY.tobytes())
    with path.open("rb") as file:
        return OnDisk(Kept(file.fileno()), 4, ARRAY.dtype, len(ARRAY))


@given(st.none() | st.integers(-150, 150), st.none() | st.integers(-150, 150))
def test_a_slice_of_it_is_the_slice_of_the_array(column: OnDisk, first: int | None, last: int | None) -> None:
    assert column[first:last].tolist() == ARRAY[first:last].tolist()


def test_each_of_its_values_is_that_of_the_array(column: OnDisk) -> None:
    assert [column[place] for place in range(len(column))] == ARRAY.tolist()
    assert column[3].dtype == ARRAY.dtype


@pytest.mark.parametrize("place", [-1, 100])
def test_past_its_ends_there_is_nothing(column: OnDisk, place: int) -> None:
    with pytest.raises(IndexError):
        column[place]


def test_a_file_that_was_cut_since_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(ARRAY.tobytes())
    with (tmp_path / "one").open("rb") as file:
        column = OnDisk(Kept(file.fileno()), 0, ARRAY.dtype, len(ARRAY))
    os.truncate(tmp_path / "one", 40)
    assert column[:10].tolist() == ARRAY[:10].tolist()
    with pytest.raises(GraphDamaged):
        column[5:11]


def test_the_file_is_closed_when_nobody_reads_it_any_more(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"x")
    with (tmp_path / "one").open("rb") as file:
        kept = Kept(file.fileno())
    descriptor = kept.descriptor
    assert os.fstat(descriptor).st_size == 1
    del kept
    with pytest.raises(OSError, match="descriptor"):
        os.fstat(descriptor)
