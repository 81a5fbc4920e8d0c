"""Arrays in a file: as they were written, or refused."""

from pathlib import Path
from random import Random

import numpy as np
import pytest

from graph.array_file import Arrays, DamagedArrays, read_arrays, write_arrays

ARRAYS: Arrays = {
    "small": np.arange(5, dtype=np.int32),
    "empty": np.zeros((0, 5), np.uint64),
    "square": np.arange(12, dtype=np.uint8).reshape(3, 4),
    "flags": np.array([True, False]),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_arrays(tmp_path / "folder" / "some", {"of": "a test"}, ARRAYS)
    return tmp_path / "folder" / "some"


def test_what_is_read_is_what_was_written(path: Path) -> None:
    file = read_arrays(path)
    assert file.about == {"of": "a test"}
    assert file.arrays.keys() == ARRAYS.keys()
    for name, array in ARRAYS.items():
        assert file.arrays[name].dtype == array.dtype
        assert np.array_equal(file.arrays[name], array)


def test_only_its_owner_may_read_it(path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o600


def test_every_flipped_byte_is_noticed(path: Path) -> None:
    whole, rng = path.read_bytes(), Random(1)
    used = [place for place, byte in enumerate(whole) if byte or place < 600]
    for place in rng.sample(used, 200):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << rng.randrange(8)]) + whole[place + 1 :])
        try:
            arrays = read_arrays(path).arrays
        except DamagedArrays:
            continue
        assert all(np.array_equal(arrays[name], array) for name, array in ARRAYS.items()), place


@pytest.mark.parametrize("kept", [0, 10, 40, 200, -1])
def test_a_file_that_was_cut_short_is_refused(path: Path, kept: int) -> None:
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(DamagedArrays):
        read_arrays(path)


def test_another_file_has_another_checksum(tmp_path: Path) -> None:
    one = write_arrays(tmp_path / "one", {}, ARRAYS)
    other = write_arrays(tmp_path / "one", {}, {**ARRAYS, "flags": np.array([True, True])})
    assert one != other == read_arrays(tmp_path / "one").checksum


def test_what_cannot_be_written_leaves_the_file_as_it_was(path: Path) -> None:
    with pytest.raises((TypeError, ValueError)):
        write_arrays(path, {"of": object()}, ARRAYS)
    (path.parent / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        write_arrays(path.parent / "folder", {}, ARRAYS)
    assert read_arrays(path).about == {"of": "a test"}
    assert {one.name for one in path.parent.iterdir()} == {"some", "folder"}
