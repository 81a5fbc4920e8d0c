"""Ways in which a disk is full: a ceiling on the ledger's pages, on the size of any file, and a small disk indeed."""

import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlmodel import text

from evidence.ledger import Ledger

LEFT_OUT = "a small disk that is full; enable: run as root on Linux, where mount is allowed"


@contextmanager
def page_ceiling(ledger: Ledger, room: int) -> Iterator[None]:
    """The ledger may grow by so many pages and no more."""
    with ledger.engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one() + room

    def limit(connection: DBAPIConnection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(ledger.engine, "connect", limit)
    ledger.close()
    yield
    event.remove(ledger.engine, "connect", limit)
    ledger.close()


@contextmanager
def size_ceiling(bytes_: int) -> Iterator[None]:
    """No file may grow beyond so many bytes; Python ignores the signal that comes with it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def small_disk(folder: Path, bytes_: int) -> Iterator[Path]:
    """A folder that is a disk of so many bytes."""
    folder.mkdir()
    mount = shutil.which("mount")
    options = ["-t", "tmpfs", "-o", f"size={bytes_}", "tmpfs", str(folder)]
    if mount is None or subprocess.run([mount, *options], capture_output=True, check=False).returncode:
        pytest.skip(LEFT_OUT)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
