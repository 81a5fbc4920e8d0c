"""Copying a ledger, whatever it is in, into a file, or from one ledger into another.

Invariant: a copy is of one state of the ledger, and complete on the disk under its name or not there at all.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, MetaData, delete, insert, select
from sqlalchemy.exc import DBAPIError

from evidence.address import Address
from evidence.database import reading, writing
from evidence.dialects import engine_of
from evidence.errors import LedgerError
from evidence.ledger_facts import schema_version_of
from evidence.settled import give_name, own
from evidence.steps import upgrade

_ROWS = 1_000
"""How many rows are in memory at once."""


def copy_to_file(source: Address, target: Path) -> None:
    """Copy a ledger into a new file, itself a ledger of the same version.

    Raises FileExistsError where one is already, LedgerError or DiskRefused where ledger or disk do not let it be done.
    """
    with settling(target) as partial, _told(source, target):
        _copy_file(source, partial) if isinstance(source, Path) else _copy_tables(source, partial)


def copy_over(source: Path, target: Address) -> None:
    """Put the record of a ledger in a file, of this program's version, in the place of another's, or where none is.

    Who reads or writes there sees the older record or the newer one, never a part of both; so does whoever comes
    after a crash. Raises LedgerError or DiskRefused where the target or the disk does not let it be done.
    """
    with _told(source, target):
        if not isinstance(target, Path):
            _fill_tables(source, target)
        elif target.exists():
            _copy_file(source, target)
        else:
            copy_to_file(source, target)


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
def _told(source: Address, target: Address) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, DBAPIError) as error:
        told = error.orig if isinstance(error, DBAPIError) else error
        raise LedgerError(f"the ledger at {source} could not be copied to {target}: {told}") from error


def copy_rows(source: Connection, target: Connection) -> None:
    """Copy all rows of the source into the tables of the target, which have the same version and are empty."""
    there, here = MetaData(), MetaData()
    there.reflect(source)
    here.reflect(target)
    for table in here.sorted_tables:
        rows = source.execution_options(yield_per=_ROWS).execute(select(there.tables[table.name]))
        for part in rows.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in part])


def _copy_file(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as older, closing(sqlite3.connect(target)) as newer:
        newer.execute("PRAGMA synchronous = EXTRA")  # with less, what was replaced may come back in a power cut
        older.backup(newer, pages=-1)


def _copy_tables(source: Address, target: Path) -> None:
    there, here = engine_of(source), engine_of(target)
    try:
        with reading(there) as old, writing(here) as new:
            upgrade(new.connection(), None, schema_version_of(old))
            copy_rows(old.connection(), new.connection())
    finally:
        there.dispose()
        here.dispose()


def _fill_tables(source: Path, target: Address) -> None:
    here, there = engine_of(source), engine_of(target)
    try:
        with reading(here) as old, writing(there) as new:
            tables = MetaData()
            tables.reflect(new.connection())
            if not tables.tables:
                upgrade(new.connection(), None, schema_version_of(old))
            for table in reversed(tables.sorted_tables):
                new.execute(delete(table))
            copy_rows(old.connection(), new.connection())
    finally:
        here.dispose()
        there.dispose()
