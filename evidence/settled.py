"""Files and folders that outlast a power cut.

Invariant: a file is there whole, under its name and on the disk, or it is not there and nothing of it is.
"""

import os
import tempfile
from pathlib import Path


def put_whole(file: Path, content: bytes, mode: int) -> None:
    """Write a file into a folder that is there; raises OSError, and then leaves nothing."""
    handle, beside = tempfile.mkstemp(dir=file.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as unfinished:
            unfinished.write(content)
        os.chmod(beside, mode)
        give_name(Path(beside), file)
    finally:
        Path(beside).unlink(missing_ok=True)


def own(file: Path) -> None:
    """Make an empty file that its owner alone may read, unless there is one; who shares it lets others in."""
    file.touch(mode=0o600)


def give_name(unfinished: Path, file: Path) -> None:
    """Give a file that was written to its end its name, once it is on the disk."""
    settle(unfinished)
    os.replace(unfinished, file)
    settle(file.parent)


def settle(place: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
