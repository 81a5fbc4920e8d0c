"""The life of a claim after it was recorded: review, publish, withdraw, retract, supersede.

Invariant: what is published was approved in exactly this version, by somebody other than its recorder where
four eyes are asked for; other capitals, spaces or accents make no other person. Nothing is deleted: a claim that
is taken back stays in the record.
"""

import datetime as dt
from dataclasses import dataclass
from itertools import count

from sqlalchemy import update
from sqlmodel import Session, col, select

from evidence.audit import AuditWriter
from evidence.database import writing
from evidence.drafts import ClaimDraft, ReviewDraft
from evidence.entering import enter, supersede
from evidence.errors import NotReviewed, StaleDigest, WrongStatus
from evidence.ledger import Ledger
from evidence.ledger_facts import policy_of
from evidence.locating import Located, locate
from evidence.models import AuditEvent, Claim, Investigation, Record, Review, Source
from evidence.plan import Plan
from evidence.recording import named, record
from evidence.replay import replay_keys
from evidence.search_text import fold_text
from evidence.superseding import superseding
from evidence.vocabulary import vocabulary

APPROVING = ("accepted", "work_needed")
"""Outcomes of a review after which a claim may be published."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review that was recorded: its key, and what the claim still lacks to be published, in words, if anything."""

    key: str
    missing: str | None


def review_claim(
    ledger: Ledger, key: str, *, seen: str, outcome: str, actor: str | None, note: str | None = None
) -> Reviewed:
    """Judge the version of a claim whose digest was seen; raises StaleDigest when another one stands."""
    vocabulary().check("review_outcome", outcome)
    reviewer = named(actor)
    with writing(ledger.engine) as session:
        claim = _claim_at(session, key)
        if claim.digest != seen:
            raise StaleDigest(
                f"the version that you saw is not the one that stands: look again with 'throughline show {key}'"
            )
        _need_status(session, claim, ("draft", "published", "withdrawn"), "review")
        draft = ReviewDraft(
            key=_free_review_key(session, claim),
            claim=claim.key,
            digest=seen,
            reviewer=reviewer,
            date=dt.datetime.now(dt.UTC).date().isoformat(),
            outcome=outcome,
            note=note,
        )
        enter(Plan(session, claim.investigation, [draft]), actor=reviewer, elsewhere=False)
        return Reviewed(draft.key, None if _approval(session, claim) else _what_is_missing(session, claim))


def publish_claim(ledger: Ledger, key: str, *, actor: str | None) -> None:
    """Publish a claim; raises NotReviewed where the policy asks for an approval that is not there, WrongStatus where
    another claim is published in its place.

    A claim that supersedes another takes its place in the same transaction.
    """
    by = named(actor)
    with writing(ledger.engine) as session:
        claim = _claim_at(session, key)
        _need_status(session, claim, ("draft", "withdrawn"), "publish")
        _need_its_place(session, claim)
        outcome = _approval(session, claim)
        if outcome is None:
            raise NotReviewed(_what_is_missing(session, claim))
        audit = AuditWriter(session, by)
        _move(session, audit, claim, "publish", {"status": "published", "outcome": outcome})
        _supersede_older(session, audit, claim)
        audit.flush()


def withdraw_claim(ledger: Ledger, key: str, *, actor: str | None, reason: str) -> None:
    """Take a published claim back for now; it can be published again. Raises NoActor, NotFound, WrongStatus."""
    body = {"status": "withdrawn", "reason": reason}
    _take_back(ledger, key, actor, verb="withdraw", allowed=("published",), body=body)


def retract_claim(ledger: Ledger, key: str, *, actor: str | None, reason: str) -> None:
    """Take a claim back for good; raises NoActor, NotFound, WrongStatus."""
    body = {"status": "retracted", "reason": reason}
    _take_back(ledger, key, actor, verb="retract", allowed=("draft", "published", "withdrawn"), body=body)


def retract_source(ledger: Ledger, key: str, *, actor: str | None, reason: str) -> None:
    """Retract a source: its citations stay listed, count no more and hold nothing up.

    Raises NoActor, NotFound, WrongKind, and WrongStatus where it is retracted already.
    """
    by = named(actor)
    with writing(ledger.engine) as session:
        source = locate(session, key, kind="source")
        if session.exec(select(Source.status).where(Source.id == source.id)).one() == "retracted":
            raise WrongStatus(f"source {key} is retracted already")
        audit = AuditWriter(session, by)
        session.execute(update(Source).where(col(Source.id) == source.id).values(status="retracted"))
        audit.append("retract", source.id, {"status": "retracted", "reason": reason})
        audit.flush()


