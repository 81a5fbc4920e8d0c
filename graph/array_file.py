"""Arrays in one file, read where they lie: mapped into memory, or left on disk where little of them is ever asked for.

Invariant: a file is whole or it is not there: it is written beside its place and moved into it. What is read has the
checksums that were written with it, so a damaged file is refused and never answers. Blobs of text are the exception:
they are most of a file, little of them is ever read, and each text in them has a checksum of its own (graph/texts.py).

Checksums are XXH3, which is as fast as the file is read: every opening waits for them. They are against disks, not
against people; whoever may write the file may write the ledger.
"""

import json
import mmap
import os
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import xxhash

from graph.on_disk import Kept, OnDisk

Arrays = Mapping[str, npt.NDArray[Any]]

_MAGIC = b"throughline arrays 2\n"
_BEGINS = len(_MAGIC) + 24
"""Bytes before what the file says of itself: what it is, how long that is, its checksum (both hexadecimal)."""
_ALIGNED = 64
_PIECE = 1 << 22
"""So many bytes are checked at a time: read, not mapped, for what is only checked need not stay in memory."""

_SAMPLE = "sample"
"""Columns of this name say where in a column on disk to look: they are mapped, however many there are."""

_LARGE = 1 << 20
"""Arrays of fewer bytes are mapped whatever they are: there is little to save."""


class DamagedArrays(Exception):
    """The file is no file of arrays, or not as it was written."""


@dataclass(frozen=True, slots=True)
class ArrayFile:
    """What a file says of itself, its arrays, and a checksum that tells it from any other."""

    about: dict[str, Any]
    arrays: Mapping[str, Any]
    checksum: str


def write_arrays(path: Path, about: Mapping[str, Any], arrays: Arrays) -> str:
    """Write the file, readable by its owner alone; returns its checksum. Raises OSError: then nothing was changed."""
    flat = {name: np.ascontiguousarray(array).reshape(-1).view(np.uint8) for name, array in arrays.items()}
    head, checksum = _head(about, arrays, flat)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(head)
            for array in flat.values():
                file.write(b"\0" * (-file.tell() % _ALIGNED))
                file.write(array.data)
        Path(beside).replace(path)
    finally:
        Path(beside).unlink(missing_ok=True)
    return checksum


def read_arrays(path: Path, on_disk: tuple[str, ...] = ()) -> ArrayFile:
    """Map the file, but for large arrays of which the names begin so.

    Raises DamagedArrays, and OSError where there is none.
    """
    with path.open("rb") as file:
        told, start = _told(file.read(_BEGINS), file.fileno())
        places = list(_places(told["arrays"], start))
        checked = [(place, one["bytes"], one["xxh3"]) for one, place in places if not _is_blob(one["name"])]
        _check(file.fileno(), checked)
        mapped, kept = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), Kept(file.fileno())
    arrays = {
        one["name"]: _left(kept, one, place) if _is_left(one, on_disk) else _array(mapped, one, place)
        for one, place in places
    }
    return ArrayFile(told["about"], arrays, told["checksum"])


def _head(about: Mapping[str, Any], arrays: Arrays, flat: Arrays) -> tuple[bytes, str]:
    listed = [
        {
            "name": name,
            "dtype": array.dtype.str,
            "shape": array.shape,
            "bytes": array.nbytes,
            "xxh3": None if _is_blob(name) else xxhash.xxh3_64_hexdigest(flat[name].data),
        }
        for name, array in arrays.items()
    ]
    text = json.dumps({"about": about, "arrays": listed}, separators=(",", ":")).encode()
    checksum = xxhash.xxh3_64_hexdigest(text)
    return _MAGIC + f"{len(text):07x} {checksum}".encode() + text, checksum


def _is_blob(name: str) -> bool:
    return name.endswith("blob")


def _is_left(one: Mapping[str, Any], on_disk: tuple[str, ...]) -> bool:
    name = one["name"]
    return bool(one["bytes"] > _LARGE and name.startswith(on_disk) and not name.endswith(_SAMPLE))


def _left(kept: Kept, one: Mapping[str, Any], place: int) -> OnDisk:
    kind = np.dtype(one["dtype"])
    return OnDisk(kept, place, kind, one["bytes"] // kind.itemsize)


def _array(mapped: mmap.mmap, one: Mapping[str, Any], place: int) -> npt.NDArray[Any]:
    kind, shape = np.dtype(one["dtype"]), tuple(one["shape"])
    count = one["bytes"] // kind.itemsize
    return np.frombuffer(mapped, kind, count, place).reshape(shape) if count else np.zeros(shape, kind)


def _told(start: bytes, file: int) -> tuple[dict[str, Any], int]:
    if not start.startswith(_MAGIC) or len(start) != _BEGINS:
        raise DamagedArrays("this is no file of arrays")
    try:
        length, checksum = start[len(_MAGIC) :].decode("ascii").split(" ")
        text = os.pread(file, int(length, 16), len(start))
    except ValueError as error:
        raise DamagedArrays("the head of the arrays is damaged") from error
    if xxhash.xxh3_64_hexdigest(text) != checksum:
        raise DamagedArrays("the head of the arrays is damaged")
    return {**json.loads(text), "checksum": checksum}, len(start) + len(text)


def _places(listed: list[dict[str, Any]], start: int) -> Iterator[tuple[dict[str, Any], int]]:
    """Where each array begins."""
    for one in listed:
        start += -start % _ALIGNED
        yield one, start
        start += one["bytes"]


def _check(file: int, pieces: list[tuple[int, int, str]]) -> None:
    """The largest first, or one thread would be left alone with it in the end."""
    largest_first = sorted(pieces, key=lambda piece: -piece[1])
    with ThreadPoolExecutor(max_workers=2) as pool:
        if not all(pool.map(lambda piece: _xxh3(file, piece[0], piece[1]) == piece[2], largest_first)):
            raise DamagedArrays("arrays are damaged")


def _xxh3(file: int, start: int, length: int) -> str:
    checksum = xxhash.xxh3_64()
    for at in range(start, start + length, _PIECE):
        checksum.update(os.pread(file, min(_PIECE, start + length - at), at))
    return checksum.hexdigest()
