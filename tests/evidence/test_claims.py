"""The life of a claim: four eyes, the version seen, and nothing ever deleted."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from evidence.claims import (
    publish_claim,
    retract_claim,
    retract_source,
    review_claim,
    supersede_claim,
    withdraw_claim,
)
from evidence.errors import (
    EvidenceError,
    NoActor,
    NotFound,
    NotReviewed,
    StaleDigest,
    UnknownTerm,
    WrongKind,
    WrongStatus,
)
from evidence.history import history
from evidence.ledger import Ledger
from evidence.models import Claim
from tests.evidence.small import claim, claims_seen, digest, published, recorded, reply, seen_by, session_on


def test_a_claim_is_seen_once_another_person_approved_it_and_it_was_published(ledger: Ledger) -> None:
    recorded(ledger)
    published(ledger)
    assert claims_seen(ledger) == {"C1"}


def test_under_four_eyes_the_recorders_own_approval_does_not_count(ledger: Ledger) -> None:
    recorded(ledger, actor="Ada")
    done = review_claim(ledger, "C1", seen=digest(ledger, "C1"), outcome="accepted", actor="Ada")
    assert done.missing is not None
    assert "by somebody other than its recorder" in done.missing
    with pytest.raises(NotReviewed, match="somebody other than its recorder"):
        publish_claim(ledger, "C1", actor="Ada")


def test_single_handed_publishes_without_a_second_person_and_the_policy_says_so(alone: Ledger) -> None:
    recorded(alone)
    publish_claim(alone, "C1", actor="Ada")
    assert claims_seen(alone) == {"C1"}
    assert seen_by(alone).policy == "single_handed"


def test_a_review_of_another_version_is_refused(ledger: Ledger) -> None:
    recorded(ledger)
    seen = digest(ledger, "C1")
    recorded(ledger, claim(note="changed since"), supersede=True)
    with pytest.raises(StaleDigest, match="throughline show C1"):
        review_claim(ledger, "C1", seen=seen, outcome="accepted", actor="Bob")


def test_an_approval_does_not_carry_over_to_a_later_version(ledger: Ledger) -> None:
    recorded(ledger)
    review_claim(ledger, "C1", seen=digest(ledger, "C1"), outcome="accepted", actor="Bob")
    recorded(ledger, claim(note="changed since"), supersede=True)
    with pytest.raises(NotReviewed):
        publish_claim(ledger, "C1", actor="Ada")


@pytest.mark.parametrize("outcome", ["conflict", "issue"])
def test_a_later_objection_takes_an_approval_back(ledger: Ledger, outcome: str) -> None:
    recorded(ledger)
    for verdict in ("accepted", outcome):
        review_claim(ledger, "C1", seen=digest(ledger, "C1"), outcome=verdict, actor="Bob")
    with pytest.raises(NotReviewed):
        publish_claim(ledger, "C1", actor="Ada")


def test_a_claim_let_in_as_work_needed_says_so(ledger: Ledger) -> None:
    recorded(ledger)
    published(ledger, outcome="work_needed")
    assert [one.outcome for one in seen_by(ledger).claims.values()] == ["work_needed"]


def test_a_withdrawn_claim_is_gone_and_can_come_back(ledger: Ledger) -> None:
    published(recorded(ledger))
    withdraw_claim(ledger, "C1", actor="Ada", reason="address checked again")
    assert claims_seen(ledger, "custodian") == set()
    publish_claim(ledger, "C1", actor="Ada")
    assert claims_seen(ledger) == {"C1"}


def test_a_retracted_claim_is_gone_for_good_and_its_history_tells_all(ledger: Ledger) -> None:
    published(recorded(ledger))
    retract_claim(ledger, "C1", actor="Ada", reason="the source was misread")
    assert claims_seen(ledger, "custodian") == set()
    with pytest.raises(WrongStatus, match="is retracted"):
        publish_claim(ledger, "C1", actor="Ada")
    with session_on(ledger) as session:
        told = [(event.verb, event.actor) for event in history(session, "C1")]
    assert told == [("record", "Ada"), ("record", "Bob"), ("publish", "Ada"), ("retract", "Ada")]


def test_a_claim_takes_the_place_of_another_when_it_is_published_and_not_before(ledger: Ledger) -> None:
    published(recorded(ledger))
    supersede_claim(ledger, "C1", claim("C2", note="narrower"), actor="Ada")
    assert claims_seen(ledger) == {"C1"}
    published(ledger, "C2")
    assert claims_seen(ledger) == {"C2"}
    with session_on(ledger) as session:
        assert sorted(session.exec(select(Claim.status))) == ["published", "superseded"]


def test_what_was_taken_back_for_good_stays_so_when_a_later_claim_takes_its_place(ledger: Ledger) -> None:
    published(recorded(ledger))
    retract_claim(ledger, "C1", actor="Ada", reason="misread")
    supersede_claim(ledger, "C1", claim("C2"), actor="Ada")
    published(ledger, "C2")
    with session_on(ledger) as session:
        assert sorted(session.exec(select(Claim.status))) == ["published", "retracted"]


def test_a_retracted_source_holds_nothing_up(ledger: Ledger) -> None:
    published(recorded(ledger))
    retract_source(ledger, "S1", actor="Ada", reason="taken back by its publisher")
    disclosure = seen_by(ledger)
    assert not disclosure.claims
    assert [source.retracted for source in disclosure.sources.values()] == [True]
    with pytest.raises(WrongStatus, match="retracted already"):
        retract_source(ledger, "S1", actor="Ada", reason="again")


Verb = Callable[[Ledger, str, str | None], object]
VERBS: dict[str, Verb] = {
    "review": lambda ledger, key, actor: review_claim(
        ledger, key, seen=digest(ledger, "C1"), outcome="accepted", actor=actor
    ),
    "publish": lambda ledger, key, actor: publish_claim(ledger, key, actor=actor),
    "withdraw": lambda ledger, key, actor: withdraw_claim(ledger, key, actor=actor, reason="so"),
    "retract": lambda ledger, key, actor: retract_claim(ledger, key, actor=actor, reason="so"),
    "supersede": lambda ledger, key, actor: supersede_claim(ledger, key, claim("C2"), actor=actor),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS.keys())
def test_every_verb_asks_who_acts_and_refuses_what_is_no_claim(ledger: Ledger, verb: Verb) -> None:
    recorded(ledger)
    refusals: list[tuple[str, str | None, type[EvidenceError]]] = [
        ("C1", None, NoActor),
        ("C9", "Ada", NotFound),
        ("S1", "Ada", WrongKind),
    ]
    for key, actor, error in refusals:
        with pytest.raises(error):
            verb(ledger, key, actor)


def test_only_a_published_claim_can_be_withdrawn(ledger: Ledger) -> None:
    recorded(ledger)
    with pytest.raises(WrongStatus, match="is draft"):
        withdraw_claim(ledger, "C1", actor="Ada", reason="so")


def test_an_outcome_that_is_in_no_list_is_refused(ledger: Ledger) -> None:
    recorded(ledger)
    with pytest.raises(UnknownTerm, match="review_outcome"):
        review_claim(ledger, "C1", seen=digest(ledger, "C1"), outcome="fine", actor="Bob")


def test_the_history_of_a_claim_tells_what_it_superseded_and_the_replies_to_it(ledger: Ledger) -> None:
    published(recorded(ledger))
    recorded(ledger, reply("R1", "C1"))
    supersede_claim(ledger, "C1", claim("C2", note="narrower"), actor="Ada")
    published(ledger, "C2")
    with session_on(ledger) as session:
        told = {key: [(event.verb, event.key) for event in history(session, key)] for key in ("C1", "C2")}
    assert told["C1"] == told["C2"]
    assert {("record", "R1"), ("supersede", "C1"), ("publish", "C2")} <= set(told["C2"])
