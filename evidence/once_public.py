"""What was public at some time: all that somebody who follows the public part of a ledger may hold of it.

Invariant: a record is named only where a version of its own was public; a claim only where it was published, all that
it says it of was public, and so was a source that it cites. So whoever tells a server elsewhere what is gone tells it
of nothing that it was never to know.
"""

from collections.abc import Collection, Iterator

from sqlmodel import Session, col, select

from evidence.audit import body_of
from evidence.levels import level_of
from evidence.models import AuditEvent, Mention, Record
from evidence.partial import Relation, claims_on
from evidence.replay import RECORDING, in_parts


def entities_once_public(session: Session, records: Collection[str]) -> set[str]:
    """The ids, among those of records, of entities that were public in some version."""
    query = select(Record.id).where(Record.kind == "entity")
    entities = {id_ for part in in_parts(records) for id_ in session.exec(query.where(col(Record.id).in_(part)))}
    return _once_public(session, entities)


def relations_once_public(session: Session, relations: Collection[Relation]) -> set[Relation]:
    """The relations that a claim stated publicly at some time."""
    claims = claims_on(session, relations)
    stated = _once_public(session, claims.keys()) & _once_published(session, claims.keys())
    of, cited = _named(session, stated, ("subject", "object", "scope")), _named(session, stated, ("citations",))
    public = _once_public(session, {target for named in (of, cited) for _, target in named})
    hidden = {claim for claim, target in of if target not in public}
    held_up = {claim for claim, target in cited if target in public}
    return {claims[id_] for id_ in held_up - hidden}


def _once_public(session: Session, records: Collection[str]) -> set[str]:
    recorded = ((id_, told) for id_, verb, told in _events(session, records) if verb in RECORDING)
    return {id_ for id_, told in recorded if level_of(told) == 0}


def _once_published(session: Session, claims: Collection[str]) -> set[str]:
    return {id_ for id_, _, told in _events(session, claims) if told.get("status") == "published"}


def _events(session: Session, records: Collection[str]) -> Iterator[tuple[str, str, dict[str, object]]]:
    """The record, the verb and the content of each event of these records."""
    for part in in_parts(records):
        for event in session.exec(select(AuditEvent).where(col(AuditEvent.record_id).in_(part))):
            yield event.record_id or "", event.verb, body_of(event)


def _named(session: Session, claims: Collection[str], roles: Collection[str]) -> set[tuple[str, str]]:
    """Claims with the entities and sources that they name in these roles."""
    query = select(Mention.record_id, Mention.target_id).join(Record, col(Record.id) == col(Mention.target_id))
    query = query.where(col(Mention.role).in_(roles), col(Record.kind).in_(("entity", "source")))
    return {row for part in in_parts(claims) for row in session.exec(query.where(col(Mention.record_id).in_(part)))}
