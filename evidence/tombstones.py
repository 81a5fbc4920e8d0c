"""Claims that an audience could see once and sees no more: what is left to say of them.

Invariant: nothing is told of a claim that the audience, by today's rights, never saw, and nothing that it said; what is
recorded over it and never was seen moves no word.
Cost grows with the number of transactions that took something back: the record is read once for each.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from evidence.access import disclosed
from evidence.exchange.cut import Cut
from evidence.ledger_facts import policy_of
from evidence.models import AuditEvent
from evidence.replay import Kept, Replay, replay
from evidence.views import ClaimView

_TAKING_BACK = ("retract", "withdraw", "supersede", "revise")
"""Verbs after which a claim may be gone; a revision may retract the source that held it up."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A claim that was taken back: its last state and the UTC day (ISO) on which it went.

    ``state`` is retracted, withdrawn, superseded, or unsupported where every source that it cites was retracted.
    ``successor`` is the id of the claim that stands in its place, if one does: the end of a line, where there is one.
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
    went: dict[tuple[str, str], tuple[ClaimView, str]] = {}
    told = set(there)
    for before, day in _taken_back(session, known_at):
        # One that goes later is seen again before it goes, so the last that is told of it is how it went.
        for claim in disclosed(replay(session, before), audience, policy).claims.values():
            told.add(claim.id)
            if (claim.investigation, claim.key) not in standing:
                went[claim.investigation, claim.key] = claim, day
    ends = _Ends(now, audience, told, there)
    return tuple(ends.of(*went[place]) for place in sorted(went))


def _taken_back(session: Session, known_at: int | None) -> Iterator[tuple[int, str]]:
    """For each transaction that may have taken something back, in order: the last event before it, and its day.

    All events of a transaction bear one time.
    """
    first = func.min(AuditEvent.seq)
    taken_back = select(AuditEvent.at).where(col(AuditEvent.verb).in_(_TAKING_BACK))
    if known_at is not None:
        taken_back = taken_back.where(col(AuditEvent.seq) <= known_at)
    query = select(first, AuditEvent.at).where(col(AuditEvent.at).in_(taken_back)).group_by(col(AuditEvent.at))
    for seq, at in session.exec(query.order_by(first)).all():
        yield (seq or 1) - 1, at[:10]


class _Ends:
    """What became of claims, judged by the last version that their readers know, and only by claims that were told."""

    def __init__(self, now: Replay, audience: str, told: Collection[str], there: Collection[str]) -> None:
        self._now, self._audience, self._there = now, audience, there
        self._cuts: dict[str, Cut] = {}
        self._younger: defaultdict[tuple[str, str], list[Kept]] = defaultdict(list)
        for kept in now.kept.values():
            if "supersedes" in kept.content and kept.id in told:
                self._younger[kept.investigation, kept.content["supersedes"]].append(kept)

    def of(self, claim: ClaimView, day: str) -> Tombstone:
        """The tombstone of a claim that went on a day."""
        state = self._state(claim)
        successor = self._standing_heir(claim) if state == "superseded" else None
        return Tombstone(claim.id, claim.key, claim.investigation, state, day, successor)

    def _state(self, claim: ClaimView) -> str:
        last = self._cut(claim.investigation).last_known(claim.key)
        if last is not None and last.status == "retracted":
            return "retracted"  # for good, whatever was recorded in its place later
        if last is not None and last.status == "published":
            return "unsupported"
        return "superseded" if self._younger[claim.investigation, claim.key] else "withdrawn"

    def _cut(self, investigation: str) -> Cut:
        if investigation not in self._cuts:
            self._cuts[investigation] = Cut(self._audience, self._now, investigation)
        return self._cuts[investigation]

    def _standing_heir(self, claim: ClaimView) -> str | None:
        """The id of the first claim that stands at an end of the line."""
        waiting, passed = [claim.key], set[str]()
        while waiting:
            key = waiting.pop()
            passed.add(key)
            for younger in self._younger[claim.investigation, key]:
                if younger.id in self._there:
                    return younger.id
                if younger.key not in passed:
                    waiting.append(younger.key)
        return None
