"""Copying a ledger, whatever it is in, into a file, or from one ledger into another.

Invariant: a copy is of one state of the ledger, and complete on the disk under its name or not there at all.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, MetaData, insert, select
from sqlalchemy.exc import DBAPIError

from evidence.address import Address
from evidence.database import reading, writing
from evidence.dialects import engine_of
from evidence.errors import LedgerError
from evidence.ledger_facts import schema_version_of
from evidence.steps import upgrade

_ROWS = 1_000
"""How many rows are in memory at once."""


def copy_to_file(source: Address, target: Path) -> None:
    """Copy a ledger into a new file, itself a ledger of the same version.

    Raises FileExistsError where one is already, LedgerError where the ledger or the disk does not let it be done.
    """
    if target.exists():
        raise FileExistsError(f"there is a file at {target} already")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        _copy_file(source, partial) if isinstance(source, Path) else _copy_tables(source, partial)
        _settle(partial, target)
    except (sqlite3.Error, DBAPIError) as error:
        told = error.orig if isinstance(error, DBAPIError) else error
        raise LedgerError(f"the ledger at {source} could not be copied to {target}: {told}") from error
    finally:
        partial.unlink(missing_ok=True)


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


def _settle(partial: Path, target: Path) -> None:
    """Give a file its name once it is on the disk."""
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(partial, target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
