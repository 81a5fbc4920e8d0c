"""Copying a ledger, whatever it is in, into a file.

Invariant: a copy is of one state of the ledger, and complete on the disk under its name or not there at all.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, MetaData, insert, select
from sqlalchemy.exc import DBAPIError

from evidence.address import Address
from evidence.database import reading, writing
from evidence.dialects import engine_of
from evidence.errors import LedgerDamaged, LedgerError
from evidence.hindrances import in_words
from evidence.ledger_facts import schema_version_of
from evidence.settled import give_name, own
from evidence.steps import upgrade
from evidence.verification.tables import tables

_ROWS = 1_000
"""How many rows are in memory at once."""
_PAGES = 16
"""After so many the target is looked at: a ledger has more, as each of its tables and indexes has one."""

Look = Callable[[], None]


def copy_to_file(source: Address, target: Path) -> None:
    """Copy a ledger into a new file, itself a ledger of the same version.

    Raises FileExistsError where one is already, LedgerError or DiskRefused where ledger or disk do not let it be done.
    """
    with settling(target) as partial, copying_told(source, target):
        copy_file(source, partial) if isinstance(source, Path) else _copy_tables(source, partial)


def put_aside(address: Address, aside: Path) -> None:
    """Give a file that is no ledger, or a damaged one, another name, with the journals that SQLite keeps beside it."""
    if isinstance(address, Path):
        for ending in ("-journal", "-wal", "-shm", ""):
            file = address.with_name(f"{address.name}{ending}")
            if file.exists():
                os.replace(file, aside.with_name(f"{aside.name}{ending}"))


@contextmanager
def settling(target: Path) -> Iterator[Path]:
    """A new file, which only its owner may read; it becomes the target once all of it is on the disk."""
    if target.exists():
        raise FileExistsError(f"there is a file at {target} already")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")
    partial.unlink(missing_ok=True)
    own(partial)
    try:
        yield partial
        give_name(partial, target)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def copying_told(source: Address, target: Address) -> Iterator[None]:
    """Where a database fails, LedgerError in one line."""
    try:
        yield
    except (sqlite3.Error, DBAPIError) as error:
        raise LedgerError(f"the ledger at {source} could not be copied to {target}: {in_words(error)}") from error


def copy_rows(source: Connection, target: Connection) -> None:
    """Copy all rows of a ledger into the tables of another, which has the same version and none.

    Tables that are no ledger's are not looked at. Raises LedgerDamaged where the source lacks a table.
    """
    there, here = _own_tables(source), _own_tables(target)
    if lost := sorted(here.tables.keys() - there.tables.keys()):
        raise LedgerDamaged(f"the ledger lacks {', '.join(lost)}: 'throughline verify' tells what is wrong with it")
    for table in here.sorted_tables:
        rows = source.execute(select(there.tables[table.name]), execution_options={"yield_per": _ROWS})
        for part in rows.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in part])


def copy_file(source: Path, target: Path, look: Look | None = None) -> None:
    """Copy a database in a file page by page, over what is in the target, at once or not at all.

    ``look`` is called once the target is locked; whatever it raises ends the copying and leaves the target as it was.
    """
    with closing(sqlite3.connect(source)) as older, closing(sqlite3.connect(target)) as newer:
        newer.execute("PRAGMA synchronous = EXTRA")  # with less, what was replaced may come back in a power cut
        older.backup(newer, pages=-1 if look is None else _PAGES, progress=look and _once_locked(look))


def _once_locked(look: Look) -> Callable[[int, int, int], None]:
    looked = False

    def progress(status: int, _remaining: int, _pages: int) -> None:
        nonlocal looked
        if status == sqlite3.SQLITE_OK and not looked:
            looked = True
            look()

    return progress


def _own_tables(connection: Connection) -> MetaData:
    """A ledger's tables as they are there; a server's schema may hold those of other programs too."""
    found = MetaData()
    found.reflect(connection, only=lambda name, _: name in tables())
    return found


def _copy_tables(source: Address, target: Path) -> None:
    there, here = engine_of(source), engine_of(target)
    try:
        with reading(there) as old, writing(here) as new:
            upgrade(new.connection(), None, schema_version_of(old))
            copy_rows(old.connection(), new.connection())
    finally:
        there.dispose()
        here.dispose()
