"""The custody log: who had the bytes of a capture in hand, what they did with them, and when (UTC).

Invariant: an entry is on the disk before the bytes are given out, and is never changed, but that an erasure leaves its
hash alone. Each holds the hash of the one before; the log says in a second place how far it reaches, and the audit
chain says it too (custody_anchors.py). So ``throughline verify`` names an entry that is changed, gone, out of its order
or put in between.

Why it is a file of its own beside the ledger, and neither a verb of the audit chain nor a table of the ledger:

- Who reads must not wait for the ledger's write lock, which a long load holds for minutes and a role that may only
  read never gets. The log has a lock of its own, held for one line.
- As an event a view would move the head, and with it the numbers and days that other readers count by. Here nothing
  moves but the log, and of it a reader sees the entries of captures that they see, counted anew.
- Putting back an old backup must not forget who looked since.

That a capture was taken, by whom and when, the audit chain says; it is the first entry that is told.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, delete, insert, inspect, select
from sqlmodel import Session

from evidence.audit import GENESIS
from evidence.canonical import canonical_json
from evidence.database import reading, writing
from evidence.dialects import UNREADABLE, engine_of, in_words
from evidence.erasures import ERASED, blanks_of, erasures
from evidence.errors import LedgerDamaged, LedgerError
from evidence.moments import now, utc
from evidence.recording import named
from evidence.settled import own

Act = Literal["viewed", "copied", "exported"]
ACTS: tuple[str, ...] = get_args(Act)
"""What is done with bytes: shown whole, put into a backup, written to a file or into what is handed out."""

_CUT_OFF = "it was to be blank: an erasure was cut off, and the same 'throughline erase' again ends it"

_TABLES = MetaData()
ENTRY = Table(
    "entry",
    _TABLES,
    Column("number", Integer, primary_key=True, autoincrement=False),
    *(Column(name, String, nullable=False) for name in ("at", "actor", "act", "capture")),
    *(Column(name, String, nullable=False, unique=True) for name in ("prev", "hash")),
)
HEAD = Table("head", _TABLES, Column("number", Integer, primary_key=True, autoincrement=False), Column("hash", String))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, numbered from 1 in the log; ``capture`` is the record's id, ``at`` a UTC time in ISO form."""

    number: int
    at: str
    actor: str
    act: str
    capture: str
    prev: str
    hash: str

    def due_hash(self) -> str:
        """The SHA-256 of the canonical JSON of all but the hash itself."""
        told = {name: value for name, value in asdict(self).items() if name != "hash"}
        return hashlib.sha256(canonical_json(told)).hexdigest()


Reach = tuple[int, str]
"""How many entries there are, and the hash of the last; (0, GENESIS) of a log in which nothing is."""


def note(log: Path, capture: str, act: Act, actor: str | None, when: dt.datetime | None = None) -> None:
    """Write down, before it is done, that somebody does this with the bytes of a capture (by record id).

    Raises NoActor, DiskRefused where the log's disk is full, LedgerError where the log cannot be used.
    """
    note_each(log, [capture], act, actor, when)


def note_each(log: Path, captures: Iterable[str], act: Act, actor: str | None, when: dt.datetime | None = None) -> None:
    """The same of several captures at once: all of them are written down, or none."""
    by, at = named(actor), utc(when) if when else now()
    log.parent.mkdir(parents=True, exist_ok=True)
    with _told(log), _opened(log, writes=True) as connection:
        number, head = _reach(connection)
        for capture in captures:
            unhashed = Entry(number + 1, at, by, act, capture, head, "")
            number, head = unhashed.number, unhashed.due_hash()
            connection.execute(insert(ENTRY).values({**asdict(unhashed), "hash": head}))
        put_head(connection, (number, head))


def entries_of(log: Path, capture: str, erased: frozenset[int] = frozenset()) -> list[Entry]:
    """The entries of one capture, in order; raises LedgerDamaged where the log does not hold."""
    return [entry for entry in sound_entries(log, erased) if entry.capture == capture]


def sound_entries(log: Path, erased: frozenset[int] = frozenset()) -> list[Entry]:
    """All entries, in order; raises LedgerDamaged where the log does not hold."""
    entries, reach = read_log(log)
    if next(broken_entries(entries, reach, erased), None):
        raise LedgerDamaged("the custody log does not hold; see 'throughline verify'")
    return entries


