"""Claims that an audience could see once and sees no more: what is left to say of them.

Invariant: nothing is told of a claim that the audience, by today's rights, never saw; and nothing that it said.
Cost grows with the number of transactions that took something back: the record is read once for each.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from evidence.access import disclosed
from evidence.ledger_facts import policy_of
from evidence.models import AuditEvent
from evidence.replay import Replay, replay
from evidence.views import ClaimView

_TAKING_BACK = ("retract", "withdraw", "supersede", "revise")
"""Verbs after which a claim may be gone; a revision may retract the source that held it up."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A claim that was taken back: its last state and the UTC day (ISO) on which it went.

    ``state`` is retracted, withdrawn, superseded, or unsupported where every source that it cites was retracted.
    ``successor`` is the id of the published claim that took its place, if there is one.
    """

    id: str
    key: str
    investigation: str
    state: str
    day: str
    successor: str | None = None


def tombstones(session: Session, audience: str, known_at: int | None = None) -> tuple[Tombstone, ...]:
    """The claims that were taken back, by investigation and key, each as it went last; by event ``known_at``, if any,
    and with today's rights."""
    now, policy = replay(session, known_at), policy_of(session)
    there = disclosed(now, audience, policy).claims
    standing = {(claim.investigation, claim.key) for claim in there.values()}
    found: dict[tuple[str, str], Tombstone] = {}
    for before, day in _taken_back(session, known_at):
        # One that goes later is seen again before it goes, so the last that is told of it is how it went.
        for claim in disclosed(replay(session, before), audience, policy).claims.values():
            if (claim.investigation, claim.key) not in standing:
                found[claim.investigation, claim.key] = _tombstone(claim, day, now, there.keys())
    return tuple(found[place] for place in sorted(found))


def _taken_back(session: Session, known_at: int | None) -> Iterator[tuple[int, str]]:
    """For each transaction that may have taken something back, in order: the last event before it, and its day.

    All events of a transaction bear one time.
    """
    query = select(AuditEvent.at).where(col(AuditEvent.verb).in_(_TAKING_BACK)).distinct().order_by(col(AuditEvent.at))
    if known_at is not None:
        query = query.where(col(AuditEvent.seq) <= known_at)
    for at in session.exec(query).all():
        first = session.exec(select(func.min(AuditEvent.seq)).where(AuditEvent.at == at)).one() or 1
        yield first - 1, at[:10]


def _tombstone(claim: ClaimView, day: str, now: Replay, there: Collection[str]) -> Tombstone:
    """What became of a claim; a successor that the audience may not see is none, and moves no word of it."""
    newest = now.kept[now.ids[claim.investigation, claim.key]]
    younger = (one for one in now.kept.values() if one.content.get("supersedes") == claim.key and one.id in there)
    successor = next((one.id for one in younger if one.investigation == claim.investigation), None)
    if newest.status == "retracted":
        state, successor = "retracted", None  # for good, whatever was recorded in its place later
    elif newest.status == "published":
        state = "unsupported"
    else:
        state = "superseded" if successor else "withdrawn"
    return Tombstone(claim.id, claim.key, claim.investigation, state, day, successor)
