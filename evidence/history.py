"""What was done to a record, by whom and when, as the audit chain has it."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from evidence.audit import body_of
from evidence.errors import NotFound
from evidence.locating import locate
from evidence.models import AuditEvent, Investigation, Record


@dataclass(frozen=True, slots=True)
class Event:
    """One event: ``body`` is the content recorded, or what the verb did."""

    seq: int
    at: str
    actor: str
    verb: str
    key: str
    body: dict[str, Any]


def history(session: Session, key: str) -> list[Event]:
    """All events of a key, oldest first: those of claims that had it before, and of reviews and replies to it."""
    found = locate(session, key)
    query = (
        select(AuditEvent, Record)
        .join(Record, col(Record.id) == col(AuditEvent.record_id))
        .join(Investigation, col(Investigation.id) == col(Record.investigation_id))
        .where(Investigation.name == found.investigation)
        .order_by(col(AuditEvent.seq))
    )
    events = [
        Event(event.seq or 0, event.at, event.actor, event.verb, record.key, body_of(event))
        for event, record in session.exec(query)
        if record.key == found.key or _speaks_of(event, record, found.key)
    ]
    if not events:
        raise NotFound(f"nothing is known of {key!r}")
    return events


def _speaks_of(event: AuditEvent, record: Record, key: str) -> bool:
    body = body_of(event)
    return (record.kind == "review" and body.get("claim") == key) or (record.kind == "reply" and key in body["claims"])
