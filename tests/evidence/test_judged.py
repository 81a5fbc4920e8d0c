"""Judgements on whether two entities are one are disclosed where both entities are."""

import pytest

from evidence.drafts import JudgementDraft
from evidence.judged import judgements_on
from evidence.ledger import Ledger
from evidence.settings import LEVELS
from tests.evidence.small import entity, put, seen_by


def judgement(**more: str) -> JudgementDraft:
    plain = {"key": "J1", "entities": ["E1", "E2"], "verdict": "same", "basis": "one address"}
    return JudgementDraft.model_validate({**plain, **more})


def judged(ledger: Ledger, audience: str = "public") -> list[tuple[str, str, str, str]]:
    """Of every entity that is seen: its key, the verdict, the other's key, and the grounds."""
    seen = seen_by(ledger, audience)
    return [
        (view.key, one.verdict, other.key, one.basis)
        for view in seen.entities.values()
        for one, other in judgements_on(seen.judgements, view.id)
    ]


def test_a_judgement_is_on_both_of_its_entities_and_on_no_other(ledger: Ledger) -> None:
    put(ledger, entity("E1"), entity("E2"), entity("E3"), judgement())
    assert judged(ledger) == [("E1", "same", "E2", "one address"), ("E2", "same", "E1", "one address")]


def test_one_that_was_undone_is_no_longer_in_force(ledger: Ledger) -> None:
    put(ledger, entity("E1"), entity("E2"), judgement())
    put(ledger, judgement(verdict="unsure", basis="two addresses"))
    assert {verdict for _, verdict, _, _ in judged(ledger)} == {"unsure"}


@pytest.mark.parametrize("hidden", ["judgement", "entity"])
def test_who_may_not_see_it_or_one_of_its_entities_is_told_of_none(ledger: Ledger, hidden: str) -> None:
    levels = {"judgement": "public", "entity": "public", hidden: "team"}
    put(
        ledger,
        entity("E1"),
        entity("E2", visibility=levels["entity"]),
        judgement(visibility=levels["judgement"]),
    )
    assert [len(judged(ledger, audience)) for audience in LEVELS] == [0, 2, 2, 2]
