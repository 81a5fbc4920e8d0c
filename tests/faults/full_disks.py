"""Ways in which a disk is full: a ceiling on the ledger's pages, on the size of any file, and a small disk indeed."""

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlmodel import text

from evidence.address import ServerAddress, parse_address
from evidence.ledger import Ledger
from tests.postgresql import schema

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
def small_tablespace(url: str, bytes_: int) -> Iterator[tuple[ServerAddress, Path]]:
    """A place for a ledger on a server whose tables lie on a disk of so many bytes, and that disk."""
    with tempfile.TemporaryDirectory(prefix="throughline-tablespace-") as folder, ExitStack() as stack:
        os.chmod(folder, 0o755)
        disk = stack.enter_context(small_disk(Path(folder) / "disk", bytes_))
        (disk / "tables").mkdir()
        shutil.chown(disk / "tables", "nobody", "nogroup")  # as whom the run's own server is, started by root
        name = f"small_{uuid4().hex}"
        run = stack.enter_context(psycopg.connect(url, autocommit=True)).execute
        run(sql.SQL("CREATE TABLESPACE {} LOCATION {}").format(sql.Identifier(name), str(disk / "tables")))
        stack.callback(run, sql.SQL("DROP TABLESPACE {}").format(sql.Identifier(name)))
        address = stack.enter_context(schema(url, "small"))
        there = parse_address(f"{address.uri}{quote(f' -cdefault_tablespace={name}')}")
        assert isinstance(there, ServerAddress)
        yield there, disk


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
