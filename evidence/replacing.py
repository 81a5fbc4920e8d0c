"""Putting the record of a ledger in a file in the place of what is at an address, or where nothing is.

Invariant: what is replaced is what was kept: whatever somebody records meanwhile is in the copy, or comes after the
replacement. Nothing takes the place of anything unless that was asked for, and a refusal leaves no copy behind.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from evidence.address import Address, ServerAddress
from evidence.copying import copy_file, copying_told, put_aside, settling
from evidence.dialects import BUSY_SECONDS
from evidence.errors import LedgerExists
from evidence.kept import NOTHING_KEPT, Kept, dropped_if_refused
from evidence.ledger import is_without_tables, open_ledger
from evidence.replacing_on_server import refuse_others_on_server, replace_on_server
from evidence.settled import own

_NO_DATABASE = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


class _WrittenMeanwhile(Exception):
    """Somebody recorded between the copy and the replacement."""


def refuse_standing(address: Address, *, replace: bool) -> None:
    """Refuse where a ledger, be it damaged, stands and may not be replaced, or what is no ledger's to replace.

    Raises LedgerExists, WrongLedger; nobody is kept from recording, so ``copy_over`` looks again.
    """
    if isinstance(address, ServerAddress):
        refuse_others_on_server(address, replace=replace)
    elif not replace and address.exists() and not is_without_tables(address):
        open_ledger(address).close()
        raise _exists(address)


def copy_over(source: Path, target: Address, older: Path | None = None, *, replace: bool = True) -> Kept:
    """Put the record of a ledger in a file, of this program's version, in the place of another's, or where none is.

    What was there is kept at ``older``, if that is given. Who reads or writes there sees the older record or the newer
    one, never a part of both; so does whoever comes after a crash. Where nothing was, a refusal may leave an empty
    file, which counts as nothing: who would remove it could remove a ledger that is made just then. Raises LedgerExists
    where something is there and not to be replaced, WrongLedger, LedgerError or DiskRefused where target or disk do not
    let it be done.
    """
    with copying_told(source, target):
        if isinstance(target, ServerAddress):
            return replace_on_server(source, target, older, replace=replace)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and older and replace and not _is_database(target):
            return _replace_what_is_none(source, target, older)
        own(target)
        while True:
            with suppress(_WrittenMeanwhile):
                return _replace_file(source, target, older, replace=replace)


def _replace_what_is_none(source: Path, target: Path, older: Path) -> Kept:
    """Nobody can record into a file that is no database: it is put aside as it is, with what SQLite keeps beside it."""
    put_aside(target, older)
    try:
        own(target)
        _replace_file(source, target, None, replace=False)
    # Whatever ended it, an interruption too: what was there stays there.
    except BaseException:
        put_aside(older, target)
        raise
    return Kept(older)


def _replace_file(source: Path, target: Path, older: Path | None, *, replace: bool) -> Kept:
    with _watching(target) as (connection, state):
        connection.execute("BEGIN IMMEDIATE")
        there = not is_without_tables(target)
        if there and not replace:
            raise _exists(target)
        kept = _kept_file(target, older) if there and older else NOTHING_KEPT
        seen = state()
        connection.execute("ROLLBACK")  # SQLite locks what it copies over by itself, and would wait for this lock

        def refuse_another() -> None:
            if state() != seen:
                raise _WrittenMeanwhile

        with dropped_if_refused(kept):
            copy_file(source, target, refuse_another)
        return kept


def _kept_file(target: Path, older: Path) -> Kept:
    with settling(older) as partial:
        copy_file(target, partial)
    return Kept(older)


@contextmanager
def _watching(file: Path) -> Iterator[tuple[sqlite3.Connection, Callable[[], object]]]:
    """A connection, and what is another after every write of others, asked while a writer's lock is held.

    With a write-ahead log SQLite tells it; without one nobody may ask SQLite then, and the counter in the file's header
    does. To close a file lets go of all its locks that the process holds, so it is closed last.
    """
    handle = os.open(file, os.O_RDONLY)
    try:
        with closing(sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            (journal,) = connection.execute("PRAGMA journal_mode").fetchone()
            told = lambda: connection.execute("PRAGMA data_version").fetchone()  # noqa: E731 -- one of two
            yield connection, told if journal == "wal" else lambda: os.pread(handle, 4, 24)
    finally:
        os.close(handle)


def _is_database(file: Path) -> bool:
    try:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        return error.sqlite_errorcode not in _NO_DATABASE
    except UnicodeDecodeError:
        return False
    return True


def _exists(address: Address) -> LedgerExists:
    return LedgerExists(f"there is a ledger at {address} already: --replace lets the backup take its place")
