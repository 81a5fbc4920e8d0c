"""The rows that a ledger must have, worked out from its events alone.

Invariant: rows are made by the same builders that the verbs use, from nothing but events in their order; an event
that says what no verb writes is a fault, never an error. Only the random ids of investigations, of which nothing
but rows depends, are taken from the table.
"""

import json
from collections import ChainMap, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlmodel import SQLModel

from evidence.audit import IDENTITY, content_in
from evidence.canonical import content_digest
from evidence.drafts import DRAFTS, RecordDraft, ReviewDraft
from evidence.index_rows import Row, Rows, rows_of
from evidence.levels import level_of
from evidence.models import Claim, Record, Source
from evidence.references import references
from evidence.replay import RECORDING, reviewed_elsewhere
from evidence.verification.faults import Fault

_STATES = {
    "claim": frozenset({"draft", "published", "withdrawn", "retracted", "superseded"}),
    "source": frozenset({"current", "retracted"}),
}
_OUTCOMES = frozenset({"accepted", "work_needed"})


Identity = tuple[Any, Any]
"""The kind of a record, and the name of its investigation."""


class Told(NamedTuple):
    """What an event tells, its body read."""

    seq: int
    verb: str
    record_id: Any
    actor: str
    body: dict[str, Any]


@dataclass(slots=True)
class Folded:
    """A record as its events left it; ``seq`` is the last event that told its content or state."""

    id: str
    investigation: str
    draft: RecordDraft
    recorded_by: str
    elsewhere: bool
    seq: int
    current: bool = True
    status: str | None = None
    outcome: str | None = None
    reviewed: str | None = None
    """Of a review, the id of the claim that it judged: the key may lead to a later version by now."""

    @property
    def kind(self) -> str:
        """Of which kind it is."""
        return self.draft.record


@dataclass(slots=True)
class Refolded:
    """All records by id as events tell them, which id each key leads to, and the events that tell nothing sound."""

    records: dict[str, Folded] = field(default_factory=dict)
    ids: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    """Investigation -> key -> id."""
    told: list[Told] = field(default_factory=list)
    """Every event that says something sound."""
    identities: Mapping[str, Identity] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def mentions(self, record: Folded) -> list[tuple[str, str]]:
        """(field, id) of every record that this one names; a review names the version that it judged."""
        if record.reviewed:
            return [("claim", record.reviewed)]
        ids = self.ids[record.investigation]
        named = ((str(path[0]), key) for path, key, _ in references(record.draft))
        return [(role, ids[key]) for role, key in named if key in ids]


def refold(events: Iterable[Mapping[str, Any]], identities: Mapping[str, Identity] | None = None) -> Refolded:
    """Fold events, in the order of their numbers.

    Events of early ledgers do not say of which kind their record is, or where it stands: ``identities`` says it then.
    """
    folded = Refolded(identities=identities or {})
    for event in events:
        reason = _apply(folded, event)
        if reason:
            about = (event["record_id"],) if isinstance(event["record_id"], str) else ()
            folded.faults.append(Fault("audit_event", f"seq {event['seq']}", reason, about))
    return folded


def rows_due(record: Folded, ids: dict[str, str], investigation_id: str | None) -> Rows:
    """The rows of a record; raises KeyError where it names a key that no event recorded."""
    judged = {record.draft.claim: record.reviewed} if isinstance(record.draft, ReviewDraft) and record.reviewed else {}
    leads = ChainMap(judged, ids)
    moved: dict[type[SQLModel], Row] = {
        Claim: {"status": record.status, "outcome": record.outcome},
        Source: {"status": record.status},
    }
    rows: Rows = [(Record, _record_row(record, investigation_id))]
    for table, row in rows_of(record.id, record.draft, leads):
        rows.append((table, {**_blank(table), **row, **moved.get(table, {})}))
    return rows


@cache
def _blank(table: type[SQLModel]) -> Row:
    return dict.fromkeys(table.model_fields)


def _record_row(record: Folded, investigation_id: str | None) -> Row:
    content = record.draft.content()
    return {
        "id": record.id,
        "kind": record.kind,
        "key": record.draft.key,
        "investigation_id": investigation_id,
        "level": level_of(content),
        "digest": content_digest(record.draft.record, content),
        "recorded_by": record.recorded_by,
        "elsewhere": int(record.elsewhere),
        "current": int(record.current),
    }


def _apply(folded: Refolded, event: Mapping[str, Any]) -> str | None:
    """Fold one event; gives the reason where it tells nothing sound."""
    try:
        body = json.loads(event["body"])
    except (ValueError, TypeError, RecursionError):
        body = None
    if not isinstance(body, dict):
        return "its body is no JSON object"
    if not isinstance(event["seq"], int):
        return "it has no number"
    told = Told(event["seq"], event["verb"], event["record_id"], event["actor"], body)
    reason = _fold(folded, told)
    if reason is None:
        folded.told.append(told)
    return reason


def _fold(folded: Refolded, told: Told) -> str | None:
    if told.verb in RECORDING:
        return _record(folded, told)
    if told.record_id is None:
        return None
    record = folded.records.get(told.record_id) if isinstance(told.record_id, str) else None
    return "it is about a record that no event recorded" if record is None else _move(record, told)


def _record(folded: Refolded, told: Told) -> str | None:
    kind, investigation = (told.body.get(name) for name in IDENTITY)
    if kind is None and investigation is None and isinstance(told.record_id, str):
        kind, investigation = folded.identities.get(told.record_id, (None, None))
    if not isinstance(kind, str) or kind not in DRAFTS or not isinstance(investigation, str):
        return "it does not say of which kind its record is, or where it stands"
    if not isinstance(told.record_id, str) or (told.record_id in folded.records) != (told.verb == "revise"):
        return "it records what is there already, or revises what is not"
    try:
        draft = DRAFTS[kind].model_validate(content_in(told.body))
    except ValidationError:
        return f"its content is no {kind}"
    return _keep(folded, told, investigation, draft)


def _keep(folded: Refolded, told: Told, investigation: str, draft: RecordDraft) -> str | None:
    ids, status, outcome = folded.ids[investigation], getattr(draft, "status", None), getattr(draft, "outcome", None)
    older = folded.records.get(told.record_id)
    if older is not None:
        if (older.kind, older.investigation, older.draft.key) != (draft.record, investigation, draft.key):
            return "it revises a record of another kind, key or investigation"
        older.draft, older.status, older.seq = draft, status, told.seq
        return None
    before = folded.records.get(ids.get(draft.key, ""))
    if before is not None:
        before.current = False
    elsewhere = told.verb == "load" and reviewed_elsewhere(draft.record, status)
    kept = Folded(told.record_id, investigation, draft, told.actor, elsewhere, told.seq, status=status, outcome=outcome)
    kept.reviewed = ids.get(draft.claim) if isinstance(draft, ReviewDraft) else None
    folded.records[kept.id] = kept
    ids[draft.key] = kept.id
    return None


def _move(record: Folded, told: Told) -> str | None:
    """What a verb other than recording did: its body names the state that it moved."""
    status, outcome = told.body.get("status", record.status), told.body.get("outcome", record.outcome)
    known = _STATES.get(record.kind)
    if known and not (_is_of(known, status) and (record.kind != "claim" or _is_of(_OUTCOMES, outcome))):
        return f"it moves a {record.kind} to a state that there is not"
    record.status, record.outcome, record.seq = status, outcome, told.seq
    return None


def _is_of(known: frozenset[str], word: object) -> bool:
    return isinstance(word, str) and word in known
