"""Which claims stand in the place of one that gave way, for each reader."""

from typing import Any

import pytest

from evidence.claims import retract_claim, withdraw_claim
from evidence.drafts import ClaimDraft, DisputeDraft, RecordDraft
from evidence.exchange.batch import load
from evidence.exchange.cut import drafts_for
from evidence.exchange.placed import Place, Placed
from evidence.ledger import Ledger
from tests.evidence.small import claim, entity, put, reply, seen_by, session_on, small_case

LONG = 1_100
"""More than Python calls within one another."""


def loaded(ledger: Ledger, *drafts: RecordDraft) -> Ledger:
    placed = [Placed(draft, Place("case.jsonl", line)) for line, draft in enumerate(drafts, start=1)]
    load(ledger, placed, actor="Ada", investigation="case")
    return ledger


def later(key: str, older: str, **more: Any) -> ClaimDraft:
    return claim(key, supersedes=older, **more)


def answered(ledger: Ledger, audience: str = "public") -> set[str]:
    """The keys of claims that have a reply."""
    return {one.key for one in seen_by(ledger, audience).claims.values() if one.replies}


LINES: dict[str, tuple[list[ClaimDraft], set[str]]] = {
    "one": ([later("C2", "C1")], {"C2"}),
    "one after another": ([later("C2", "C1"), later("C3", "C2")], {"C3"}),
    "two beside each other": ([later("C2", "C1"), later("C3", "C1")], {"C2", "C3"}),
    "one that is hidden, beside one that is not": (
        [later("C2", "C1"), later("C3", "C1", visibility="team")],
        {"C2"},
    ),
    "one behind one that is hidden": ([later("C2", "C1", visibility="team"), later("C3", "C2")], set()),
    "one behind one that names what is hidden": ([later("C2", "C1", subject="E3"), later("C3", "C2")], set()),
    "one that is not published": ([later("C2", "C1", status="draft")], {"C1"}),
    "one of another subject": ([later("C2", "C1", subject="E4")], set()),
    "one of another object": ([later("C2", "C1", object="E4")], set()),
    "one with another predicate": ([later("C2", "C1", predicate="trains")], set()),
    "one within a scope": ([later("C2", "C1", scope="P1")], set()),
    "one that denies": ([later("C2", "C1", polarity="denies")], set()),
    "one of another time": ([later("C2", "C1", period={"edtf": "2019"})], {"C2"}),
    "one of another relation, beside one of the same": ([later("C2", "C1", object="E4"), later("C3", "C1")], {"C3"}),
    "one of the same relation, behind one of another": ([later("C2", "C1", object="E4"), later("C3", "C2")], {"C3"}),
}


def case() -> list[RecordDraft]:
    others = [entity("E3", visibility="team"), entity("E4"), entity("P1", kind="programme")]
    return [*small_case(), *others, reply("R1", "C1")]


@pytest.mark.parametrize(("line", "keys"), LINES.values(), ids=LINES.keys())
def test_a_reply_goes_on_to_what_says_the_same_in_the_place_of_its_claim_as_far_as_its_reader_sees(
    ledger: Ledger, line: list[ClaimDraft], keys: set[str]
) -> None:
    loaded(ledger, *case())
    for one in line:
        loaded(ledger, one)
    assert answered(ledger) == keys


@pytest.mark.parametrize("audience", ["public", "team"])
@pytest.mark.parametrize(("line", "_keys"), LINES.values(), ids=LINES.keys())
def test_it_goes_to_the_same_claims_in_a_ledger_that_an_export_was_loaded_into(
    ledger: Ledger, another: Ledger, line: list[ClaimDraft], _keys: set[str], audience: str
) -> None:
    loaded(ledger, *case())
    for one in line:
        loaded(ledger, one)
    with session_on(ledger) as session:
        cut = drafts_for(session, audience, "case")
    assert answered(loaded(another, *cut), audience) == answered(ledger, audience)


def test_a_reply_goes_on_to_the_same_relation_told_from_its_other_end(ledger: Ledger) -> None:
    loaded(ledger, *small_case(), claim("C2", predicate="partners_with"), reply("R1", "C2"))
    loaded(ledger, later("C3", "C2", predicate="partners_with", subject="E2", object="E1"))
    assert answered(ledger) == {"C3"}