def read_log(log: Path) -> tuple[list[Entry], Reach]:
    """What the log holds, unchecked, and how far it says that it reaches; raises LedgerError where it is none."""
    if not log.exists():
        return [], (0, GENESIS)
    with _told(log), _opened(log, writes=False) as connection:
        if not inspect(connection).get_table_names():  # killed before the first entry was there
            return [], (0, GENESIS)
        rows = connection.execute(select(ENTRY).order_by(ENTRY.c.number)).mappings()
        return [Entry(**row) for row in rows], _reach(connection)


def broken_entries(
    entries: Sequence[Entry], reach: Reach, erased: frozenset[int] = frozenset()
) -> Iterator[tuple[Any, str]]:
    """The entries that do not hold, by number, and why. ``erased``: those of which only the hash must be left."""
    before, due = GENESIS, 1
    for entry in entries:
        if entry.number != due:
            yield entry.number, f"entry {due} is missing before it"
        if entry.prev != before:
            yield entry.number, "it does not follow the entry before it"
        if not _holds(entry, entry.number in erased):
            yield entry.number, _CUT_OFF if entry.number in erased else "its content is not what its hash says"
        before, due = entry.hash, (entry.number if isinstance(entry.number, int) else due) + 1
    if reach != (len(entries), before):
        yield reach[0], f"the log says that it reaches here, and {len(entries)} entries are there"


def end_of(log: Path, told: Reach) -> Reach | None:
    """How far the log reaches; None where nothing is in it, or its end, or where it is ``told`` to reach, differs."""
    if not log.exists():
        return None
    with _told(log), _opened(log, writes=False) as connection:
        reach = _reach(connection)
        there = select(ENTRY.c.number, ENTRY.c.hash).where(ENTRY.c.number.in_({reach[0], told[0]} - {0}))
        due = [one for one in sorted({told, reach}) if one[0]]
        return reach if reach[0] and sorted(map(tuple, connection.execute(there))) == due else None


def erased_entries(session: Session) -> frozenset[int]:
    """The numbers of entries that were erased with their capture."""
    return blanks_of(erasures(session)).custody


def numbers_of(log: Path, capture: str) -> list[int]:
    """The numbers of the entries of a capture, whether or not the log holds."""
    return [entry.number for entry in read_log(log)[0] if entry.capture == capture]


def blank_entries(log: Path, numbers: Sequence[int]) -> None:
    """Take from these entries all but their hashes."""
    if not numbers or not log.exists():
        return
    with _told(log), _opened(log, writes=True) as connection:
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
        gone = {"at": "", "actor": "", "act": ERASED, "capture": ""}
        connection.execute(ENTRY.update().where(ENTRY.c.number.in_(numbers)).values(**gone))


def put_head(connection: Connection, reach: Reach) -> None:
    """Say in the second place how far the log reaches."""
    connection.execute(delete(HEAD))
    connection.execute(insert(HEAD).values(number=reach[0], hash=reach[1]))


def _holds(entry: Entry, erased: bool) -> bool:
    if erased:
        return (entry.at, entry.actor, entry.act, entry.capture) == ("", "", ERASED, "")
    try:
        return entry.act in ACTS and entry.hash == entry.due_hash()
    except (ValueError, TypeError):  # what stands there is no text
        return False


def _reach(connection: Connection) -> Reach:
    row = connection.execute(select(HEAD).order_by(HEAD.c.number.desc())).first()
    return (row.number, row.hash) if row else (0, GENESIS)


@contextmanager
def _opened(log: Path, *, writes: bool) -> Iterator[Connection]:
    if writes:
        own(log)
    engine = engine_of(log)
    try:
        with (writing if writes else reading)(engine) as session:
            if writes:
                _TABLES.create_all(session.connection())
            yield session.connection()
    finally:
        engine.dispose()


@contextmanager
def _told(log: Path) -> Iterator[None]:
    try:
        yield
    except UNREADABLE as error:
        raise LedgerError(f"the custody log at {log} cannot be used: {in_words(error)}") from error
