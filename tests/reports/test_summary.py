"""The summary says what the best chain says, and no more."""

from dataclasses import replace

from evidence.views import Disclosure
from reports.briefing import build_briefing
from reports.document import Briefing, Sentence
from reports.kinds import short_summary
from reports.summary import trust
from tests.graph.making import cite, claim, disclosed
from tests.reports.case import DAY, HEAD, asked, briefed


def texts(briefing: Briefing) -> list[str]:
    return [passage.text for passage in briefing.summary]


def test_a_record_kept_by_one_person_says_that_nobody_else_reviewed_it(briefing: Briefing) -> None:
    assert briefing.trust[0].text == "One person keeps this record: nobody else has reviewed it."


def test_claims_reviewed_elsewhere_are_counted(disclosure: Disclosure) -> None:
    mine = replace(disclosure.claims["id-C11"], reviewed_elsewhere=False)
    remarks = [remark.text for remark in trust("four_eyes", [mine, disclosure.claims["id-C04"]])]
    assert remarks[0].startswith("Four eyes")
    assert remarks[1].startswith("Of the 2 claims that it draws on, 1 came in as already published")


def test_claims_reviewed_here_are_not_said_to_come_from_elsewhere(disclosure: Disclosure) -> None:
    mine = replace(disclosure.claims["id-C11"], reviewed_elsewhere=False)
    assert len(list(trust("four_eyes", [mine]))) == 1


def test_the_best_chain_comes_first_with_its_weakest_hops_and_verdicts(briefing: Briefing) -> None:
    best, weakest, scope, time, contested, origins = [
        passage.text for passage in briefing.summary if isinstance(passage, Sentence)
    ]
    assert best.startswith(
        "The best of 4 chains leads from British Council by way of London Policing College and Hunan"
    )
    assert "its weakest hops, reported (one origin, not primary): hop 1 (" in weakest
    assert "ends at Hunan Police Academy, and 1 hop lies beyond it; no source states that money" in scope
    assert time.startswith("Time: possible")
    assert contested.startswith("Hop 3 (Hunan Police Academy cooperates with Xinjiang Police College) is contested")
    assert origins == "All 4 chains together rest on 3 independent origins: O-FFT, O-LPC and O-GOV."


def test_one_chain_of_one_hop_is_direct_and_one_arrangement() -> None:
    said = texts(briefed(end="LPC", predicates=frozenset({"funds"})))
    assert said[0] == "The chain found leads from British Council, directly to London Policing College."
    assert said[2] == "Scope: one arrangement (Policing project)."


def test_the_limits_of_the_search_are_stated(briefing: Briefing) -> None:
    assert "Searched for chains of up to 6 hops, within 1,000,000 steps and 30 seconds" in texts(briefing)[-2]
    assert "4 chains told, in 2 routes (at most 10 were asked for)" in texts(briefing)[-2]
    assert texts(briefing)[-1] == "The search was complete within these limits."


def test_chains_beyond_the_limit_are_not_counted_away(disclosure: Disclosure) -> None:
    assert texts(briefed(limit=1))[0].startswith("The best of more than 1 chain leads from")
    assert any(text.startswith("The chain told rests on") for text in texts(briefed(limit=1)))
    assert texts(briefed(limit=2))[0].startswith("The best of more than 2 chains leads from")
    assert any(text.startswith("The 2 chains told together rest on") for text in texts(briefed(limit=2)))
    short = short_summary(asked(disclosure, limit=1), disclosure, head=HEAD, made_on=DAY)
    assert texts(short)[0].startswith("The best of more than 1 chain leads from")


def test_chains_cut_off_and_a_spent_budget_are_said() -> None:
    assert "There are more chains than were asked for; those told rank before the rest." in texts(briefed(limit=1))
    assert texts(briefed(steps=1))[-1].startswith("The search ended at its budget")


def test_a_hop_of_which_no_citation_counts_is_not_told_to_rest_on_an_origin() -> None:
    told = disclosed(claim("c1", "a", "funds", "b", cite("s")), claim("c2", "b", "trains", "z", cite(reliability="E")))
    said = texts(build_briefing(asked(told, "a", "z"), told, head=HEAD, made_on=DAY))
    rests = "The chain rests on 1 independent origin: origin of s"
    assert f"{rests}; 1 hop, of which no citation counts, rests on none." in said
