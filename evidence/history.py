"""What was done to a record, by whom and when, as the audit chain has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from evidence.audit import body_of
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
    """All events of a key, oldest first, with those of reviews and replies, and of claims before and after it."""
    found = locate(session, key)
    query = (
        select(AuditEvent, Record)
        .join(Record, col(Record.id) == col(AuditEvent.record_id))
        .join(Investigation, col(Investigation.id) == col(Record.investigation_id))
        .where(Investigation.name == found.investigation)
        .order_by(col(AuditEvent.seq))
    )
    told = [(event, record, body_of(event)) for event, record in session.exec(query)]
    line = _line(found.key, {record.key: body["supersedes"] for _, record, body in told if "supersedes" in body})
    return [
        Event(event.seq or 0, event.at, event.actor, event.verb, record.key, body)
        for event, record, body in told
        if record.key in line or _speaks_of(record, body, line)
    ]


def _line(key: str, older: Mapping[str, str]) -> set[str]:
    """The key with all that it superseded and that superseded it, however far."""
    line: set[str] = set()
    found = {key}
    while found:
        line |= found
        links = [(one, other) for one, other in older.items() if one in line or other in line]
        found = {key for link in links for key in link} - line
    return line


def _speaks_of(record: Record, body: Mapping[str, Any], line: set[str]) -> bool:
    if record.kind == "review":
        return body.get("claim") in line
    return record.kind == "reply" and not line.isdisjoint(body["claims"])
