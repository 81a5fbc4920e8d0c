"""Small drafts and ledgers that the tests of the record are made of."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from sqlmodel import Session

from evidence.access import disclose
from evidence.claims import publish_claim, retract_claim, review_claim
from evidence.database import reading
from evidence.drafts import ClaimDraft, EntityDraft, RecordDraft, ReplyDraft, SourceDraft
from evidence.exchange.batch import load
from evidence.exchange.placed import Place, Placed
from evidence.ledger import Ledger
from evidence.locating import locate
from evidence.recording import record
from evidence.views import Disclosure


def entity(key: str, kind: str = "organisation", **more: Any) -> EntityDraft:
    return EntityDraft.model_validate({"key": key, "kind": kind, "names": [{"text": f"Entity {key}"}], **more})


def source(key: str, **more: Any) -> SourceDraft:
    return SourceDraft.model_validate({"key": key, "title": f"Source {key}", "origin": f"origin of {key}", **more})


def cite(key: str = "S1", **more: Any) -> dict[str, object]:
    return {"source": key, "assertion": "press_report", **more}


def claim(key: str = "C1", **more: Any) -> ClaimDraft:
    plain = {
        "key": key,
        "subject": "E1",
        "predicate": "funds",
        "object": "E2",
        "status": "published",
        "citations": [cite()],
    }
    return ClaimDraft.model_validate({**plain, **more})


def reply(key: str, *claims: str, **more: Any) -> ReplyDraft:
    return ReplyDraft.model_validate({"key": key, "claims": claims, "party": "E2", "attribution": "denies", **more})


def small_case() -> list[RecordDraft]:
    return [entity("E1"), entity("E2"), source("S1"), claim("C1")]


def recorded(ledger: Ledger, *drafts: RecordDraft, actor: str = "Ada", supersede: bool = False) -> Ledger:
    record(ledger, drafts or small_case(), actor=actor, investigation="case", supersede=supersede)
    return ledger


def put(ledger: Ledger, *drafts: RecordDraft) -> None:
    """Load drafts as they come in by a file, whatever stood under their keys."""
    placed = [Placed(draft, Place("case", 1)) for draft in drafts]
    load(ledger, placed, actor="Ada", investigation="case", supersede=True)


def retracted_after(ledger: Ledger, *line: str) -> None:
    """Let each claim give way to the next, and retract the last."""
    for older, key in pairwise(line):
        put(ledger, claim(key, supersedes=older, note="narrower"))
    retract_claim(ledger, line[-1], actor="Ada", reason="misread")


def digest(ledger: Ledger, key: str) -> str:
    with reading(ledger.engine) as session:
        return locate(session, key).digest


def published(ledger: Ledger, *keys: str, outcome: str = "accepted") -> Ledger:
    for key in keys or ("C1",):
        review_claim(ledger, key, seen=digest(ledger, key), outcome=outcome, actor="Bob")
        publish_claim(ledger, key, actor="Ada")
    return ledger


def seen_by(ledger: Ledger, audience: str = "public", known_at: int | None = None) -> Disclosure:
    with reading(ledger.engine) as session:
        return disclose(session, audience, known_at)


def claims_seen(ledger: Ledger, audience: str = "public", known_at: int | None = None) -> set[str]:
    return {claim.key for claim in seen_by(ledger, audience, known_at).claims.values()}


@contextmanager
def session_on(ledger: Ledger) -> Iterator[Session]:
    with reading(ledger.engine) as session:
        yield session
