"""Four eyes: what might pass for somebody else's approval of a claim, and does not."""

import pytest

from evidence.claims import publish_claim, review_claim
from evidence.drafts import CaptureDraft, RecordDraft, ReviewDraft
from evidence.errors import KeyTaken, NotReviewed, WrongStatus
from evidence.exchange.batch import load
from evidence.exchange.placed import Place, Placed
from evidence.ledger import Ledger
from evidence.locating import locate
from tests.evidence.small import claim, claims_seen, digest, entity, recorded, seen_by, session_on, small_case


def loaded(ledger: Ledger, *drafts: RecordDraft) -> None:
    placed = [Placed(draft, Place("case.jsonl", line)) for line, draft in enumerate(drafts, start=1)]
    load(ledger, placed, actor="Ada", investigation="case")


def approval(ledger: Ledger, key: str) -> ReviewDraft:
    """What says that Bob accepted claim C1 as it stands."""
    plain = {"claim": "C1", "digest": digest(ledger, "C1"), "reviewer": "Bob", "date": "2026-01-01"}
    return ReviewDraft.model_validate({"key": key, "outcome": "accepted", **plain})


def judged(ledger: Ledger, outcome: str, *, actor: str = "Bob", key: str = "C1") -> bool:
    return review_claim(ledger, key, seen=digest(ledger, key), outcome=outcome, actor=actor).missing is None


def unpublishable(ledger: Ledger) -> bool:
    with pytest.raises(NotReviewed):
        publish_claim(ledger, "C1", actor="Ada")
    return not claims_seen(ledger, "custodian")


def test_an_approval_that_comes_in_by_a_file_does_not_count(ledger: Ledger) -> None:
    recorded(ledger)
    loaded(ledger, approval(ledger, "C1-review-001"))
    assert unpublishable(ledger)


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_a_claim_that_came_in_unpublished_was_reviewed_nowhere(ledger: Ledger, status: str) -> None:
    loaded(ledger, *small_case()[:3], claim(status=status))
    assert unpublishable(ledger)
    assert judged(ledger, "accepted")
    publish_claim(ledger, "C1", actor="Ada")
    assert [one.reviewed_elsewhere for one in seen_by(ledger).claims.values()] == [False]


def test_nobody_rewrites_a_review(ledger: Ledger) -> None:
    recorded(ledger)
    judged(ledger, "issue")
    with pytest.raises(KeyTaken, match="none is ever changed"):
        recorded(ledger, approval(ledger, "C1-review-001"), supersede=True)
    assert unpublishable(ledger)


def test_nobody_rewrites_a_capture(ledger: Ledger) -> None:
    taken = {"key": "K1", "source": "S1", "size": 1, "taken": "2026-01-01", "method": "by hand", "by": "Ada"}
    first, second = (CaptureDraft.model_validate({**taken, "sha256": letter * 64}) for letter in "ab")
    recorded(ledger, *small_case(), first)
    with pytest.raises(KeyTaken, match="none is ever changed"):
        recorded(ledger, second, supersede=True)


@pytest.mark.parametrize("name", ["ada lovelace", "Ada  Lovelace", " ADA LOVELACE", "Áda Lovelace"])
def test_the_recorder_by_another_spelling_is_the_recorder(ledger: Ledger, name: str) -> None:
    recorded(ledger, actor="Ada Lovelace")
    assert not judged(ledger, "accepted", actor=name)
    assert unpublishable(ledger)


def test_the_last_review_counts_whatever_its_key(ledger: Ledger) -> None:
    recorded(ledger)
    recorded(ledger, approval(ledger, "Z1"), actor="Bob")
    assert not judged(ledger, "issue", actor="Cy")
    assert unpublishable(ledger)


def test_an_older_version_takes_no_review_that_its_key_would_lead_to_the_later_one(ledger: Ledger) -> None:
    recorded(ledger)
    with session_on(ledger) as session:
        older = locate(session, "C1")
    recorded(ledger, claim(note="changed since"), supersede=True)
    with pytest.raises(WrongStatus, match="is superseded"):
        review_claim(ledger, older.id, seen=older.digest, outcome="accepted", actor="Bob")
    assert unpublishable(ledger)


def test_a_review_that_names_another_digest_approves_nothing(ledger: Ledger) -> None:
    recorded(ledger)
    recorded(ledger, approval(ledger, "R1").model_copy(update={"digest": "0" * 64}), actor="Bob")
    assert unpublishable(ledger)


def test_every_version_can_be_reviewed_and_reviews_find_a_free_key(ledger: Ledger) -> None:
    recorded(ledger, *small_case(), entity("C1-review-002"))
    assert not judged(ledger, "issue")
    recorded(ledger, claim(note="changed since"), supersede=True)
    assert judged(ledger, "accepted")
    with session_on(ledger) as session:
        assert locate(session, "C1-review-003", kind="review")
