"""apsw in the place of Python's sqlite3, as much of it as the record needs: so that SQLite works on a disk of ours."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import apsw


class Driver:
    """What SQLAlchemy wants of a driver's module. ``vfs`` names the disk on which files are.

    ``alone``: nobody else has the file open, and SQLite's write-ahead log then needs no memory that is shared.
    """

    paramstyle = "qmark"
    sqlite_version_info = tuple(map(int, apsw.sqlite_lib_version().split(".")))
    Error, DatabaseError, ProgrammingError = sqlite3.Error, sqlite3.DatabaseError, sqlite3.ProgrammingError

    def __init__(self, vfs: str, *, alone: bool) -> None:
        self._vfs, self._alone = vfs, alone

    def connect(self, path: str, **_options: object) -> "Connected":
        connection = apsw.Connection(path, vfs=self._vfs)
        if self._alone:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        return Connected(connection)


class Connected:
    """A connection: transactions begin and end with what is executed only, as the record asks of sqlite3."""

    isolation_level: str | None = None

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def cursor(self) -> "Cursor":
        return Cursor(self._connection)

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> "Cursor":
        return self.cursor().execute(statement, parameters)

    def create_function(self, *_arguments: object, **_more: object) -> None:
        """SQLAlchemy's regular expressions, which the record never asks for."""

    def commit(self) -> None:
        self._end("COMMIT")

    def rollback(self) -> None:
        self._end("ROLLBACK")

    def close(self) -> None:
        self._connection.close()

    def _end(self, statement: str) -> None:
        if self._connection.in_transaction:
            self._connection.execute(statement)


class Cursor:
    """A cursor that has all its rows at once."""

    arraysize = 1

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self.description: tuple[tuple[Any, ...], ...] | None = None
        self.rowcount = -1
        self._rows: Iterator[tuple[Any, ...]] = iter(())

    @property
    def lastrowid(self) -> int:
        return self._connection.last_insert_rowid()

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> "Cursor":
        cursor = self._connection.cursor()
        cursor.exec_trace = self._describe
        before = self._connection.total_changes()
        self._rows = iter(list(cursor.execute(statement, tuple(parameters))))
        self.rowcount = -1 if self.description else self._connection.total_changes() - before
        return self

    def executemany(self, statement: str, many: Iterable[Sequence[Any]]) -> "Cursor":
        for parameters in many:
            self.execute(statement, parameters)
        return self

    def fetchone(self) -> tuple[Any, ...] | None:
        return next(self._rows, None)

    def fetchmany(self, size: int = 1) -> list[tuple[Any, ...]]:
        return [row for row, _ in zip(self._rows, range(size), strict=False)]

    def fetchall(self) -> list[tuple[Any, ...]]:
        return list(self._rows)

    def close(self) -> None:
        self._rows = iter(())

    def _describe(self, cursor: apsw.Cursor, _statement: str, _parameters: object) -> bool:
        """Told before the first row, for a statement without rows has columns too."""
        columns = cursor.get_description()
        self.description = tuple((column[0], *[None] * 6) for column in columns) or None
        return True
