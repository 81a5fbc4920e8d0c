"""What the record says, read from the audit chain: the content of every record and the state it is in.

Invariant: this is the one way in which content is read, now and as of an earlier event, so both agree. An
earlier version is seen by who may see both that version and the one that stands today.
Cost grows with the number of events read: all of them for a disclosure, those of a few records for a verb.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from evidence.audit import content_in
from evidence.levels import level_of
from evidence.models import AuditEvent, Investigation, Record

RECORDING = frozenset({"record", "load", "revise"})
"""Verbs whose body is the content of a record."""

_PART = 500
Row = tuple[int, str, str, str, str, str, int, str, str, str]
"""An event of a record: its number, verb and body; the record's id, kind and key, the level of the version that has the
key today, who recorded it, in which investigation; the UTC time."""


class Identity(NamedTuple):
    """What a record is beside its content, and the level of the version that stands."""

    id: str
    kind: str
    key: str
    level: int
    recorded_by: str
    investigation: str


@dataclass(slots=True)
class Kept:
    """A record as kept: its identity, its content as recorded (keys, not ids), and its state."""

    id: str
    kind: str
    key: str
    investigation: str
    level: int
    recorded_by: str
    elsewhere: bool
    content: dict[str, Any]
    status: str | None = None
    known: bool = False
    """Of a version of a claim: whether it ever was more than a draft."""
    outcome: str = "accepted"
    quote_checks: list[str] = field(default_factory=list)
    quote_places: list[str | None] = field(default_factory=list)
    """Where each quotation stands in its capture, in words."""
    copy_checks: list[dict[str, list[str | None]]] = field(default_factory=list)
    """Of each citation, what was found in redacted copies of its capture: key -> (result, place)."""

    def current(self) -> dict[str, Any]:
        """The content with the state it is in now, as an export writes it; superseded counts as withdrawn."""
        if self.kind not in ("claim", "source"):
            return self.content
        status = "withdrawn" if self.status == "superseded" else self.status
        moved = {**self.content, "status": status, "outcome": self.outcome}
        absent = {"status": "current" if self.kind == "source" else None, "outcome": "accepted"}
        return {name: value for name, value in moved.items() if value is not None and absent.get(name) != value}


@dataclass(slots=True)
class Replay:
    """All records by opaque id, in order of recording, and the id that each key leads to."""

    kept: dict[str, Kept] = field(default_factory=dict)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)

    def id_of(self, near: Kept, key: str) -> str | None:
        """The id that a key in a record's content leads to."""
        return self.ids.get((near.investigation, key))


def reviewed_elsewhere(kind: str, status: str | None) -> bool:
    """Whether a record that came in by a file was judged before: of claims, only what came in as published."""
    return kind != "claim" or status == "published"


def quote_check(claim: Kept, number: int, copy: str | None = None) -> tuple[str, str | None]:
    """What the check of a citation's quotation gave, and where it stands; in the redacted copy of that key, if any."""
    if copy is not None:
        result, place = dict(enumerate(claim.copy_checks)).get(number, {}).get(copy, ("not_checked", None))
        return result or "not_checked", place
    place = dict(enumerate(claim.quote_places)).get(number)
    return dict(enumerate(claim.quote_checks)).get(number, "not_checked"), place


def told_by_check(
    results: list[str], places: list[str | None], copies: list[dict[str, list[str | None]]]
) -> dict[str, Any]:
    """What the event of a check says, by citation: results, and where there are any, places and what copies gave."""
    return {
        "quote_checks": results,
        **({"quote_places": places} if any(places) else {}),
        **({"copy_checks": copies} if any(copies) else {}),
    }


def replay(session: Session, known_at: int | None = None) -> Replay:
    """Fold the audit chain, up to and including event ``known_at`` (None: all of it)."""
    result = Replay()
    query = record_events() if known_at is None else record_events().where(col(AuditEvent.seq) <= known_at)
    for row in session.exec(query):
        apply_row(result, row)
    return result


