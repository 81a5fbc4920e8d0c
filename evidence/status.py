"""What a ledger says of itself, read without the object mapper: its import would take longer than the answer."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString

from evidence.address import Address, ServerAddress
from evidence.errors import LedgerDamaged, NoLedger, WrongLedger
from evidence.hindrances import refuse_hindered


@dataclass(frozen=True, slots=True)
class Status:
    """Policy, head of the audit chain, and how many records of each kind there are."""

    address: Address
    policy: str
    events: int
    head: str
    records: dict[str, int]


def status_of(address: Address) -> Status:
    """Read the status of a ledger; raises NoLedger, WrongLedger, LedgerDamaged, LedgerError where none can be read."""
    return _on_server(address) if isinstance(address, ServerAddress) else _on_file(address)


def missing_ledger(address: Address) -> NoLedger:
    """The refusal that says how to make a ledger, or where to say that it is."""
    hint = "make one with 'throughline init', or say where it is with THROUGHLINE_LEDGER"
    return NoLedger(f"there is no ledger at {address}: {hint}")


def _on_file(path: Path) -> Status:
    """It is opened for writing, as SQLite then takes back what a program left half written when it was killed."""
    if not path.exists():
        raise missing_ledger(path)
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as connection:
            return _read(path, lambda query: connection.execute(query).fetchall())
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        refuse_hindered(error, f"the ledger at {path}")
        raise WrongLedger(f"{path} is no ledger: {error}") from error


def _on_server(address: ServerAddress) -> Status:
    import psycopg  # noqa: PLC0415 - whoever has a file need not wait for the server's driver

    from evidence.server import connected  # noqa: PLC0415 - as above

    try:
        with closing(connected(address)) as connection:
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            return _read(address, lambda query: connection.execute(query).fetchall())
    except psycopg.errors.UndefinedTable:
        raise missing_ledger(address) from None
    except psycopg.Error as error:
        refuse_hindered(error, f"the ledger at {address}")
        raise WrongLedger(f"{address} is no ledger: {error.diag.message_primary or 'it cannot be read'}") from error


def _read(address: Address, ask: Callable[[LiteralString], list[Any]]) -> Status:
    policy = ask("SELECT value FROM property WHERE name = 'policy'")
    last = ask("SELECT seq, hash FROM audit_event ORDER BY seq DESC LIMIT 1")
    if not (policy and last):
        lost = "does not say its policy" if last else "has no event"
        raise LedgerDamaged(f"the ledger at {address} is damaged: it {lost}; 'throughline verify' tells more")
    counts = ask("SELECT kind, count(*) FROM record WHERE current GROUP BY kind ORDER BY kind")
    (seq, head), *_ = last
    return Status(address, policy[0][0], seq, head, dict(counts))
