"""What the committed case must show: the chains that its sources bear out, and none that they do not."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from evidence.drafts import SourceDraft
from evidence.exchange.placed import Placed
from evidence.views import ClaimView, Disclosure
from graph.answer import AnswerOut, ChainOut
from graph.ask import answer
from graph.hops import hops_of
from graph.impact import impact
from graph.embedded_store import EmbeddedStore
from graph.model import Hop, base_of
from graph.projector import project
from graph.question import Question

COUNCIL, COLLEGE, HUNAN, SHANGHAI, PPSUC, XINJIANG = "E03", "E02", "E07", "E08", "E09", "E10"
FUND, POLICE_SCOTLAND, CID, TID = "E38", "E30", "E34", "E35"
SCOTLAND, SCOTTISH_COLLEGE, SRI_LANKA_POLICE = "E39", "E28", "E32"
WIDE = {"turns": True, "detours": True, "through_hubs": True, "limit": 10_000}

Relation = tuple[str, str, str, str | None]
"""Subject, predicate, object and scope, by keys."""
Ask = Callable[..., AnswerOut]


@pytest.fixture(scope="module")
def store(disclosure: Disclosure) -> EmbeddedStore:
    return project(disclosure)


@pytest.fixture(scope="module")
def ids(disclosure: Disclosure) -> Mapping[str, str]:
    return {view.key: id_ for views in (disclosure.entities, disclosure.sources) for id_, view in views.items()}


@pytest.fixture(scope="module")
def ask(store: EmbeddedStore, ids: Mapping[str, str]) -> Ask:
    def asked(start: str, end: str, **parameters: Any) -> AnswerOut:
        question = Question(frozenset({ids[start]}), frozenset({ids[end]}), **parameters)
        found = answer(store, question, policy="four_eyes")
        assert found.complete
        return found

    return asked


def keys(chain: ChainOut) -> list[str]:
    return [entity.key for entity in chain.entities]


def hops_by_relation(claims: Sequence[ClaimView]) -> dict[Relation, Hop]:
    return {relation_of(hop): hop for hop in hops_of(claims).values()}


def relation_of(hop: Hop) -> Relation:
    return hop.subject.key, hop.predicate.name, hop.object.key, hop.scope.key if hop.scope else None


def sources_of(hop: Hop) -> set[str]:
    return {cited.source.key for claim in hop.affirming for cited in claim.citations}


def worse(before: Mapping[Relation, Hop], after: Mapping[Relation, Hop]) -> tuple[set[Relation], set[Relation]]:
    """The relations whose hop is lost, and those whose hop has a lower standing or fewer origins."""
    weaker = {
        relation
        for relation, hop in after.items()
        if hop.level < before[relation].level or hop.origins < before[relation].origins
    }
    return set(before) - set(after), weaker


def test_the_council_reaches_xinjiang_police_college_by_hunan_and_no_further_than_an_association(ask: Ask) -> None:
    best = ask(COUNCIL, XINJIANG).chains[0]
    assert keys(best) == [COUNCIL, COLLEGE, HUNAN, XINJIANG]
    assert (best.scope.verdict, best.scope.ends_at.key, best.scope.beyond) == ("association", HUNAN, 1)
    assert best.scope.scope is not None
    assert best.scope.scope.key == "E25"
    assert (best.strength, 3 in best.weakest_hops) == ("reported", True)
    assert (best.hops[2].standing, best.hops[2].origins, best.hops[2].contested) == ("reported", 1, False)
    assert all(claim.citations for hop in best.hops for claim in hop.claims)


def test_the_governments_answers_stand_beside_the_weak_hop_as_answers_to_something_else(ask: Ask) -> None:
    replies = [reply for claim in ask(COUNCIL, XINJIANG).chains[0].hops[2].claims for reply in claim.replies]
    assert {(reply.party.key, reply.attribution) for reply in replies} == {("E04", "answers_something_else")}
    assert {reply.source.key for reply in replies if reply.source} == {"S04", "S05"}


def test_no_chain_to_xinjiang_police_college_goes_through_shanghai(ask: Ask) -> None:
    assert [chain for chain in ask(COUNCIL, XINJIANG, limit=100).chains if SHANGHAI in keys(chain)] == []


@pytest.mark.parametrize("narrow", [{"max_hops": 2}, {"same_arrangement": True}])
def test_shanghai_reaches_xinjiang_neither_soon_nor_in_one_arrangement(ask: Ask, narrow: Mapping[str, Any]) -> None:
    assert ask(SHANGHAI, XINJIANG, **narrow).chains == ()


def test_the_alleged_direct_link_to_xinjiang_draws_no_hop(ask: Ask, disclosure: Disclosure) -> None:
    assert ask(COLLEGE, "E15", max_hops=1).chains == ()
    assert [claim.object for claim in disclosure.claims.values() if claim.key == "C12"] == [None]


def test_the_council_reaches_ppsuc_only_as_an_association_that_ends_at_the_college(ask: Ask) -> None:
    chains = ask(COUNCIL, PPSUC, limit=100).chains
    assert {chain.scope.verdict for chain in chains} == {"association"}
    assert (keys(chains[0]), chains[0].scope.ends_at.key) == ([COUNCIL, COLLEGE, PPSUC], COLLEGE)
    assert ask(COUNCIL, PPSUC, same_arrangement=True).chains == ()


def test_what_the_government_denies_of_the_project_makes_no_hop(disclosure: Disclosure) -> None:
    hops = hops_by_relation(list(disclosure.claims.values()))
    assert [relation for relation in hops if relation[:3] in {(PPSUC, "participates_in", "E25")}] == []
    assert [relation for relation in hops if relation[:3] in {(XINJIANG, "participates_in", "E25")}] == []
    assert [relation for relation in hops if relation[1:3] == ("funds", "E16")] == []


def test_eight_sources_of_one_report_are_one_origin(disclosure: Disclosure) -> None:
    report = {source.key for source in disclosure.sources.values() if source.origin == "O-FFT"}
    assert report == {"S01", "S02", "S03", "S06", "S07", "S08", "S09", "S10"}
    resting = [hop for hop in hops_of(disclosure.claims.values()).values() if sources_of(hop) <= report]
    assert {(hop.standing, hop.origins) for hop in resting} == {("reported", 1)}


def test_a_question_that_repeats_the_report_raises_no_standing(disclosure: Disclosure) -> None:
    hop = hops_by_relation(list(disclosure.claims.values()))["E17", "sanctions", XINJIANG, None]
    assert (sources_of(hop), hop.standing, hop.origins) == ({"S05", "S06"}, "reported", 1)


@pytest.mark.parametrize("unit", [CID, TID])
def test_the_fund_reaches_cid_and_tid_by_police_scotland_first_of_a_handful(ask: Ask, unit: str) -> None:
    chains = ask(FUND, unit).chains
    assert keys(chains[0]) == [FUND, POLICE_SCOTLAND, unit]
    assert [hop.predicate for hop in chains[0].hops] == ["funds", "trains"]
    assert 2 <= len(chains) <= 8


def test_the_scottish_government_reaches_sri_lanka_police_in_one_arrangement_while_it_paid(ask: Ask) -> None:
    best = ask(SCOTLAND, SRI_LANKA_POLICE).chains[0]
    assert keys(best) == [SCOTLAND, SCOTTISH_COLLEGE, SRI_LANKA_POLICE]
    assert (best.scope.verdict, best.strength) == ("one_arrangement", "documented")
    assert [(window.from_, window.to) for window in best.time.windows] == [("2010-08-01", "2013-03-31")]


def test_two_years_later_nothing_connects_them(ask: Ask) -> None:
    on = dt.date(2015, 1, 1).toordinal()
    assert ask(SCOTLAND, SRI_LANKA_POLICE, valid_on=on).chains == ()


def test_the_end_of_the_training_is_an_outcome_whose_reasons_are_disputed(disclosure: Disclosure) -> None:
    by_key = {outcome.key: outcome for outcome in disclosure.outcomes}
    reasons = {disclosure.claims[id_].key for id_ in by_key["O05"].reasons}
    assert (by_key["O05"].kind, reasons) == ("ended", {"L17c", "L17d", "L17e"})
    disputed = {disclosure.claims[id_].key for dispute in disclosure.disputes for id_ in dispute.claims}
    assert reasons <= disputed


def test_credit_is_a_claim_by_somebody_and_no_relation(disclosure: Disclosure) -> None:
    credits = [claim for claim in disclosure.claims.values() if claim.value and claim.value[1] == "claim of credit"]
    assert sorted(claim.key for claim in credits) == ["L29", "L29b", "L29c"]
    assert {(claim.object, cited.assertion) for claim in credits for cited in claim.citations} == {(None, "allegation")}


@pytest.mark.parametrize(
    ("start", "end", "least"),
    [(COUNCIL, XINJIANG, 24), (COUNCIL, PPSUC, 24), (FUND, CID, 24), (FUND, TID, 24), (SCOTLAND, SRI_LANKA_POLICE, 12)],
)
def test_with_turns_detours_and_hubs_let_in_there_are_dozens(ask: Ask, start: str, end: str, least: int) -> None:
    assert len(ask(start, end, **WIDE).chains) >= least


def test_the_corps_and_its_bureau_are_passed_by_no_chain(ask: Ask) -> None:
    for start, end in [(COUNCIL, XINJIANG), (COUNCIL, "E11"), (COLLEGE, "E17"), (COLLEGE, "E18")]:
        assert [chain for chain in ask(start, end, limit=100).chains if "E12" in keys(chain)] == []


def test_the_weak_carrier_holds_up_the_weak_hops(
    disclosure: Disclosure, store: EmbeddedStore, ids: Mapping[str, str]
) -> None:
    question = Question(frozenset({ids[COUNCIL]}), frozenset({ids[XINJIANG]}))
    found = impact(store, disclosure, ids["S09"], question)
    lost = {(hop.subject, hop.predicate, hop.object) for hop in found.hops_lost}
    assert {(PPSUC, "cooperates_with", "E13"), (HUNAN, "cooperates_with", XINJIANG)} <= lost
    weakened = {(hop.subject, hop.object): (hop.from_, hop.to) for hop in found.hops_weakened}
    assert weakened == {(PPSUC, XINJIANG): ("corroborated", "reported")}
    assert found.chains_lost


def test_what_breaks_with_a_source_is_what_recomputing_without_it_gives(
    disclosure: Disclosure, store: EmbeddedStore
) -> None:
    claims = list(disclosure.claims.values())
    before = hops_by_relation(claims)
    for source in disclosure.sources.values():
        lost, weaker = worse(before, hops_by_relation([without(claim, source.id) for claim in claims]))
        found = impact(store, disclosure, source.id)
        assert {(hop.subject, hop.predicate, hop.object, hop.scope) for hop in found.hops_lost} == lost, source.key
        assert {(hop.subject, hop.predicate, hop.object, hop.scope) for hop in found.hops_weakened} == weaker


def test_what_breaks_with_a_source_is_what_loading_it_as_retracted_gives(
    disclosure: Disclosure,
    store: EmbeddedStore,
    placed: list[Placed],
    ids: Mapping[str, str],
    loaded: Callable[[Sequence[Placed]], Disclosure],
) -> None:
    taken_back = loaded([retracted(one) if one.draft.key == "S09" else one for one in placed])
    lost, weaker = worse(
        hops_by_relation(list(disclosure.claims.values())), hops_by_relation(list(taken_back.claims.values()))
    )
    found = impact(store, disclosure, ids["S09"])
    assert {(hop.subject, hop.predicate, hop.object, hop.scope) for hop in found.hops_lost} == lost
    assert {(hop.subject, hop.predicate, hop.object, hop.scope) for hop in found.hops_weakened} == weaker


def retracted(placed: Placed) -> Placed:
    assert isinstance(placed.draft, SourceDraft)
    return replace(placed, draft=placed.draft.model_copy(update={"status": "retracted"}))


def without(claim: ClaimView, source: str) -> ClaimView:
    """The claim with its citations of the source left out; a claim left without one stays, and supports nothing."""
    return replace(
        claim,
        citations=tuple(
            replace(cited, source=replace(cited.source, retracted=cited.source.id == source or cited.source.retracted))
            for cited in claim.citations
        ),
    )


def test_an_official_act_is_read_from_an_official_text(disclosure: Disclosure) -> None:
    acts = [
        citation.source.type
        for claim in disclosure.claims.values()
        for citation in claim.citations
        if citation.assertion == "official_act"
    ]
    assert set(acts) == {"official_act", "official_release"}


def test_a_later_report_of_the_same_organisation_is_no_second_origin(disclosure: Disclosure) -> None:
    later = {claim.key: {one.origin for one in claim.citations} for claim in claims_citing(disclosure, "S30")}
    assert later == {"C16": {"O-FFT"}, "C16b": {"O-FFT"}}


def test_what_a_government_says_of_authorisation_does_not_contest_it(
    store: EmbeddedStore, ids: Mapping[str, str]
) -> None:
    (hop,) = store.hops_of([base_of("authorises", ids["E04"], ids["E30"])])
    assert not hop.contested
    assert [reply.attribution for claim in hop.affirming for reply in claim.replies] == ["acknowledges"]


def test_who_called_the_visit_off_is_disputed(disclosure: Disclosure) -> None:
    disputed = {disclosure.claims[id_].key for one in disclosure.disputes if one.key == "D16" for id_ in one.claims}
    assert disputed == {"L13", "L13b"}


def claims_citing(disclosure: Disclosure, source: str) -> list[ClaimView]:
    return [one for one in disclosure.claims.values() if any(cited.source.key == source for cited in one.citations)]
