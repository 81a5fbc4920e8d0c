"""How records enter the ledger: all of a plan, or none of it.

Invariant: a record, its index rows and its audit event are written in one transaction. A changed claim takes
the key of the older one, which stays as superseded; what was found of its quotations goes on to hold of those that the
new one still has. Any other changed record is revised under its id.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import Session, SQLModel, col, select

from evidence.audit import AuditWriter
from evidence.canonical import record_digest
from evidence.drafts import ClaimDraft, RecordDraft
from evidence.ids import new_id
from evidence.index_rows import RowWriter, rows_of
from evidence.levels import level_of
from evidence.models import Claim, EntityType, Identifier, Investigation, Mention, Record, SearchName
from evidence.plan import Plan
from evidence.replay import Kept, reviewed_elsewhere, told_by_check

_PARTS: tuple[tuple[type[SQLModel], str], ...] = (
    (EntityType, "entity_id"),
    (Identifier, "entity_id"),
    (SearchName, "record_id"),
    (Mention, "record_id"),
)
_PART_TABLES = tuple(table for table, _ in _PARTS)


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of a batch: keys that are new, that took the place of older content, and how many were there.

    ``restored`` are those of the replaced that had been retracted, and are so no more.
    """

    new: tuple[str, ...]
    replaced: tuple[str, ...]
    restored: tuple[str, ...]
    unchanged: int

    @classmethod
    def of(cls, plan: Plan) -> "Entered":
        """What a plan does, done or not."""
        changed = plan.changed()
        return cls(
            new=tuple(draft.key for draft in changed if draft.key not in plan.kept),
            replaced=tuple(draft.key for draft in changed if draft.key in plan.kept),
            restored=tuple(draft.key for draft in changed if _is_restored(plan, draft)),
            unchanged=len(plan.drafts) - len(changed),
        )


def enter(plan: Plan, *, actor: str, elsewhere: bool, progress: Callable[[int, int], None] | None = None) -> Entered:
    """Write a plan; raises its first refusal. ``progress`` is told (records written, records in all)."""
    if plan.refusals:
        raise plan.refusals[0].error
    _Writer(plan, actor, elsewhere).write(progress)
    return Entered.of(plan)


