"""The rows of a ledger as they are, whatever the file holds.

Invariant: reading fails only where the reader was kept from it, which is no fault of the ledger's. What cannot be
read for what it is, is a fault, and what was read before it is kept. Every value is text, a whole
number or nothing, so that it can be compared and hashed like what verbs write.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from functools import cache, partial
from typing import Any

from sqlalchemy import Connection, Engine, Table, select
from sqlmodel import SQLModel

from evidence.dialects import UNREADABLE, in_words
from evidence.hindrances import refuse_hindered
from evidence.verification.faults import Fault

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""Table -> its rows, in the order of the primary key."""


@contextmanager
def connected(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state throughout and takes text that is not UTF-8 as it is."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            driver: Any = connection.connection.dbapi_connection
            driver.text_factory = partial(str, encoding="utf-8", errors="backslashreplace")
        with connection.begin():
            yield connection


def tables() -> dict[str, Table]:
    """The tables of a ledger, by name."""
    return dict(SQLModel.metadata.tables)


def read_rows(connection: Connection, faults: list[Fault]) -> Rows:
    """All rows of all tables; what cannot be read is added to the faults."""
    return {name: _sorted(table, _rows(connection, table, faults)) for name, table in tables().items()}


def ask(connection: Connection, statement: str) -> list[tuple[Any, ...]]:
    """The rows that a statement gives, with their values made plain."""
    return [tuple(map(plain, row)) for row in connection.exec_driver_sql(statement)]


def apart(connection: Connection) -> AbstractContextManager[object]:
    """What is asked within, if it fails, keeps nothing else from being asked: a server would give up the whole."""
    return nullcontext() if connection.dialect.name == "sqlite" else connection.begin_nested()


def primary_key(table: Table, row: Row) -> tuple[Any, ...]:
    """What tells the row from others."""
    return tuple([row[name] for name in _key_columns(table)])


def named(table: Table, key: tuple[Any, ...]) -> str:
    """A row as a person finds it: its primary key."""
    return ", ".join(f"{column.name} {value}" for column, value in zip(table.primary_key, key, strict=True))


@cache
def _key_columns(table: Table) -> tuple[str, ...]:
    """Of every row they are asked, and to walk a table's columns takes longer than to read a row."""
    return tuple(column.name for column in table.primary_key)


def _rows(connection: Connection, table: Table, faults: list[Fault]) -> list[Row]:
    rows: list[Row] = []
    statement, names = str(select(*table.c).compile(dialect=connection.dialect)), table.c.keys()
    try:
        with apart(connection), closing(connection.exec_driver_sql(statement)) as answer:
            driver: Any = answer.cursor  # there are millions of rows, and their values are made plain here
            for values in driver:
                rows.append({name: plain(value) for name, value in zip(names, values, strict=True)})
    except UNREADABLE as error:
        refuse_hindered(error)
        faults.append(Fault(table.name, f"after {len(rows)} rows", f"it cannot be read: {in_words(error)}"))
    return rows


def _sorted(table: Table, rows: list[Row]) -> list[Row]:
    try:
        return sorted(rows, key=lambda row: primary_key(table, row))
    except TypeError:  # values of several kinds, which no verb writes
        return sorted(
            rows, key=lambda row: [(str(type(value)), value) for value in primary_key(table, row) if value is not None]
        )


def plain(value: Any) -> str | int | None:  # noqa: ANN401 -- whatever the driver gives
    """A value as text, a whole number or nothing."""
    if value is None or type(value) in (str, int):
        return value  # type: ignore[no-any-return]
    if isinstance(value, int):
        return int(value)
    return f"blob {value.hex()}" if isinstance(value, bytes) else f"{type(value).__name__} {value}"
