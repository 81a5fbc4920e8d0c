"""Credibility 1 stays where two origins hold it up: no source takes another origin under it."""

import pytest

from evidence.claims import retract_claim, withdraw_claim
from evidence.drafts import RecordDraft
from evidence.errors import CaseRefused
from evidence.exchange.batch import load
from evidence.exchange.cut import drafts_for
from evidence.exchange.placed import Place, Placed
from evidence.ledger import Ledger
from tests.evidence.small import cite, claim, entity, put, seen_by, session_on, source

CONFIRMED = claim(citations=[cite("S1", credibility="1"), cite("S2")])
ONE_ORIGIN = source("S2", origin="Origin of S1 ")


@pytest.fixture
def confirmed(ledger: Ledger) -> Ledger:
    put(ledger, entity("E1"), entity("E2"), source("S1"), source("S2"), CONFIRMED)
    return ledger


def origin_of_s2(ledger: Ledger) -> str:
    return next(one.origin for one in seen_by(ledger).sources.values() if one.key == "S2")


def loaded_again(ledger: Ledger, audience: str) -> tuple[int, int]:
    """How many records of an export the same ledger takes as new or other, and how many it has so already."""
    with session_on(ledger) as session:
        drafts = drafts_for(session, audience, "case")
    entered = load(ledger, [Placed(one, Place("out", 1)) for one in drafts], actor="Ada", investigation="case")
    return len(entered.new) + len(entered.replaced), entered.unchanged


def test_a_source_takes_no_origin_that_leaves_a_credibility_one_with_one(confirmed: Ledger) -> None:
    with pytest.raises(CaseRefused, match="origin: C1 would keep a credibility 1") as refused:
        put(confirmed, ONE_ORIGIN)
    assert [mistake.line for mistake in refused.value.mistakes] == [1]
    assert origin_of_s2(confirmed) == "origin of S2"


def test_a_withdrawn_claim_may_be_published_again_so_its_grade_counts(confirmed: Ledger) -> None:
    withdraw_claim(confirmed, "C1", actor="Ada", reason="being looked at")
    with pytest.raises(CaseRefused, match="C1 would keep"):
        put(confirmed, ONE_ORIGIN)


def test_of_a_claim_that_was_retracted_no_grade_is_in_the_way(confirmed: Ledger) -> None:
    retract_claim(confirmed, "C1", actor="Ada", reason="misread")
    put(confirmed, ONE_ORIGIN)
    assert origin_of_s2(confirmed) == ONE_ORIGIN.origin
    assert loaded_again(confirmed, "custodian") == (0, 5)


def test_nor_of_a_version_that_another_took_the_key_of(confirmed: Ledger) -> None:
    put(confirmed, claim(citations=[cite("S1"), cite("S2")]))
    put(confirmed, ONE_ORIGIN)
    assert origin_of_s2(confirmed) == ONE_ORIGIN.origin


@pytest.mark.parametrize(
    "other",
    [
        claim(citations=[cite("S1"), cite("S2")]),
        claim(citations=[cite("S1", credibility="1"), cite("S2", origin="a third")]),
        source("S1", origin="a third"),
    ],
    ids=["without the 1", "an origin of its own", "the other source moves too"],
)
def test_what_keeps_two_origins_or_leaves_the_one_away_may_come_together_with_it(
    confirmed: Ledger, other: RecordDraft
) -> None:
    put(confirmed, ONE_ORIGIN, other)
    assert origin_of_s2(confirmed) == ONE_ORIGIN.origin


def test_two_sources_do_not_take_one_origin_together(confirmed: Ledger) -> None:
    with pytest.raises(CaseRefused, match="C1 would keep") as refused:
        put(confirmed, source("S1", origin="one"), source("S2", origin="One"))
    assert len(refused.value.mistakes) == 2


def test_an_origin_that_is_written_otherwise_or_that_a_third_source_has_as_well_is_taken(confirmed: Ledger) -> None:
    put(confirmed, source("S2", origin=" ORIGIN of s2"))
    put(confirmed, source("S3"), claim(citations=[cite("S1", credibility="1"), cite("S2"), cite("S3")]))
    put(confirmed, ONE_ORIGIN)
    assert origin_of_s2(confirmed) == ONE_ORIGIN.origin


@pytest.mark.parametrize("audience", ["public", "team", "custodian"])
def test_a_ledger_with_an_unconfirmed_grade_takes_its_own_export_as_what_it_has(
    unconfirmed: Ledger, another: Ledger, audience: str
) -> None:
    assert loaded_again(unconfirmed, audience) == (0, 5)
    with session_on(unconfirmed) as session:
        drafts = drafts_for(session, audience, "case")
    put(another, *drafts)
    with session_on(another) as session:
        assert drafts_for(session, audience, "case") == drafts


@pytest.fixture
def unconfirmed(confirmed: Ledger, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """What an earlier version let happen: both sources of a credibility 1 have one origin."""
    with monkeypatch.context() as earlier:
        earlier.setattr("evidence.plan.left_unconfirmed", lambda *_: [])
        put(confirmed, ONE_ORIGIN)
    return confirmed


def test_an_unconfirmed_grade_is_in_the_way_of_no_other_spelling_of_its_origin(unconfirmed: Ledger) -> None:
    put(unconfirmed, source("S1", origin="Origin One"), source("S2", origin="Origin One"))
    assert origin_of_s2(unconfirmed) == "Origin One"


@pytest.mark.parametrize("beside", [(), (source("S2", origin="a third"),)], ids=["alone", "with a second origin"])
def test_an_unconfirmed_grade_is_taken_off_where_that_is_asked_for_and_does_not_come_to_life(
    unconfirmed: Ledger, beside: tuple[RecordDraft, ...]
) -> None:
    put(unconfirmed, claim(citations=[cite("S1"), cite("S2")]), *beside)
    put(unconfirmed, source("S2", origin="a third"))
    (shown,) = seen_by(unconfirmed).claims.values()
    assert [one.credibility for one in shown.citations] == [None, None]


def test_a_claim_that_is_given_without_its_confirmed_grade_is_another_version(confirmed: Ledger) -> None:
    with pytest.raises(CaseRefused, match="stands for other content already"):
        load(
            confirmed,
            [Placed(claim(citations=[cite("S1"), cite("S2")]), Place("out", 1))],
            actor="Ada",
            investigation="case",
        )