def replay_keys(session: Session, investigation: str, keys: Collection[str]) -> Replay:
    """The records that these keys of an investigation lead to, and nothing else."""
    ids = [
        record_id
        for part in in_parts(keys)
        for record_id in session.exec(
            select(Record.id)
            .join(Investigation, col(Investigation.id) == col(Record.investigation_id))
            .where(Investigation.name == investigation, col(Record.key).in_(part), col(Record.current).is_(True))
        )
    ]
    return replay_records(session, ids)


def replay_records(session: Session, ids: Collection[str]) -> Replay:
    """These records and nothing else; events in their order, whatever part of the ids they were read with."""
    rows = [row for part in in_parts(ids) for row in session.exec(record_events().where(col(Record.id).in_(part)))]
    result = Replay()
    for row in sorted(rows):
        apply_row(result, row)
    return result


def in_parts(ids: Collection[str]) -> list[list[str]]:
    """The ids in order, in parts: a database takes a limited number of parameters a statement."""
    ordered = sorted(ids)
    return [ordered[start : start + _PART] for start in range(0, len(ordered), _PART)]


def records_since(session: Session, cursor: int) -> Collection[str]:
    """The opaque ids of records that events after a cursor touched."""
    query = select(AuditEvent.record_id).where(col(AuditEvent.seq) > cursor, col(AuditEvent.record_id).is_not(None))
    return {record_id for record_id in session.exec(query) if record_id}


def record_events() -> SelectOfScalar[Row]:
    """The events of records, in order, each with the level of the version that has the record's key today."""
    today = aliased(Record)
    query: SelectOfScalar[Row] = (
        select(  # type: ignore[call-overload]
            AuditEvent.seq,
            AuditEvent.verb,
            AuditEvent.body,
            Record.id,
            Record.kind,
            Record.key,
            today.level,
            Record.recorded_by,
            Investigation.name,
            AuditEvent.at,
        )
        .join(Record, col(Record.id) == col(AuditEvent.record_id))
        .join(Investigation, col(Investigation.id) == col(Record.investigation_id))
        .join(today, (today.investigation_id == Record.investigation_id) & (today.key == Record.key) & today.current)
        .order_by(col(AuditEvent.seq))
    )
    return query


def apply_event(result: Replay, verb: str, body: dict[str, Any], record: Identity) -> None:
    """Fold one event of a record."""
    values = content_in(body)
    if verb in RECORDING:
        result.kept[record.id] = Kept(
            id=record.id,
            kind=record.kind,
            key=record.key,
            investigation=record.investigation,
            level=max(record.level, level_of(values)),
            recorded_by=record.recorded_by,
            elsewhere=verb == "load" and reviewed_elsewhere(record.kind, values.get("status")),
            content=values,
            status=values.get("status"),
            known=record.kind == "claim" and values.get("status", "draft") != "draft",
            outcome=values.get("outcome", "accepted"),
        )
        result.ids[record.investigation, record.key] = record.id
    else:
        _move(result.kept[record.id], values)


def apply_row(result: Replay, row: Row) -> None:
    """Fold one event, as ``record_events`` gives it."""
    _, verb, body, record_id, kind, key, level, recorded_by, investigation, _ = row
    own = Identity(record_id, kind, key, level, recorded_by, investigation)
    apply_event(result, verb, json.loads(body), own)


def _move(kept: Kept, values: dict[str, Any]) -> None:
    """What a verb other than recording did: its body names the state that it moved."""
    kept.status = values.get("status", kept.status)
    kept.known = kept.known or kept.status == "published"
    kept.outcome = values.get("outcome", kept.outcome)
    if "quote_checks" in values:
        kept.quote_checks = values["quote_checks"]
        kept.quote_places = values.get("quote_places", [])
        kept.copy_checks = values.get("copy_checks", [])
