"""A part of the record as one audience may see it: what stands on some relations, without reading all the rest.

Invariant: the claims of the relations asked for, and the records asked for, are those that the whole disclosure has.
It may hold more, which may be less than whole: who asks takes what was asked for.
Cost grows with what is asked for and what that names, not with the ledger.
"""

from collections.abc import Collection, Iterable

from sqlalchemy import tuple_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from evidence.access import disclosed
from evidence.ledger_facts import policy_of
from evidence.models import Claim, Mention, Record
from evidence.replay import in_parts, replay_records
from evidence.views import Disclosure

Relation = tuple[str, str, str]
"""Predicate, subject and object (ids)."""

_SOME = 200


def claims_on(session: Session, relations: Collection[Relation]) -> dict[str, Relation]:
    """The claims that state these relations, whatever became of them; each with the relation that it states."""
    ordered, columns = sorted(relations), (col(Claim.predicate), col(Claim.subject_id), col(Claim.object_id))
    return {
        id_: (predicate, subject, object_ or "")
        for start in range(0, len(ordered), _SOME)
        for id_, predicate, subject, object_ in session.exec(
            select(Claim.id, *columns).where(tuple_(*columns).in_(ordered[start : start + _SOME]))
        )
    }


def disclose_part(
    session: Session, audience: str, relations: Collection[Relation], records: Collection[str]
) -> Disclosure:
    """The claims on these relations, read either way, and these records, as far as the audience may see them."""
    claims = _in_line(session, set(claims_on(session, {*relations, *((p, o, s) for p, s, o in relations)})))
    answering = _naming(session, claims, role="claims")
    named = _named(session, claims | answering)
    needed = _same_keys(session, {*records, *claims, *answering, *named})
    needed |= _naming(session, named, role="redacts")  # the copies that stand beside a claim in their place
    needed |= _named(session, needed)  # what a source derives from, and what a claim under the same key names
    return disclosed(replay_records(session, needed), audience, policy_of(session))


def _in_line(session: Session, claims: set[str]) -> set[str]:
    """The claims with all that they took the place of, and all that took theirs, however far."""
    line: set[str] = set()
    found = _same_keys(session, claims)
    while found:
        line |= found
        older = _named(session, found, role="supersedes")
        found = _same_keys(session, older | _naming(session, found, role="supersedes")) - line
    return line


def _naming(session: Session, records: Iterable[str], *, role: str) -> set[str]:
    query = select(Mention.record_id).where(Mention.role == role)
    return {
        one for part in in_parts(set(records)) for one in session.exec(query.where(col(Mention.target_id).in_(part)))
    }


def _named(session: Session, records: Iterable[str], *, role: str | None = None) -> set[str]:
    query = select(Mention.target_id)
    query = query.where(Mention.role == role) if role else query
    return {
        one for part in in_parts(set(records)) for one in session.exec(query.where(col(Mention.record_id).in_(part)))
    }


def _same_keys(session: Session, records: Iterable[str]) -> set[str]:
    """The records with all others that have or had their keys: a key leads to the one that was recorded last."""
    other = aliased(Record)
    same = (other.investigation_id == Record.investigation_id) & (other.key == Record.key)
    query = select(other.id).join(Record, same)  # type: ignore[arg-type]
    return {one for part in in_parts(set(records)) for one in session.exec(query.where(col(Record.id).in_(part)))}
