"""The audit chain: every verb, in order, each event holding the hash of the one before.

Invariant: an event is written in the transaction of what it tells, and never changed, but that an erasure leaves its
hash alone; a gap, a change or a fork breaks the chain. The chain is the change feed: its sequence number is the cursor
of every projection.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, func, select

from evidence.canonical import canonical_json
from evidence.models import AuditEvent, EventSeal
from evidence.sealing import new_salt, seal

GENESIS = "0" * 64
"""What the first event names as the hash before it."""

IDENTITY = ("record", "investigation")
"""What the body of a recording event says beside the content: of which kind the record is, and in what it stands."""


class AuditWriter:
    """Appends events, each with its seal, within one transaction; holding the write lock, it alone knows the head."""

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
        row["hash"] = self._head = hash_of(row)
        self._rows.append(row)
        return self._seq

    def flush(self) -> None:
        """Send what was appended."""
        if self._rows:
            self._session.execute(insert(AuditEvent), self._rows)
            self._session.execute(insert(EventSeal), [_sealed(row) for row in self._rows])
        self._rows = []


def head(session: Session) -> tuple[int, str]:
    """Sequence number and hash of the last event; (0, GENESIS) of an empty ledger."""
    last = session.exec(select(AuditEvent).order_by(col(AuditEvent.seq).desc()).limit(1)).first()
    return (last.seq or 0, last.hash) if last else (0, GENESIS)


def hash_at(session: Session, seq: int) -> str:
    """The hash of one event; GENESIS where there is none. That of the first event is the ledger's own, for good."""
    return session.exec(select(AuditEvent.hash).where(AuditEvent.seq == seq)).first() or GENESIS


def number_of(session: Session, hash_: str) -> int | None:
    """The sequence number of the event that has a hash; None where there is none."""
    return session.exec(select(AuditEvent.seq).where(AuditEvent.hash == hash_)).first()


def cursor_at(session: Session, at: str) -> int:
    """The sequence number of the last event at or before a UTC time in ISO form; 0 if none."""
    seq = session.exec(select(func.max(AuditEvent.seq)).where(AuditEvent.at <= at)).one()
    return seq or 0


def hash_of(event: Mapping[str, Any]) -> str:
    """The hash of an event: the SHA-256 of the canonical JSON of all its columns but ``hash``."""
    return hashlib.sha256(canonical_json(_unhashed(event))).hexdigest()


def seal_of(event: Mapping[str, Any], salt: str) -> str:
    """What the leaf of an event holds: the seal of all its columns but ``hash``."""
    return seal(salt, _unhashed(event))


def content_in(body: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a record in the body of its event, or what the verb did to its state."""
    return {name: value for name, value in body.items() if name not in IDENTITY}


def body_of(event: AuditEvent) -> dict[str, Any]:
    """The content in the body of an event, as JSON values."""
    return content_in(json.loads(event.body))


def _sealed(event: Mapping[str, Any]) -> dict[str, Any]:
    salt = new_salt()
    return {"seq": event["seq"], "salt": salt, "seal": seal_of(event, salt)}


def _unhashed(event: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name != "hash"}
