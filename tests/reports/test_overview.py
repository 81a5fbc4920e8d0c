"""An overview tells all that an investigation holds, each claim once with its replies, and nothing that is hidden."""

import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from typst import Fonts

from evidence.errors import NotFound
from evidence.views import ClaimView, Disclosure
from graph.model import base_of_claim
from graph.own_hop import hops_by_claim
from graph.projector import project
from reports.annex import ended_early, joined
from reports.document import Briefing, ClaimPart, Remark, Sentence
from reports.formats import FORMATS, written
from reports.linter import told_in_full
from reports.overview import Holdings, overview
from reports.pdf import render_pdf
from reports.sheets import render_xlsx
from reports.summary import NOT_ALL
from tests.reports.case import DAY, HEAD, Case, asked, briefed
from tests.reports.test_pdf import latin
from tests.reports.typeset import text_of_pdf


def told(
    disclosure: Disclosure, *, chains: bool = True, claims: set[str] | None = None, **parameters: object
) -> Briefing:
    """The overview of all that is disclosed, or of these claims by key."""
    mine = sorted(disclosure.claims.values(), key=lambda claim: claim.key)
    mine = [one for one in mine if claims is None or one.key in claims]
    hops = project(disclosure).hops_of([base for one in mine if (base := base_of_claim(one))])
    entities = tuple(sorted(disclosure.entities.values(), key=lambda one: one.key))
    holdings = Holdings("case", entities, tuple(mine), hops_by_claim(mine, hops))
    answers = [asked(disclosure, "BC", "XPC", **parameters)] if chains else []
    return overview(holdings, answers, disclosure, head=HEAD, made_on=DAY)


def section(briefing: Briefing, name: str) -> list[str]:
    return [item.heading for one in briefing.sections if one.name == name for item in one.items]


@pytest.fixture(scope="module")
def whole(disclosure: Disclosure) -> Briefing:
    return told(disclosure)


def test_it_is_written_in_every_format(whole: Briefing) -> None:
    for ending in FORMATS:
        if ending != ".pdf":
            assert written(whole, ending)
    text = text_of_pdf(render_pdf(told(Case(latin).disclosure()), Fonts(include_system_fonts=False)))
    assert "OVERVIEW" in text


def test_that_a_search_ended_at_its_budget_is_told_in_the_tables_too(disclosure: Disclosure, whole: Briefing) -> None:
    ended = told(disclosure, steps=20)
    about = {row[0]: row[1] for row in load_workbook(io.BytesIO(render_xlsx(ended)))["about"].values}
    assert about["search"] == NOT_ALL.text
    assert NOT_ALL.text in joined(ended).rows[0]
    assert not ended_early(whole)


def test_every_claim_is_told_once_with_every_reply(whole: Briefing, disclosure: Disclosure) -> None:
    parts = list(told_in_full(whole))
    assert sorted(part.key for part in parts) == sorted(claim.key for claim in disclosure.claims.values())
    replies = {claim.key: len(claim.replies) for claim in disclosure.claims.values()}
    assert {part.key: len(part.replies) for part in parts} == replies


def test_entities_stand_by_kind(whole: Briefing, disclosure: Disclosure) -> None:
    kinds = {entity.kind for entity in disclosure.entities.values()}
    headings = section(whole, "entities")
    assert len(headings) == len(kinds)
    assert sum(int(heading.split()[0]) for heading in headings) == len(disclosure.entities)


def test_claims_stand_under_the_standing_of_their_link(whole: Briefing, disclosure: Disclosure) -> None:
    standing = {hop.standing for hop in project(disclosure).hops_of(list(map(base_of, affirming(disclosure))))}
    headings = section(whole, "standing")
    order = [word for word in ("established", "documented", "corroborated", "reported", "unjudged") if word in standing]
    assert [heading.split()[3] for heading in headings if heading.startswith("Links that are ")] == order
    assert "Denials" in headings


def affirming(disclosure: Disclosure) -> list[ClaimView]:
    return [claim for claim in disclosure.claims.values() if claim.affirms and claim.object]


def base_of(claim: ClaimView) -> tuple[str, str, str]:
    base = base_of_claim(claim)
    assert base is not None
    return base


def test_the_chains_asked_for_are_read_out_with_notes(whole: Briefing, disclosure: Disclosure) -> None:
    (item,) = next(one for one in whole.sections if one.name == "chains").items
    readings = [one.text for one in item.passages if isinstance(one, Sentence)]
    assert readings[::2] == [chain.sentence for chain in asked(disclosure).chains]
    assert all(text.startswith("It is as strong as its weakest hop") for text in readings[1::2])
    none = next(one for one in told(disclosure, chains=False).sections if one.name == "chains")
    assert not none.items
    assert isinstance(none.passages[0], Remark)


@pytest.mark.parametrize("parameters", [{}, {"max_hops": 1}, {"steps": 1}, {"limit": 1}])
def test_the_limits_of_a_search_and_what_would_have_given_a_chain_are_told_as_in_a_briefing(
    disclosure: Disclosure, parameters: dict[str, Any]
) -> None:
    (item,) = next(one for one in told(disclosure, **parameters).sections if one.name == "chains").items
    said = [one.text for one in item.passages if isinstance(one, Remark)]
    assert said == [one.text for one in briefed(**parameters).summary if isinstance(one, Remark)]
    hinted = [text for text in said if text.startswith("What would have given one: ")]
    assert bool(hinted) == (not asked(disclosure, **parameters).chains)
    assert any("steps and 30 seconds" in text for text in said)


def test_what_a_chain_rests_on_outside_of_the_investigation_is_told_with_it(disclosure: Disclosure) -> None:
    some = told(disclosure, claims={"C08"})
    (item,) = next(one for one in some.sections if one.name == "chains").items
    ((_, rest),) = item.claims
    keys = {one.key for one in rest if isinstance(one, ClaimPart)}
    assert {"C04", "C11", "C11d"} <= keys


def test_a_contested_link_is_named_with_who_denies_it(whole: Briefing) -> None:
    assert "Contested: Hunan Police Academy cooperates with Xinjiang Police College" in section(whole, "disputes")


def test_what_was_looked_for_and_who_has_not_answered_is_told(whole: Briefing) -> None:
    headings = section(whole, "unresolved")
    assert any(heading.startswith("Lookup N01") for heading in headings)
    assert any(heading.startswith("Lookup N02") for heading in headings)


def test_of_nothing_there_is_no_overview(disclosure: Disclosure) -> None:
    with pytest.raises(NotFound, match="there is nothing to tell"):
        told(disclosure, claims=set())


@given(st.data())
def test_it_holds_no_claim_that_is_not_disclosed_and_counts_none(data: st.DataObject) -> None:
    whole = Case().disclosure()
    kept = data.draw(st.sets(st.sampled_from(sorted(claim.key for claim in whole.claims.values())), min_size=1))
    claims = {id_: claim for id_, claim in whole.claims.items() if claim.key in kept}
    bare = replace(whole, claims=claims, disputes=(), commitments=(), outcomes=(), actions=())
    briefing = told(bare, chains=False)
    assert {part.key for part in told_in_full(briefing)} == kept
    denials = sum(not claim.affirms for claim in claims.values())
    assert f"{len(kept)} published claim" in briefing.summary[0].text
    assert f"{len(kept) - denials} affirming, {denials} denial" in briefing.summary[0].text
