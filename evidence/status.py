"""What a ledger file says of itself, read without the object mapper: its import would take longer than the answer."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from evidence.errors import NoLedger, WrongLedger


@dataclass(frozen=True, slots=True)
class Status:
    """Policy, head of the audit chain, and how many records of each kind there are."""

    path: Path
    policy: str
    events: int
    head: str
    records: dict[str, int]


def status_of(path: Path) -> Status:
    """Read the status of a ledger; raises NoLedger, WrongLedger.

    It is opened for writing, as SQLite then takes back what a program left half written when it was killed.
    """
    if not path.exists():
        raise missing_ledger(path)
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as connection:
            return _read(path, connection)
    except sqlite3.DatabaseError as error:
        raise WrongLedger(f"{path} is no ledger") from error


def missing_ledger(path: Path) -> NoLedger:
    """The refusal that says how to make a ledger, or where to say that it is."""
    hint = "make one with 'throughline init', or say where it is with THROUGHLINE_LEDGER"
    return NoLedger(f"there is no ledger at {path}: {hint}")


def _read(path: Path, connection: sqlite3.Connection) -> Status:
    policy = connection.execute("SELECT value FROM property WHERE name = 'policy'").fetchone()
    seq, head = connection.execute("SELECT seq, hash FROM audit_event ORDER BY seq DESC LIMIT 1").fetchone()
    counts = connection.execute("SELECT kind, count(*) FROM record WHERE current GROUP BY kind ORDER BY kind")
    return Status(path, policy[0], seq, head, dict(counts.fetchall()))