class _Writer:
    """Writes one plan within its session's transaction."""

    def __init__(self, plan: Plan, actor: str, elsewhere: bool) -> None:
        self._session, self._plan, self._actor, self._elsewhere = plan.session, plan, actor, elsewhere
        self._audit, self._rows = AuditWriter(plan.session, actor), RowWriter(plan.session)
        self._investigation_id = _investigation_id(plan.session, plan.investigation)
        self._changed = plan.changed()
        self._older = {key: kept.id for key, kept in plan.kept.items()}
        self._ids = self._older | {draft.key: new_id() for draft in self._changed if not self._revises(draft)}

    def write(self, progress: Callable[[int, int], None] | None) -> None:
        for done, draft in enumerate(self._changed, start=1):
            self._write_one(draft)
            if progress:
                progress(done, len(self._changed))
        for draft in self._changed:
            self._supersede_older(draft)
            self._let_give_way(draft)
        self._rows.flush()
        self._audit.flush()
        self._lead_to_successors()

    def _revises(self, draft: RecordDraft) -> bool:
        return draft.key in self._older and not isinstance(draft, ClaimDraft)

    def _write_one(self, draft: RecordDraft) -> None:
        record_id = self._ids[draft.key]
        if self._revises(draft):
            self._revise(record_id, draft)
            return
        if draft.key in self._older:
            self._retire(self._older[draft.key])
        self._rows.add([(Record, self._record_row(record_id, draft))])
        self._rows.add(rows_of(record_id, draft, self._ids))
        self._audit.append("load" if self._elsewhere else "record", record_id, self._told(draft))
        if draft.key in self._older and (found := _found_before(self._plan.kept[draft.key], draft.content())):
            self._audit.append("check", record_id, found)

    def _record_row(self, record_id: str, draft: RecordDraft) -> dict[str, object]:
        return {
            "id": record_id,
            "kind": draft.record,
            "key": draft.key,
            "investigation_id": self._investigation_id,
            "level": level_of(draft.content()),
            "digest": record_digest(draft),
            "recorded_by": self._actor,
            "elsewhere": self._elsewhere and reviewed_elsewhere(draft.record, getattr(draft, "status", None)),
            "current": True,
        }

    def _revise(self, record_id: str, draft: RecordDraft) -> None:
        for table, owner in _PARTS:
            self._session.execute(delete(table).where(table.__table__.c[owner] == record_id))  # type: ignore[attr-defined]
        rows = rows_of(record_id, draft, self._ids)
        self._rows.add([(table, row) for table, row in rows if table in _PART_TABLES])
        for table, row in rows:
            if table not in _PART_TABLES:
                self._session.execute(update(table).where(table.__table__.c.id == record_id).values(**row))  # type: ignore[attr-defined]
        revised = {"level": level_of(draft.content()), "digest": record_digest(draft)}
        self._session.execute(update(Record).where(col(Record.id) == record_id).values(**revised))
        self._audit.append("revise", record_id, self._told(draft))

    def _told(self, draft: RecordDraft) -> dict[str, Any]:
        """What the event says: the record's content, of which kind it is, and in which investigation it stands."""
        return {"record": draft.record, "investigation": self._plan.investigation, **draft.content()}

    def _retire(self, record_id: str) -> None:
        """Free the key of a claim for the one that takes its place."""
        self._session.execute(update(Record).where(col(Record.id) == record_id).values(current=False))
        supersede(self._session, self._audit, record_id)

    def _supersede_older(self, draft: RecordDraft) -> None:
        if isinstance(draft, ClaimDraft) and draft.supersedes and draft.status == "published":
            self._rows.flush()
            supersede(self._session, self._audit, self._ids[draft.supersedes])

    def _let_give_way(self, draft: RecordDraft) -> None:
        """What is written as withdrawn of a claim that gave way, as an export has it, could be published again."""
        if self._plan.gave_way(draft.key):
            self._rows.flush()
            supersede(self._session, self._audit, self._ids[draft.key])

    def _lead_to_successors(self) -> None:
        """What named a claim by its key now names the one that has the key; a review stays with its version."""
        for draft in self._changed:
            older = self._older.get(draft.key)
            if older and older != self._ids[draft.key]:
                values = {"target_id": self._ids[draft.key]}
                moved = update(Mention).where(col(Mention.target_id) == older, col(Mention.role) != "claim")
                self._session.execute(moved.values(**values))


def supersede(session: Session, audit: AuditWriter, claim_id: str) -> None:
    """Let a claim give way to a later one; what was taken back for good stays so, and what gave way does so once."""
    if session.exec(select(Claim.status).where(Claim.id == claim_id)).one() in ("retracted", "superseded"):
        return
    session.execute(update(Claim).where(col(Claim.id) == claim_id).values(status="superseded"))
    audit.append("supersede", claim_id, {"status": "superseded"})


def _found_before(older: Kept, content: dict[str, Any]) -> dict[str, Any]:
    """What a check of an older version found of the citations that a claim still has, as a check tells it; empty where
    nothing was looked into. Neither their words nor the capture are others, so the answer is none either."""
    of_older = {_looked_into(one): number for number, one in enumerate(older.content["citations"])}
    numbers = [of_older.get(_looked_into(one)) for one in content["citations"]]
    results = _by_number(older.quote_checks, numbers, "not_checked")
    copies = _by_number(older.copy_checks, numbers, {})
    found = {*results} != {"not_checked"} or any(copies)
    return told_by_check(results, _by_number(older.quote_places, numbers, None), copies) if found else {}


def _looked_into(citation: dict[str, Any]) -> tuple[object, ...]:
    return citation["source"], citation.get("capture"), citation.get("quote")


def _by_number(found: list[Any], numbers: list[int | None], absent: object) -> list[Any]:
    return [absent if number is None or number >= len(found) else found[number] for number in numbers]


def _is_restored(plan: Plan, draft: RecordDraft) -> bool:
    kept = plan.kept.get(draft.key)
    was_retracted = kept is not None and kept.status == "retracted"
    return was_retracted and getattr(draft, "status", None) != "retracted"


def _investigation_id(session: Session, name: str) -> str:
    """The id of an investigation, made if it is new."""
    found = session.exec(select(Investigation).where(Investigation.name == name)).first()
    if found is None:
        found = Investigation(id=new_id(), name=name)
        session.add(found)
        session.flush()
    return found.id
