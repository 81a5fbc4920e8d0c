"""What SQLite and PostgreSQL need told differently; everything else is one code.

Invariant: on both, a connection is made safe or refused; a write holds the ledger's lock before it reads, and is on
the disk before it is acknowledged; a read sees one state; texts compare by code point; and what a database says of
an error never holds what was recorded.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, BigInteger, Connection, Engine, Integer, MetaData, String, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import DBAPIError
from sqlmodel import AutoString

from evidence.address import Address, ServerAddress
from evidence.errors import DiskRefused, LedgerError

SAFE_WAL = (3, 51, 3)
"""Before this version SQLite's write-ahead log can be damaged when two connections write at once."""

BUSY_SECONDS = 600
"""How long a writer waits for the others: loading a large case takes minutes."""

TEXT = String().with_variant(String(collation="C"), "postgresql")
"""A text, compared by code point as SQLite does anyway, whatever language a server's database is made for."""

LARGE = BigInteger().with_variant(Integer(), "sqlite")
"""A whole number of up to 63 bits, such as the size of a file."""

UNREADABLE = (DBAPIError, sqlite3.Error, UnicodeDecodeError)
"""What a damaged file makes the database raise: the driver's own class while a connection is made, and what the
driver raises where the database's very complaint is no text."""

_FULL, _EXTRA = 2, 3
"""How SQLite synchronises: with FULL, a rollback journal that was removed may come back in a power cut and take an
acknowledged write back; EXTRA synchronises the folder too."""

_DISK_CODES = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
_DISK_STATES = ("53100", "58030")
"""How PostgreSQL names a disk that is full, and one that does not do as it is told."""

_LOCK_ON_FILE = "BEGIN IMMEDIATE"
_KEY_OF_LOCK = """SELECT coalesce(
    (SELECT oid::bigint FROM pg_class WHERE relname = 'audit_event' AND pg_table_is_visible(oid)),
    hashtextextended(current_schema(), 0))"""
"""Asked of the rows of its catalogue: what a server remembers of names may be from before the lock."""
_LOCK_ON_SERVER = "SELECT pg_advisory_xact_lock(%s)"


def engine_of(address: Address, *, foreign_keys: bool = True) -> Engine:
    """An engine on a ledger's database; errors never carry parameters, which may hold what is secret.

    ``foreign_keys``: off only while SQLite's tables are made anew; whoever turns them off checks them afterwards.
    """
    if isinstance(address, ServerAddress):
        return _on_server(address)
    return _on_file(address, foreign_keys=foreign_keys)


def by_code_point(metadata: MetaData) -> None:
    """Make a TEXT of every column that holds text."""
    for table in metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, AutoString | String):
                column.type = TEXT


def in_words(error: Exception) -> str:
    """What the database says, in one line and without the statement."""
    return " ".join(str(getattr(error, "orig", None) or error).split())


def broken_references(connection: Connection) -> list[str]:
    """The tables with rows that lead nowhere, after foreign keys were off; a server never lets them be."""
    if connection.dialect.name != "sqlite":
        return []
    return sorted({str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")})


def _on_file(path: Path, *, foreign_keys: bool) -> Engine:
    url = URL.create("sqlite", database=str(path))  # as text, a path with % or ? would be another
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", lambda connection, _record: _prepare_file(connection, foreign_keys=foreign_keys))
    event.listen(engine, "begin", _begin_on_file)
    event.listen(engine, "handle_error", _tell_of_the_disk)
    return engine


def _prepare_file(connection: sqlite3.Connection, *, foreign_keys: bool) -> None:
    connection.isolation_level = None  # the driver's own deferred BEGIN fails under contention
    journal = "wal" if sqlite3.sqlite_version_info >= SAFE_WAL else "delete"
    synchronous = _FULL if journal == "wal" else _EXTRA
    for name, wanted in (("foreign_keys", int(foreign_keys)), ("synchronous", synchronous), ("journal_mode", journal)):
        connection.execute(f"PRAGMA {name} = {wanted}")
        (found,) = connection.execute(f"PRAGMA {name}").fetchone()
        if found != wanted:
            raise LedgerError(f"SQLite keeps {name} at {found} where {wanted} is needed: close what else has it open")


def _begin_on_file(connection: Connection) -> None:
    connection.exec_driver_sql(_LOCK_ON_FILE if _writes(connection) else "BEGIN")


def _tell_of_the_disk(context: ExceptionContext) -> None:
    """A write that the disk does not take is no mistake of the program; the database takes all of it back."""
    error = context.original_exception
    full = getattr(error, "sqlite_errorcode", 0) & 0xFF in _DISK_CODES or getattr(error, "sqlstate", 0) in _DISK_STATES
    if full and context.connection is not None and _writes(context.connection):
        told = getattr(getattr(error, "diag", None), "message_primary", None) or error
        raise DiskRefused(
            f"the disk does not take what is to be recorded ({told}): nothing of it was; make room, and do it again"
        ) from None


def _on_server(address: ServerAddress) -> Engine:
    from evidence.server import connected  # noqa: PLC0415 - whoever has a file need not wait for the server's driver

    engine = create_engine(
        "postgresql+psycopg://", creator=lambda: connected(address), hide_parameters=True, pool_pre_ping=True
    )
    event.listen(engine, "connect", _prepare_on_server)
    event.listen(engine, "begin", _begin_on_server)
    event.listen(engine, "handle_error", _keep_content_out)
    event.listen(engine, "handle_error", _tell_of_the_disk)
    return engine


def _prepare_on_server(connection: DBAPIConnection, _record: object) -> None:
    with closing(connection.cursor()) as cursor:
        cursor.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")


def _begin_on_server(connection: Connection) -> None:
    """A write reads what is committed, statement by statement: a snapshot from before the lock would be stale."""
    if _writes(connection):
        connection.exec_driver_sql("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
        _lock_on_server(connection)
    else:
        connection.exec_driver_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")


def _lock_on_server(connection: Connection) -> None:
    """Whoever had the lock may have made the tables, or made them anew: then the ledger's lock is another."""
    held, key = None, connection.exec_driver_sql(_KEY_OF_LOCK).scalar()
    while key != held:
        connection.exec_driver_sql(_LOCK_ON_SERVER, (key,))
        held, key = key, connection.exec_driver_sql(_KEY_OF_LOCK).scalar()


def _keep_content_out(context: ExceptionContext) -> None:
    """A server tells the row that it refused; what is passed on says only which rule it broke."""
    error, wrapped = context.original_exception, context.sqlalchemy_exception
    rule = getattr(getattr(error, "diag", None), "message_primary", None)
    if rule:
        error.args = (rule,)
    if rule and wrapped is not None:
        wrapped.args = (f"({type(error).__name__}) {rule}",)


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("writes"))
