"""Arrays in one file, read where they lie: mapped into memory, or left on disk where little of them is ever asked for.

Invariant: a file is whole or it is not there: it is written beside its place and moved into it. What is read has the
checksums that were written with it, so a damaged file is refused and never answers. Blobs of text are the exception:
they are most of a file, little of them is ever read, and each text in them has a checksum of its own (graph/texts.py).
"""

import json
import mmap
import os
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.on_disk import Kept, OnDisk

Arrays = Mapping[str, npt.NDArray[Any]]

_MAGIC = b"throughline arrays 1\n"
_ALIGNED = 64
_PIECE = 1 << 22
"""So many bytes are checked at a time: read, not mapped, for what is only checked need not stay in memory."""

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
        told, start = _told(file.read(len(_MAGIC) + 16), file.fileno())
        places = list(_places(told["arrays"], start))
        checked = [(place, one["bytes"], one["crc32"]) for one, place in places if not _is_blob(one["name"])]
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
            "crc32": None if _is_blob(name) else zlib.crc32(flat[name].data),
        }
        for name, array in arrays.items()
    ]
    text = json.dumps({"about": about, "arrays": listed}, separators=(",", ":")).encode()
    head = _MAGIC + f"{len(text):07x} {zlib.crc32(text):08x}".encode() + text
    return head, f"{zlib.crc32(text):08x}"


def _is_blob(name: str) -> bool:
    return name.endswith("blob")


def _is_left(one: Mapping[str, Any], on_disk: tuple[str, ...]) -> bool:
    return bool(one["bytes"] > _LARGE and one["name"].startswith(on_disk))


def _left(kept: Kept, one: Mapping[str, Any], place: int) -> OnDisk:
    kind = np.dtype(one["dtype"])
    return OnDisk(kept, place, kind, one["bytes"] // kind.itemsize)


def _array(mapped: mmap.mmap, one: Mapping[str, Any], place: int) -> npt.NDArray[Any]:
    kind, shape = np.dtype(one["dtype"]), tuple(one["shape"])
    count = one["bytes"] // kind.itemsize
    return np.frombuffer(mapped, kind, count, place).reshape(shape) if count else np.zeros(shape, kind)


def _told(start: bytes, file: int) -> tuple[dict[str, Any], int]:
    if not start.startswith(_MAGIC) or len(start) != len(_MAGIC) + 16:
        raise DamagedArrays("this is no file of arrays")
    try:
        length, checksum = (int(part, 16) for part in start[len(_MAGIC) :].split(b" "))
    except ValueError as error:
        raise DamagedArrays("the head of the arrays is damaged") from error
    text = os.pread(file, length, len(start))
    if zlib.crc32(text) != checksum:
        raise DamagedArrays("the head of the arrays is damaged")
    return {**json.loads(text), "checksum": f"{checksum:08x}"}, len(start) + length


def _places(listed: list[dict[str, Any]], start: int) -> Iterator[tuple[dict[str, Any], int]]:
    """Where each array begins."""
    for one in listed:
        start += -start % _ALIGNED
        yield one, start
        start += one["bytes"]


def _check(file: int, pieces: list[tuple[int, int, int]]) -> None:
    with ThreadPoolExecutor(max_workers=2) as pool:
        if not all(pool.map(lambda piece: _crc32(file, piece[0], piece[1]) == piece[2], pieces)):
            raise DamagedArrays("arrays are damaged")


def _crc32(file: int, start: int, length: int) -> int:
    checksum = 0
    for at in range(start, start + length, _PIECE):
        checksum = zlib.crc32(os.pread(file, min(_PIECE, start + length - at), at), checksum)
    return checksum