def disputes(ledger: Ledger) -> tuple[list[str], list[str]]:
    """The keys of disputes that the public is told, and that an export for it holds."""
    with session_on(ledger) as session:
        exported = [one.key for one in drafts_for(session, "public", "case") if one.record == "dispute"]
    return [one.key for one in seen_by(ledger).disputes], exported


LAST = {
    "a draft over one that was retracted": claim("C1", status="draft", note="unseen"),
    "a version that names what is hidden over one that was retracted": claim("C1", subject="E3"),
    "a draft that was retracted in the place of one that was": claim("C2", supersedes="C1", status="draft"),
}


@pytest.mark.parametrize("unseen", LAST.values(), ids=LAST.keys())
def test_what_nobody_was_told_of_takes_no_dispute_away_and_brings_none(ledger: Ledger, unseen: ClaimDraft) -> None:
    both = DisputeDraft(key="D1", claims=("C1", "C4"), about="the amount")
    loaded(ledger, *case(), claim("C4", object="E4"), both)
    retract_claim(ledger, "C1", actor="Ada", reason="misread")
    assert disputes(ledger) == (["D1"], ["D1"])
    put(ledger, unseen)
    assert disputes(ledger) == (["D1"], ["D1"])
    retract_claim(ledger, unseen.key, actor="Ada", reason="wrong")
    assert disputes(ledger) == (["D1"], ["D1"])


def test_a_dispute_of_a_draft_is_not_told_once_the_draft_was_retracted(ledger: Ledger) -> None:
    """Or else that there was a draft, and that it was retracted, would be seen."""
    both = DisputeDraft(key="D1", claims=("C1", "C2"), about="the amount")
    loaded(ledger, *small_case(), claim("C2", status="draft"), both)
    retract_claim(ledger, "C2", actor="Ada", reason="misread")
    assert disputes(ledger) == ([], [])


def test_a_dispute_of_a_draft_goes_on_to_what_was_published_in_its_place(ledger: Ledger) -> None:
    loaded(ledger, *small_case(), claim("C2", status="draft"), DisputeDraft(key="D1", claims=("C2",), about="it"))
    assert disputes(ledger) == ([], [])
    loaded(ledger, later("C3", "C2"))
    assert disputes(ledger) == (["D1"], ["D1"])


def test_who_sees_drafts_is_told_of_what_one_of_them_fell_out_of(ledger: Ledger) -> None:
    both = DisputeDraft(key="D1", claims=("C1", "C2"), about="the amount")
    loaded(ledger, *small_case(), claim("C2", status="draft"), both)
    retract_claim(ledger, "C2", actor="Ada", reason="misread")
    assert [one.key for one in seen_by(ledger, "team").disputes] == ["D1"]


def test_a_claim_that_no_longer_takes_the_place_of_another_is_not_led_to(ledger: Ledger) -> None:
    loaded(ledger, *small_case(), reply("R1", "C1"))
    loaded(ledger, later("C2", "C1"))
    assert answered(ledger) == {"C2"}
    put(ledger, claim("C2", note="of its own"))
    assert answered(ledger) == set()


def test_a_line_of_any_length_has_an_end(ledger: Ledger) -> None:
    loaded(ledger, *small_case(), reply("R1", "C1"))
    line = [later(f"C{number}", f"C{number - 1}", status="withdrawn") for number in range(2, LONG)]
    loaded(ledger, *line, later(f"C{LONG}", f"C{LONG - 1}"))
    withdraw_claim(ledger, "C1", actor="Ada", reason="later")
    assert answered(ledger) == {f"C{LONG}"}


def test_claims_that_took_each_others_place_lead_nowhere_once_both_are_gone(ledger: Ledger) -> None:
    loaded(ledger, *small_case(), reply("R1", "C1"))
    loaded(ledger, later("C2", "C1"))
    put(ledger, later("C1", "C2", status="withdrawn"))
    assert answered(ledger) == {"C2"}
    withdraw_claim(ledger, "C2", actor="Ada", reason="later")
    assert answered(ledger) == set()


def test_a_dispute_is_gone_with_the_last_claim_that_stands_in_the_place_of_its_own(ledger: Ledger) -> None:
    dispute = DisputeDraft(key="D1", claims=("C1",), about="the amount")
    loaded(ledger, *small_case(), dispute)
    loaded(ledger, later("C2", "C1"))
    assert [one.key for one in seen_by(ledger).disputes] == ["D1"]
    withdraw_claim(ledger, "C2", actor="Ada", reason="address checked again")
    assert not seen_by(ledger).disputes
