"""The audit chain: every verb, in order, each event holding the hash of the one before.

Invariant: an event is written in the transaction of what it tells, and never changed; a gap, a change or a
fork breaks the chain. The chain is the change feed: its sequence number is the cursor of every projection.
"""

import datetime as dt
import hashlib
import json
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, func, select

from evidence.canonical import canonical_json
from evidence.errors import LedgerDamaged
from evidence.models import AuditEvent

GENESIS = "0" * 64
"""What the first event names as the hash before it."""


class AuditWriter:
    """Appends events within one transaction; holding the write lock, it alone knows the head."""

    def __init__(self, session: Session, actor: str) -> None:
        self._session = session
        self._actor = actor
        self._seq, self._head = head(session)
        self._at = dt.datetime.now(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        self._rows: list[dict[str, Any]] = []

    def append(self, verb: str, record_id: str | None, body: dict[str, Any]) -> int:
        """Append one event; returns its sequence number. Nothing is sent before ``flush``."""
        self._seq += 1
        row = {
            "seq": self._seq,
            "at": self._at,
            "actor": self._actor,
            "verb": verb,
            "record_id": record_id,
            "body": canonical_json(body).decode(),
            "prev_hash": self._head,
        }
        row["hash"] = self._head = _hash(row)
        self._rows.append(row)
        return self._seq

    def flush(self) -> None:
        """Send what was appended."""
        if self._rows:
            self._session.execute(insert(AuditEvent), self._rows)
        self._rows = []


def head(session: Session) -> tuple[int, str]:
    """Sequence number and hash of the last event; (0, GENESIS) of an empty ledger."""
    last = session.exec(select(AuditEvent).order_by(col(AuditEvent.seq).desc()).limit(1)).first()
    return (last.seq or 0, last.hash) if last else (0, GENESIS)


def hash_at(session: Session, seq: int) -> str:
    """The hash of one event; GENESIS where there is none. That of the first event is the ledger's own, for good."""
    return session.exec(select(AuditEvent.hash).where(AuditEvent.seq == seq)).first() or GENESIS


def cursor_at(session: Session, at: str) -> int:
    """The sequence number of the last event at or before a UTC time in ISO form; 0 if none."""
    seq = session.exec(select(func.max(AuditEvent.seq)).where(AuditEvent.at <= at)).one()
    return seq or 0


def verify(session: Session) -> int:
    """Check the whole chain; returns the number of events, raises LedgerDamaged naming the first bad one."""
    before, count = GENESIS, 0
    for row in session.execute(select(AuditEvent.__table__).order_by(col(AuditEvent.seq))).mappings():  # type: ignore[attr-defined]
        count += 1
        event = {name: row[name] for name in row if name != "hash"}
        if row["prev_hash"] != before or row["hash"] != _hash(event):
            raise LedgerDamaged(f"the audit chain breaks at event {row['seq']}: restore the ledger from a backup")
        before = row["hash"]
    return count


def body_of(event: AuditEvent) -> dict[str, Any]:
    """The body of an event as JSON values."""
    body: dict[str, Any] = json.loads(event.body)
    return body


def _hash(event: dict[str, Any]) -> str:
    return hashlib.sha256(canonical_json(event)).hexdigest()
