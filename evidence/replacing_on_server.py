"""Putting the record of a ledger in a file into a schema of a PostgreSQL database.

Invariant: the ledger's own tables are touched and no others, in one transaction that holds the ledger's lock from the
look at what is there to the last row. Tables that have the shape of a ledger's are emptied, so that who reads goes on
with the older rows; others are dropped and made anew, with all keys and indexes.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, Table, delete, inspect, literal_column, select, table, text
from sqlalchemy.engine.reflection import ObjectKind
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlmodel import Session, SQLModel

from evidence.address import ServerAddress
from evidence.copying import copy_rows, settling
from evidence.database import reading, writing
from evidence.dialects import UNREADABLE, engine_of
from evidence.errors import LedgerError, LedgerExists, WrongLedger
from evidence.hindrances import in_words, refuse_hindered
from evidence.kept import NOTHING_KEPT, Kept, dropped_if_refused
from evidence.ledger_facts import schema_version_of
from evidence.settled import own
from evidence.steps import upgrade, versions
from evidence.verification.shape_on_server import misshapen_on_server
from evidence.verification.tables import apart, plain, tables

_TELLING = ("audit_event", "record")
"""No other program has tables of these names with these columns; of the others' it may."""
_ROWS = 1_000


def refuse_others_on_server(address: ServerAddress, *, replace: bool) -> None:
    """Refuse where a ledger stands that may not be replaced, or tables of its names that are no ledger's."""
    engine = engine_of(address)
    try:
        with reading(engine) as session:
            _there(session.connection(), address, replace=replace)
    finally:
        engine.dispose()


def replace_on_server(source: Path, target: ServerAddress, older: Path | None, *, replace: bool) -> Kept:
    """What ``evidence.replacing.copy_over`` says, on a server."""
    here, there = engine_of(source), engine_of(target)
    kept = NOTHING_KEPT
    try:
        with reading(here) as old, writing(there) as new:
            found = _there(new.connection(), target, replace=replace)
            kept = _keep(new, found, older) if found and older else NOTHING_KEPT
            with dropped_if_refused(kept):
                _make_room(new.connection(), found, schema_version_of(old))
                copy_rows(old.connection(), new.connection())
        return kept
    except DBAPIError as error:
        if kept.older and kept.older.exists():  # all was done but to hear that it is on the disk
            raise LedgerError(
                f"nobody knows whether the ledger at {target} was replaced ('throughline status' tells): "
                f"{in_words(error)}. What was there before is at {kept.older}"
            ) from error
        raise
    finally:
        here.dispose()
        there.dispose()


def _there(connection: Connection, address: ServerAddress, *, replace: bool) -> list[str]:
    """The tables of a ledger, be it damaged, that are there; raises LedgerExists where they are to stay."""
    names, due = inspect(connection), tables()
    columns = names.get_multi_columns(filter_names=list(due), kind=ObjectKind.ANY)
    found = {str(name): {one["name"] for one in told} for (_, name), told in columns.items()}
    others = sorted(name for name in found if not _is_own(due[name], found[name]))
    if found and (others or found.keys().isdisjoint(_TELLING)):
        raise WrongLedger(
            f"{address} has tables of the names that a ledger's have, and they are no ledger's: "
            f"{', '.join(others or sorted(found))}; nothing was touched. Give the ledger a schema of its own "
            "(CREATE SCHEMA north, and ?options=-csearch_path%3Dnorth in the address), or drop what nobody needs"
        )
    if found and not replace:
        raise LedgerExists(
            f"there is a ledger at {address} already, or what is left of one: --replace lets the backup take its place"
        )
    return sorted(found)


def _is_own(own: Table, found: set[str]) -> bool:
    """Whether a table is a ledger's, of which some columns may be gone, or that has some more."""
    due = set(own.columns.keys())
    return (found <= due or found >= due) and 2 * len(found & due) > len(due)


def _make_room(connection: Connection, found: list[str], version: str) -> None:
    if found and not misshapen_on_server(connection):
        for emptied in reversed(SQLModel.metadata.sorted_tables):
            connection.execute(delete(emptied))
        return
    if found:
        connection.execute(text(f"DROP TABLE {', '.join(found)}"))
    upgrade(connection, None, version)


def _keep(session: Session, found: list[str], older: Path) -> Kept:
    """Copy what is there as a ledger, or if it is too damaged for that, each table as it is."""
    with settling(older) as partial:
        try:
            with apart(session.connection()):
                _copy_as_ledger(session, partial)
        except (*UNREADABLE, SQLAlchemyError, LedgerError) as error:
            refuse_hindered(error)
            partial.unlink()
            own(partial)
            return Kept(older, as_found=True, unread=_copy_as_found(session.connection(), found, partial))
    return Kept(older)


def _copy_as_ledger(session: Session, target: Path) -> None:
    version = schema_version_of(session)
    if version not in versions():
        raise WrongLedger(f"no ledger of this program has version {version}")
    here = engine_of(target)
    try:
        with writing(here) as copy:
            upgrade(copy.connection(), None, version)
            copy_rows(session.connection(), copy.connection())
    finally:
        here.dispose()


def _copy_as_found(connection: Connection, found: list[str], target: Path) -> tuple[str, ...]:
    """Copy the tables without keys and types; those that could not be read to their end."""
    with closing(sqlite3.connect(target)) as copy, copy:
        return tuple(name for name in found if not _copied_as_found(connection, name, copy))


def _copied_as_found(connection: Connection, name: str, copy: sqlite3.Connection) -> bool:
    statement: Select[Any] = select(literal_column("*")).select_from(table(name))
    try:
        with apart(connection), connection.execute(statement, execution_options={"yield_per": _ROWS}) as rows:
            columns = ['"{}"'.format(column.replace('"', '""')) for column in rows.keys()]  # noqa: SIM118 -- no dict
            copy.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
            into = f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 -- a name of ours
            for part in rows.partitions():
                copy.executemany(into, [tuple(map(plain, row)) for row in part])
    except UNREADABLE as error:
        refuse_hindered(error)
        return False
    return True