def supersede_claim(ledger: Ledger, key: str, draft: ClaimDraft, *, actor: str | None) -> None:
    """Record the claim that is to take another's place; it does when it is published."""
    with writing(ledger.engine) as session:
        older = _claim_at(session, key)
    record(
        ledger,
        [draft.model_copy(update={"supersedes": older.key})],
        actor=actor,
        investigation=older.investigation,
    )


def _take_back(
    ledger: Ledger, key: str, actor: str | None, *, verb: str, allowed: tuple[str, ...], body: dict[str, str]
) -> None:
    by = named(actor)
    with writing(ledger.engine) as session:
        claim = _claim_at(session, key)
        _need_status(session, claim, allowed, verb)
        audit = AuditWriter(session, by)
        _move(session, audit, claim, verb, body)
        audit.flush()


def _claim_at(session: Session, key: str) -> Located:
    return locate(session, key, kind="claim")


def _need_status(session: Session, claim: Located, allowed: tuple[str, ...], verb: str) -> None:
    status = session.exec(select(Claim.status).where(Claim.id == claim.id)).one()
    if status not in allowed:
        raise WrongStatus(f"claim {claim.key} is {status}: to {verb} it, it must be {' or '.join(allowed)}")


def _need_its_place(session: Session, claim: Located) -> None:
    if later := superseding(session, claim.id):
        raise WrongStatus(f"claim {claim.key} gave way to {', '.join(later)}: supersede that one, or take another key")


def _move(session: Session, audit: AuditWriter, claim: Located, verb: str, body: dict[str, str]) -> None:
    columns = {name: body[name] for name in ("status", "outcome") if name in body}
    session.execute(update(Claim).where(col(Claim.id) == claim.id).values(**columns))
    audit.append(verb, claim.id, body)


def _approval(session: Session, claim: Located) -> str | None:
    """The outcome of the last review of exactly this version that counts, if it lets the claim be published."""
    query = (
        select(Review.outcome, Record.recorded_by)
        .join(Record, col(Record.id) == col(Review.id))
        .join(AuditEvent, col(AuditEvent.record_id) == col(Review.id))
        .where(Review.claim_id == claim.id, Review.digest == claim.digest, col(Record.elsewhere).is_(False))
        .order_by(col(AuditEvent.seq))
    )
    four_eyes, own = policy_of(session) == "four_eyes", fold_text(claim.recorded_by)
    counted = [outcome for outcome, by in session.exec(query) if not (four_eyes and fold_text(by) == own)]
    if not counted and not four_eyes and not claim.elsewhere:
        return "accepted"
    if not counted and claim.elsewhere:
        return session.exec(select(Claim.outcome).where(Claim.id == claim.id)).one()
    return counted[-1] if counted and counted[-1] in APPROVING else None


def _what_is_missing(session: Session, claim: Located) -> str:
    who = "somebody other than its recorder" if policy_of(session) == "four_eyes" else "somebody"
    return (
        f"claim {claim.key} has no approving review of this version by {who}: "
        f"throughline review {claim.key} --seen {claim.digest} --outcome accepted"
    )


def _free_review_key(session: Session, claim: Located) -> str:
    """The first key that no record has: versions of a claim share its key, and so the numbers of their reviews."""
    taken = set(
        session.exec(
            select(Record.key)
            .join(Investigation, col(Investigation.id) == col(Record.investigation_id))
            .where(Investigation.name == claim.investigation, col(Record.key).startswith(f"{claim.key}-review-"))
        )
    )
    keys = (f"{claim.key}-review-{number:03}" for number in count(1))
    return next(key for key in keys if key not in taken)


def _supersede_older(session: Session, audit: AuditWriter, claim: Located) -> None:
    content = replay_keys(session, claim.investigation, [claim.key]).kept[claim.id].content
    if "supersedes" in content:
        (older,) = replay_keys(session, claim.investigation, [content["supersedes"]]).kept
        supersede(session, audit, older)
