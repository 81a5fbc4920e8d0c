"""Whether the file is sound as a database and has the tables of a ledger; asked of SQLite.

Invariant: what the file should look like is read off a new, empty ledger, never off a list of our own.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import Connection, create_engine
from sqlmodel import SQLModel

from evidence.dialects import UNREADABLE, in_words
from evidence.hindrances import refuse_hindered
from evidence.verification.faults import Fault
from evidence.verification.tables import ask, tables

_NOT_OURS = ("sqlite_", "alembic_")
"""What the names of tables begin with that the database and the migrations keep for themselves."""
_MOST = 100

Shape = dict[str, list[tuple[Any, ...]]]


def misshapen(connection: Connection) -> list[Fault]:
    """What is wrong with the file, its tables and its foreign keys."""
    faults: list[Fault] = []
    for check in (_unsound, _other_tables, _dangling):
        try:
            faults += check(connection)
        except UNREADABLE as error:
            refuse_hindered(error)
            faults.append(Fault("file", "-", f"it cannot be read: {in_words(error)}"))
    return faults


def _unsound(connection: Connection) -> Iterator[Fault]:
    for (said,) in ask(connection, f"PRAGMA integrity_check({_MOST})"):
        if said != "ok":
            yield Fault("file", "-", f"integrity check: {said}")


def _dangling(connection: Connection) -> Iterator[Fault]:
    for table, row, parent, _ in ask(connection, "PRAGMA foreign_key_check"):
        yield Fault(str(table), f"rowid {row}", f"it names a row of {parent} that is not there")


def _other_tables(connection: Connection) -> Iterator[Fault]:
    is_there, due = _shape(connection), _due()
    for name in sorted({*is_there, *due}):
        if is_there.get(name) != due.get(name):
            what = (
                "is missing" if name not in is_there else "is no part of a ledger" if name not in due else "was changed"
            )
            yield Fault("schema", name, f"it {what}")


@cache
def _due() -> Shape:
    """The shape of a new ledger; it is the same for as long as the program runs."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        SQLModel.metadata.create_all(connection)
        shape = _shape(connection)
    engine.dispose()
    return shape


def _shape(connection: Connection) -> Shape:
    """Every table, view, trigger and index with what its statements say of columns, keys and uniqueness."""
    kept = ask(connection, "SELECT type, name, tbl_name FROM sqlite_master")
    shape: Shape = {}
    for kind, name, table in kept:
        if not str(name).startswith(_NOT_OURS):
            shape[f"{kind} {name}"] = [(table,)]
    for name in tables():
        if f"table {name}" in shape:
            shape[f"table {name}"] += _columns(connection, name)
    return shape


def _columns(connection: Connection, name: str) -> list[tuple[Any, ...]]:
    foreign_keys = [row[2:] for row in ask(connection, f"PRAGMA foreign_key_list({name})")]
    indexes = [
        (*told, *(column for _, _, column in ask(connection, f"PRAGMA index_info('{index}')")))
        for _, index, *told in ask(connection, f"PRAGMA index_list({name})")
    ]
    return [*ask(connection, f"PRAGMA table_info({name})"), *sorted(foreign_keys, key=str), *sorted(indexes, key=str)]
