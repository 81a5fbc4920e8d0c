"""Which sources the sentences on a chain lead to."""

from dataclasses import replace
from typing import Any

from evidence.views import ClaimView, Disclosure
from graph.answer import AnswerOut
from graph.ask import answer
from graph.projector import project
from reports.document import Briefing, ClaimPart, Sentence
from reports.finding import cite_chain
from reports.kinds import short_summary
from reports.routes_told import RoutesTold
from reports.scene import Scene
from reports.teller import Teller
from tests.graph.making import asked, cite, claim, disclosed, reply, source
from tests.reports.case import DAY, HEAD


def link(key: str, *cited: Any, **more: Any) -> ClaimView:
    return claim(key, "a", "trains", "b", *(cited or (cite(f"s-{key}"),)), **more)


def answered(*claims: ClaimView) -> tuple[AnswerOut, Disclosure]:
    disclosure = disclosed(*claims)
    return answer(project(disclosure), asked("a", "b"), policy="four_eyes"), disclosure


def summary_of(*claims: ClaimView) -> Briefing:
    return short_summary(*answered(*claims), head=HEAD, made_on=DAY)


def keys(briefing: Briefing, opening: str) -> set[str]:
    """The sources to which the summary's sentence leads that begins so."""
    (found,) = [one for one in briefing.summary if isinstance(one, Sentence) and one.text.startswith(opening)]
    return {note.source.key for note in briefing.notes if note.number in found.notes}


def told(briefing: Briefing) -> set[str]:
    items = [one for section in briefing.sections for item in section.items for _, some in item.claims for one in some]
    return {one.key for one in items if isinstance(one, ClaimPart)}


OFFICIAL = {"assertion": "official_record"}


def test_days_are_noted_with_the_claims_that_give_them_and_these_are_told() -> None:
    briefing = summary_of(
        link("undated", cite("s-undated", **OFFICIAL)), link("day", edtf="2019-05-17"), link("same", edtf="2019-05-17")
    )
    assert keys(briefing, "Time: observed") == {"s-day"}
    assert told(briefing) == {"undated", "day"}


def test_every_claim_that_adds_days_is_among_them_and_none_that_adds_no_certain_one() -> None:
    briefing = summary_of(
        link("early", edtf="2010/2012"),
        link("late", edtf="2013/2014"),
        link("within", edtf="2011"),
        link("some-time", edtf="2015~"),
        link("ungraded", cite("s-ungraded", reliability="E", credibility="5"), edtf="2016"),
    )
    assert keys(briefing, "Time: observed") == {"s-early", "s-late"}


def test_possible_days_are_noted_with_claims_that_count_for_nothing_too_for_they_make_them() -> None:
    briefing = summary_of(
        link("about", edtf="2015~"),
        link("weak", cite("s-weak", reliability="E", credibility="5"), edtf="2020~"),
    )
    assert keys(briefing, "Time: possible") == {"s-about", "s-weak"}
    assert told(briefing) == {"about", "weak"}


def test_beside_a_dated_claim_one_in_the_present_tense_gives_its_day_and_an_undated_one_nothing() -> None:
    briefing = summary_of(
        link("undated", cite("s-undated", **OFFICIAL)),
        link("now", cite("s-now", reliability="E", credibility="5"), as_of="2018-01-01"),
        link("past", cite("s-past", reliability="E", credibility="5"), edtf="2015~"),
    )
    assert keys(briefing, "Time: possible") == {"s-now", "s-past"}


def test_how_good_a_link_is_is_noted_with_a_citation_of_each_origin() -> None:
    briefing = summary_of(
        link("one", cite("s-one", origin="Ministry", **OFFICIAL)),
        link("two", cite("s-two", origin="Guardian")),
        link("two-again", cite("s-two-again", origin="guardian ")),
    )
    assert keys(briefing, "It is as strong as its weakest hop, established") == {"s-one", "s-two"}


def test_of_a_link_on_which_nothing_counts_it_is_noted_with_the_best_claim() -> None:
    briefing = summary_of(link("weak", cite("s-weak", reliability="E", credibility="5")))
    assert keys(briefing, "It is as strong as its weakest hop, unjudged") == {"s-weak"}


def answered_back() -> ClaimView:
    both = tuple(replace(reply(how), id=how, source=source(how)) for how in ("denies", "acknowledges"))
    return link("press", replies=both)


def test_a_denial_in_a_reply_to_any_claim_of_a_link_is_told_where_the_link_is_called_contested() -> None:
    briefing = summary_of(link("official", cite("s-official", **OFFICIAL)), answered_back())
    assert keys(briefing, "Hop 1") == {"s-official", "s-press", "denies"}
    assert told(briefing) == {"official", "press"}


def test_a_reply_that_rejects_a_denial_contests_no_link() -> None:
    rejected = replace(reply("denies"), id="rejects", source=source("rejects"))
    briefing = summary_of(link("said"), link("denial", affirms=False, replies=(rejected,)))
    assert keys(briefing, "Hop 1") == {"s-said", "s-denial"}


def test_the_reading_of_a_chain_leads_to_what_dates_it_and_to_who_contests_it() -> None:
    found, disclosure = answered(
        link("official", cite("s-official", **OFFICIAL)), link("day", edtf="2019-05-17"), answered_back()
    )
    teller = Teller(disclosure)
    (route,) = RoutesTold(teller, Scene.of(found, disclosure)).routes(found.chains)
    noted = {note.source.key for note in teller.notes.listed() if note.number in route.chains[0].reading.notes}
    assert noted == {"s-official", "s-day", "s-press", "denies"}


def test_a_chain_that_is_cited_names_what_dates_it_and_each_origin_of_its_weakest_link() -> None:
    found, disclosure = answered(
        link("official", cite("s-official", **OFFICIAL)), link("day", edtf="2019-05-17"), link("other")
    )
    text = cite_chain(found.chains[0], disclosure, head=HEAD)
    assert all(f"Title of s-{key}" in text for key in ("official", "day", "other"))


def test_what_is_cited_twice_by_the_same_words_stands_in_the_bracket_once() -> None:
    found, disclosure = answered(link("official", cite("s", **OFFICIAL)), link("day", cite("s"), edtf="2019-05-17"))
    assert cite_chain(found.chains[0], disclosure, head=HEAD).count("Title of s") == 1
