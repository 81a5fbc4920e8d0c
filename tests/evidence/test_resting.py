"""What rests on a record: all that names it, and what names that in turn."""

from pathlib import Path

import pytest

from evidence.captures import take_capture
from evidence.dialects import engine_of
from evidence.ledger import Ledger
from evidence.verification.faults import Hop, Resting
from evidence.verification.refolding import refold
from evidence.verification.resting import Support
from evidence.verification.tables import connected, read_rows
from tests.evidence.small import cite, claim, entity, published, recorded, reply, source


def resting_on(ledger: Ledger, *keys: str) -> Resting:
    engine = engine_of(ledger.address)
    with connected(engine) as connection:
        rows = read_rows(connection, [])
    engine.dispose()
    ids = tuple(row["id"] for row in rows["record"] if row["key"] in keys)
    return Support(refold(rows["audit_event"])).resting_on(ids)


@pytest.fixture
def case(ledger: Ledger) -> Ledger:
    """C1 rests on S1 alone, C2 on S2; R1 answers C1; S2 derives from S1, and C3 is to supersede C1."""
    recorded(ledger, entity("E1"), entity("E2"), entity("E3"), source("S1"), source("S2", derives_from=["S1"]))
    recorded(ledger, claim("C1"), claim("C2", object="E3", citations=[cite("S2")]))
    recorded(ledger, claim("C3", citations=[cite("S2")], supersedes="C1"), reply("R1", "C1"))
    return published(ledger, "C1", "C2")


def test_on_a_source_rest_the_claims_that_cite_it_their_hops_and_what_answers_them(case: Ledger) -> None:
    found = resting_on(case, "S1")
    assert found.claims == ("C1",)
    assert found.hops == (Hop("E1", "funds", "E2", None),)
    assert found.others == ("C1-review-001", "R1", "S1")


def test_on_an_entity_rests_every_claim_about_it(case: Ledger) -> None:
    assert resting_on(case, "E1").claims == ("C1", "C2", "C3")


def test_on_a_claim_rests_neither_what_supersedes_it_nor_its_source(case: Ledger) -> None:
    found = resting_on(case, "C1")
    assert (found.claims, "S1" in found.others) == (("C1",), False)


def test_a_draft_and_a_denial_carry_no_hop(ledger: Ledger) -> None:
    recorded(ledger, entity("E1"), entity("E2"), source("S1"), claim("C1"), claim("C2", polarity="denies"))
    published(ledger, "C2")
    assert resting_on(ledger, "C1", "C2") == Resting(claims=("C1", "C2"), others=("C2-review-001",))


def test_a_review_rests_on_the_version_that_it_judged(case: Ledger) -> None:
    recorded(case, claim("C1", note="a later version"), supersede=True)
    engine = engine_of(case.address)
    with connected(engine) as connection:
        rows = read_rows(connection, [])
    engine.dispose()
    older, newer = (row["id"] for row in sorted(rows["record"], key=lambda row: row["current"]) if row["key"] == "C1")
    support = Support(refold(rows["audit_event"]))
    assert "C1-review-001" in support.resting_on((older,)).others
    assert "C1-review-001" not in support.resting_on((newer,)).others


def test_on_a_capture_rest_the_claims_that_name_it(case: Ledger, tmp_path: Path) -> None:
    taken = take_capture(case, tmp_path / "vault", "S1", b"x", method="by hand", actor="Ada")
    recorded(case, claim("C9", citations=[cite(capture=taken.key), cite("S2")]))
    assert resting_on(case, taken.key).claims == ("C9",)


def test_what_is_no_record_holds_nothing_up(case: Ledger) -> None:
    assert resting_on(case, "none") == Resting()
