"""Sessions on a ledger's database.

Invariant: every write is one immediate transaction, synchronised to the disk, with foreign keys on.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlmodel import Session

SAFE_WAL = (3, 51, 3)
"""Before this version SQLite's write-ahead log can be damaged when two connections write at once."""

_BUSY_SECONDS = 30


def engine_of(path: Path) -> Engine:
    """An engine on a SQLite file; errors never carry parameters, which may hold what is secret."""
    engine = create_engine(f"sqlite:///{path}", hide_parameters=True, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that sees one state of the ledger throughout and writes nothing."""
    with Session(engine) as session:
        yield session
        session.rollback()


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session that holds the write lock from its start: all of it is committed, or none."""
    with Session(engine.execution_options(immediate=True)) as session, session.begin():
        yield session


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver's own deferred BEGIN fails under contention
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    journal = "WAL" if sqlite3.sqlite_version_info >= SAFE_WAL else "DELETE"
    connection.execute(f"PRAGMA journal_mode = {journal}")


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
