"""Which citations count, mark by mark."""

from dataclasses import replace

import pytest

from evidence.dates import UNKNOWN
from evidence.grading import counts, stands
from evidence.views import CitationView, ClaimView, EntityView, SourceView

SOURCE = SourceView(id="s1", key="S1", title="A page", origin="Somebody")
CITATION = CitationView(source=SOURCE, origin="Somebody", assertion="press_report")
ENTITY = EntityView(id="e1", key="E1", kind="organisation", name="First")
RETRACTED = replace(CITATION, source=replace(SOURCE, retracted=True))


def claim(*citations: CitationView, outcome: str = "accepted") -> ClaimView:
    return ClaimView(
        id="c1",
        key="C1",
        subject=ENTITY,
        predicate="funds",
        object=replace(ENTITY, id="e2", key="E2"),
        scope=None,
        affirms=True,
        period=UNKNOWN,
        outcome=outcome,
        citations=citations,
    )


@pytest.mark.parametrize("reliability", [None, "A", "B", "C", "D"])
@pytest.mark.parametrize("credibility", [None, "1", "2", "3"])
def test_a_missing_or_middling_mark_does_not_stop_a_citation(reliability: str | None, credibility: str | None) -> None:
    citation = replace(CITATION, reliability=reliability, credibility=credibility)
    assert counts(claim(citation), citation)


@pytest.mark.parametrize("reliability", ["E", "F"])
@pytest.mark.parametrize("credibility", [None, "1", "2", "3"])
def test_a_source_that_is_unreliable_or_unjudged_does_not_count(reliability: str, credibility: str | None) -> None:
    citation = replace(CITATION, reliability=reliability, credibility=credibility)
    assert not counts(claim(citation), citation)


@pytest.mark.parametrize("credibility", ["4", "5", "6"])
@pytest.mark.parametrize("reliability", [None, "A", "D"])
def test_what_is_doubtful_improbable_or_unjudged_does_not_count(reliability: str | None, credibility: str) -> None:
    citation = replace(CITATION, reliability=reliability, credibility=credibility)
    assert not counts(claim(citation), citation)


def test_a_citation_of_a_retracted_source_does_not_count() -> None:
    assert not counts(claim(RETRACTED), RETRACTED)


def test_a_claim_that_was_let_in_with_work_to_do_counts_for_nothing() -> None:
    assert not counts(claim(CITATION, outcome="work_needed"), CITATION)


def test_a_claim_stands_while_one_source_of_it_is_not_retracted() -> None:
    assert stands(claim(RETRACTED, CITATION))
    assert not stands(claim(RETRACTED, RETRACTED))


def test_a_citation_that_does_not_count_still_holds_a_claim_up() -> None:
    assert stands(claim(replace(CITATION, reliability="F", credibility="6")))


def test_a_claim_without_a_citation_does_not_stand() -> None:
    assert not stands(claim())
