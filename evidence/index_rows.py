"""The rows that index a record: what is searched and joined, worked out from its draft.

Invariant: a row holds nothing that the draft does not say; drop every row and they can be made again.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, SQLModel

from evidence.dates import EARLIEST, LATEST, parse_period
from evidence.drafts import CaptureDraft, ClaimDraft, EntityDraft, RecordDraft, ReviewDraft, SourceDraft
from evidence.models import (
    Capture,
    Citation,
    Claim,
    Entity,
    EntityType,
    Identifier,
    Mention,
    Record,
    Review,
    SearchName,
    Source,
)
from evidence.origins import fold
from evidence.references import references
from evidence.search_text import fold_text

Row = dict[str, Any]
Rows = list[tuple[type[SQLModel], Row]]

OWNERS = ("record_id", "entity_id", "claim_id", "id")
"""The columns by which a row says of which record it is, in the order in which they count."""

TABLES: tuple[type[SQLModel], ...] = (
    Record,
    Entity,
    EntityType,
    Identifier,
    Source,
    Claim,
    Citation,
    Review,
    Capture,
    SearchName,
    Mention,
)
"""In the order in which they are filled, so that foreign keys hold."""


class RowWriter:
    """Gathers rows and sends them table by table."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows: defaultdict[type[SQLModel], list[Row]] = defaultdict(list)

    def add(self, rows: Rows) -> None:
        """Gather rows; nothing is sent before ``flush``."""
        for table, row in rows:
            self._rows[table].append(row)

    def flush(self) -> None:
        """Send what was gathered."""
        for table in TABLES:
            if self._rows[table]:
                self._session.execute(insert(table), self._rows[table])
        self._rows.clear()


def rows_of(record_id: str, draft: RecordDraft, ids: Mapping[str, str]) -> Rows:
    """All index rows of a draft but its Record; ``ids`` leads from every key that it names to an opaque id."""
    build = _BUILDERS.get(type(draft))
    mentions = {(path[0], ids[key]) for path, key, _ in references(draft)}
    rows: Rows = build(record_id, draft, ids) if build else []
    rows += [
        (Mention, {"record_id": record_id, "role": role, "target_id": target}) for role, target in sorted(mentions)
    ]
    return rows


def _entity(record_id: str, draft: EntityDraft, _ids: Mapping[str, str]) -> Rows:
    rows: Rows = [(Entity, {"id": record_id, "kind": draft.kind, "country": draft.country})]
    rows += [(EntityType, {"entity_id": record_id, "term": term}) for term in dict.fromkeys(draft.types)]
    rows += [
        (Identifier, {"entity_id": record_id, "position": position, **identifier.model_dump()})
        for position, identifier in enumerate(draft.identifiers)
    ]
    return rows + _names(record_id, [name.text for name in draft.names])


def _source(record_id: str, draft: SourceDraft, _ids: Mapping[str, str]) -> Rows:
    row = {
        "id": record_id,
        "type": draft.type,
        "address": draft.address,
        "origin": draft.origin,
        "origin_folded": fold(draft.origin),
        "status": draft.status,
    }
    return [(Source, row), *_names(record_id, [draft.title])]


def _names(record_id: str, texts: list[str]) -> Rows:
    return [
        (SearchName, {"record_id": record_id, "position": position, "text": text, "folded": fold_text(text)})
        for position, text in enumerate(texts)
    ]


def _claim(record_id: str, draft: ClaimDraft, ids: Mapping[str, str]) -> Rows:
    value = draft.value
    row = {
        "id": record_id,
        "subject_id": ids[draft.subject],
        "predicate": draft.predicate,
        "object_id": draft.object and ids[draft.object],
        "scope_id": draft.scope and ids[draft.scope],
        "amount": value.amount if value else None,
        "unit": value.unit if value else None,
        "polarity": draft.polarity,
        "status": draft.status,
        "outcome": draft.outcome,
        **_days(draft),
    }
    return [
        (Claim, row),
        *(_citation(record_id, position, draft, ids) for position in range(len(draft.citations))),
    ]


def _days(draft: ClaimDraft) -> Row:
    stated = draft.period
    period = parse_period(stated.edtf, stated.as_of) if stated else parse_period()
    days = ("start_earliest", "start_latest", "end_earliest", "end_latest")
    derived = {name: _bounded(getattr(period, name)) for name in days}
    return {"edtf": period.edtf, "as_of": period.as_of, **derived}


def _bounded(day: int) -> int | None:
    return None if day in (EARLIEST, LATEST) else day


def _citation(record_id: str, position: int, draft: ClaimDraft, ids: Mapping[str, str]) -> tuple[type[SQLModel], Row]:
    citation = draft.citations[position]
    row = {
        "claim_id": record_id,
        "position": position,
        "source_id": ids[citation.source],
        "locator_kind": citation.locator.kind if citation.locator else None,
        "locator_value": citation.locator.value if citation.locator else None,
    }
    plain = ("origin", "quote", "assertion", "reliability", "credibility")
    return Citation, {**row, **{name: getattr(citation, name) for name in plain}}


def _review(record_id: str, draft: ReviewDraft, ids: Mapping[str, str]) -> Rows:
    row = draft.model_dump(include={"reviewer", "digest", "outcome"})
    return [(Review, {"id": record_id, "claim_id": ids[draft.claim], **row})]


def _capture(record_id: str, draft: CaptureDraft, ids: Mapping[str, str]) -> Rows:
    row = {"id": record_id, "source_id": ids[draft.source], "sha256": draft.sha256, "size": draft.size}
    return [(Capture, row)]


_BUILDERS: dict[type[RecordDraft], Callable[[str, Any, Mapping[str, str]], Rows]] = {
    EntityDraft: _entity,
    SourceDraft: _source,
    ClaimDraft: _claim,
    ReviewDraft: _review,
    CaptureDraft: _capture,
}
