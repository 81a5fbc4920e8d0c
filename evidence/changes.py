"""What a stretch of the audit chain touched, so that a projection recomputes no more than it must.

Invariant: every relation whose claims, citations, sources, replies or names may look different is named.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from evidence.audit import body_of, head
from evidence.models import AuditEvent, Claim, Mention, Record
from evidence.replay import in_parts, records_since


@dataclass(frozen=True, slots=True)
class Changes:
    """The cursor that was reached; ids of records touched; relations touched as (predicate, subject, object) ids."""

    cursor: int
    records: frozenset[str]
    relations: frozenset[tuple[str, str, str]]


def changes_since(session: Session, cursor: int) -> Changes:
    """What events after a cursor touched."""
    touched = frozenset(records_since(session, cursor))
    return Changes(head(session)[0], touched, _relations(session, _claims_near(session, touched)))


def _claims_near(session: Session, touched: frozenset[str]) -> frozenset[str]:
    """The touched records, what names them (a claim its source) and what they name (a reply its claims)."""
    touched |= _dependent(session, touched)
    near = set(touched)
    for part in in_parts(touched):
        naming = select(Mention.record_id).where(col(Mention.target_id).in_(part))
        named = select(Mention.target_id).where(col(Mention.record_id).in_(part))
        near |= {*session.exec(naming), *session.exec(named)}
    near |= _answered(session, near - touched) | _answered_before(session, touched) | _shown_copies(session, touched)
    return frozenset(near | _heirs(session, near))


def _dependent(session: Session, touched: frozenset[str]) -> set[str]:
    """The sources that derive from touched ones, and the captures of these: who sees one changes what they show."""
    dependent: set[str] = set()
    for part in in_parts(touched):
        naming = select(Mention.record_id).join(Record, col(Record.id) == col(Mention.record_id))
        naming = naming.where(col(Record.kind).in_(("source", "capture")), col(Mention.target_id).in_(part))
        dependent |= set(session.exec(naming))
    return dependent


def _shown_copies(session: Session, touched: frozenset[str]) -> set[str]:
    """The claims that cite what a touched capture is a redacted copy of: it may stand beside them now."""
    claims: set[str] = set()
    for part in in_parts(touched):
        originals = select(Mention.target_id).where(Mention.role == "redacts", col(Mention.record_id).in_(part))
        citing = select(Mention.record_id).where(Mention.role == "citations", col(Mention.target_id).in_(originals))
        claims |= set(session.exec(citing))
    return claims


def _heirs(session: Session, near: set[str]) -> set[str]:
    """The claims recorded to take the place of these: what is said of the older is said of them."""
    heirs: set[str] = set()
    found = near
    while found:
        query = select(Mention.record_id).where(Mention.role == "supersedes")
        parts = [query.where(col(Mention.target_id).in_(part)) for part in in_parts(found)]
        found = {heir for part in parts for heir in session.exec(part)} - heirs
        heirs |= found
    return heirs


def _answered_before(session: Session, touched: frozenset[str]) -> set[str]:
    """The claims that touched replies answered in any version: a revised one may name them no more."""
    answered: set[str] = set()
    for part in in_parts(touched):
        query = select(AuditEvent, Record).join(Record, col(Record.id) == col(AuditEvent.record_id))
        for event, reply in session.exec(query.where(Record.kind == "reply", col(Record.id).in_(part))):
            same = Record.investigation_id == reply.investigation_id
            keys = body_of(event)["claims"]
            answered |= set(session.exec(select(Record.id).where(same, col(Record.key).in_(keys))))
    return answered


def _answered(session: Session, near: set[str]) -> set[str]:
    """The claims of replies among these records: a reply's party or source may have been what changed."""
    answered: set[str] = set()
    for part in in_parts(near):
        query = select(Mention.target_id).join(Record, col(Record.id) == col(Mention.record_id))
        answered |= set(session.exec(query.where(Record.kind == "reply", col(Record.id).in_(part))))
    return answered


def _relations(session: Session, near: frozenset[str]) -> frozenset[tuple[str, str, str]]:
    found: set[tuple[str, str, str]] = set()
    for part in in_parts(near):
        for claim in session.exec(select(Claim).where(col(Claim.id).in_(part))):
            if claim.object_id:
                found.add((claim.predicate, claim.subject_id, claim.object_id))
    return frozenset(found)
