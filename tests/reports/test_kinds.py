"""The other kinds of briefing: each over the same findings, with a note to every sentence and every reply in place."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from typst import Fonts

from evidence.errors import NotFound
from evidence.views import Disclosure
from graph.answer import AnswerOut
from graph.ask import exposure
from graph.projector import project
from graph.question import Question
from reports.document import Briefing, ClaimPart
from reports.formats import written
from reports.kinds import dossier, exposure_briefing, reply_letter, short_summary
from reports.linter import unfit_sentences
from reports.pdf import render_pdf
from reports.render import render_html, render_markdown
from reports.rendered import html_statements, markdown_statements
from reports.teller import Teller
from tests.reports.case import DAY, HEAD, Case, asked
from tests.reports.reading import WebPage
from tests.reports.test_pdf import latin
from tests.reports.typeset import footnotes_of, text_of_pdf

ANSWER_BY = dt.date(2027, 1, 15)
KINDS: dict[str, Callable[[Disclosure], Briefing]] = {
    "exposure": lambda of: exposure_briefing(exposed(of), of, kind="organisation", type_=None, head=HEAD, made_on=DAY),
    "summary": lambda of: short_summary(asked(of), of, head=HEAD, made_on=DAY),
    "no chain": lambda of: short_summary(asked(of, max_hops=1), of, head=HEAD, made_on=DAY),
    "dossier": lambda of: dossier(of.entities["id-LPC"], of, head=HEAD, made_on=DAY),
    "letter": lambda of: reply_letter(of.entities["id-HPA"], of, answer_by=ANSWER_BY, head=HEAD, made_on=DAY),
}
every = pytest.mark.parametrize("kind", KINDS)


def exposed(disclosure: Disclosure) -> AnswerOut:
    question = Question(frozenset({"id-BC"}), frozenset())
    return exposure(project(disclosure), question, kind="organisation", policy=disclosure.policy)


def told(briefing: Briefing) -> dict[str, ClaimPart]:
    """The claims that are told in full, by key."""
    hops = [one for route in briefing.routes for chain in route.chains for hop in chain.hops for one in hop.tellings]
    items = [one for section in briefing.sections for item in section.items for _, some in item.claims for one in some]
    return {one.key: one for one in (*hops, *items) if isinstance(one, ClaimPart)}


@every
def test_its_wording_passes_in_both_texts(kind: str, disclosure: Disclosure) -> None:
    briefing = KINDS[kind](disclosure)
    assert list(unfit_sentences(html_statements(render_html(briefing)), briefing)) == []
    assert list(unfit_sentences(markdown_statements(render_markdown(briefing)), briefing)) == []


@every
def test_every_claim_that_it_tells_has_every_reply_beside_it(kind: str, disclosure: Disclosure) -> None:
    claims = {claim.key: claim for claim in disclosure.claims.values()}
    for key, part in told(KINDS[kind](disclosure)).items():
        assert len(part.replies) == len(claims[key].replies), key


@every
def test_its_notes_are_all_used_and_numbered_in_the_order_of_their_use(kind: str, disclosure: Disclosure) -> None:
    briefing = KINDS[kind](disclosure)
    page = WebPage(render_html(briefing))
    numbers = [note.number for note in briefing.notes]
    assert list(dict.fromkeys(page.refs(page.root))) == numbers == list(range(1, len(numbers) + 1))


@every
def test_its_page_has_no_address_within_that_leads_nowhere(kind: str, disclosure: Disclosure) -> None:
    page = WebPage(render_html(KINDS[kind](disclosure)))
    ids = {element.get("id") for element in page.root.iter()}
    assert {a.get("href", "")[1:] for a in page.all("a") if a.get("href", "").startswith("#")} <= ids


@every
def test_it_is_written_as_pdf_and_for_word_with_the_same_notes(kind: str) -> None:
    briefing = KINDS[kind](Case(latin).disclosure())
    text = text_of_pdf(render_pdf(briefing, Fonts(include_system_fonts=False)))
    assert all(f"{note.number}{note.source.key}: " in text for note in briefing.notes if not note.source.retracted)
    assert briefing.question.split(",")[0] in text
    assert len(footnotes_of(written(briefing, ".docx"))) == len(briefing.notes)


def test_it_says_of_whom_no_more_than_its_audience_may_see(disclosure: Disclosure) -> None:
    assert {KINDS[kind](disclosure).audience for kind in KINDS} == {"public"}


def test_an_exposure_briefing_tells_the_best_chain_to_each_of_the_kind(disclosure: Disclosure) -> None:
    briefing = KINDS["exposure"](disclosure)
    ends = [route.entities[-1].key for route in briefing.routes]
    assert sorted(ends) == sorted(set(ends))
    assert {"LPC", "HPA", "XPC", "PPSUC"} <= set(ends)
    assert briefing.title == "Exposure of British Council: organisation"


def test_a_summary_tells_the_best_chain_alone_each_hop_by_its_best_claim(disclosure: Disclosure) -> None:
    briefing = KINDS["summary"](disclosure)
    best = asked(disclosure).chains[0]
    assert [item.heading.split(". ")[0] for item in briefing.sections[0].items] == ["1", "2", "3"]
    keys = {claim.key for hop in best.hops for claim in hop.claims}
    assert set(told(briefing)) <= keys
    texts = {key: [one.text for one in part.sentences] for key, part in told(briefing).items()}
    assert texts.pop("C11")[1:] == ["Note on the record: One origin, through a weak carrier."]
    assert all(len(one) == 1 for one in texts.values())
    assert "C11d" in texts


def test_the_headings_of_a_summary_say_how_good_each_link_is_and_that_it_is_contested(disclosure: Disclosure) -> None:
    best = asked(disclosure).chains[0]
    headings = [item.heading for item in KINDS["summary"](disclosure).sections[0].items]
    assert [heading.rpartition(": ")[2] for heading in headings] == [
        f"{hop.standing}, contested" if hop.contested else hop.standing for hop in best.hops
    ]
    assert {hop.contested for hop in best.hops} == {True, False}


def test_a_summary_tells_the_disputes_about_a_claim_of_its_chain_and_no_others(disclosure: Disclosure) -> None:
    (disputed,) = KINDS["summary"](replace(disclosure, outcomes=())).sections[1].passages
    assert disputed.text == "C11: Who took part."


@pytest.mark.parametrize("kind", ["summary", "letter"])
def test_a_short_kind_tells_what_came_of_a_link_and_what_was_answered_to_that(
    kind: str, disclosure: Disclosure
) -> None:
    claims = dict(disclosure.claims)
    answer = claims["id-C04"].replies[0]
    claims["id-C40"] = replace(claims["id-C40"], replies=(answer,))
    briefing = KINDS[kind](replace(disclosure, claims=claims))
    (became,) = [one for one in briefing.sections if one.name == "outcomes"]
    texts = [one.text for one in became.passages]
    assert texts[0] == (
        "Suspended by London Policing College (between April 2022 and May 2022), according to an NGO, as published by "
        "Freedom from Torture; it concerns what is claimed in C04."
    )
    assert texts[1].startswith("Ended by London Policing College (date not stated)")
    assert texts[2].startswith(f"Reply of {answer.party.name}")
    assert texts[3:] == ["C11: Who took part."]


def test_a_short_kind_tells_no_outcome_of_what_it_does_not_tell(disclosure: Disclosure) -> None:
    elsewhere = tuple(replace(one, about=("id-C03",)) for one in disclosure.outcomes)
    assert "outcomes" not in [one.name for one in KINDS["summary"](replace(disclosure, outcomes=elsewhere)).sections]


def test_a_claim_told_in_brief_says_that_no_citation_of_it_counts(disclosure: Disclosure) -> None:
    claims = dict(disclosure.claims)
    doubted = tuple(replace(one, reliability="E") for one in claims["id-C13"].citations)
    claims["id-C13"] = replace(claims["id-C13"], citations=doubted)
    told_ = Teller(replace(disclosure, claims=claims)).tell_briefly(["id-C13", "id-C03"])
    assert [[one.text for one in part.sentences[1:]] for part in told_] == [["No citation of it counts."], []]  # type: ignore[union-attr]


def test_a_summary_is_a_page_of_pdf(disclosure: Disclosure) -> None:
    text = text_of_pdf(render_pdf(KINDS["summary"](Case(latin).disclosure()), Fonts(include_system_fonts=False)))
    assert "Page 1 of 1" in text


def test_a_dossier_tells_every_claim_about_its_entity_with_disputes_and_what_became_of_it(
    disclosure: Disclosure,
) -> None:
    briefing = KINDS["dossier"](disclosure)
    about = {
        one.key for one in disclosure.claims.values() if "id-LPC" in (one.subject.id, one.object and one.object.id)
    }
    assert about <= set(told(briefing))
    assert [section.name for section in briefing.sections] == ["said", "disputes", "outcomes", "actions", "unresolved"]
    headings = [item.heading for item in briefing.sections[0].items]
    assert "London Policing College partners with ..." in headings
    assert "London Policing College is funded by ..." in headings


def test_a_dossier_of_a_programme_tells_what_is_claimed_within_it(disclosure: Disclosure) -> None:
    briefing = dossier(disclosure.entities["id-PRJ"], disclosure, head=HEAD, made_on=DAY)
    assert {"C04", "C08", "C08b", "C09", "C12b"} <= set(told(briefing))
    assert "The record holds 5 published claims about it" in briefing.summary[0].text
    assert [item.heading for item in briefing.sections[0].items] == ["Within Policing project ..."]


def test_a_dossier_counts_no_reply_where_only_a_question_is_recorded(disclosure: Disclosure) -> None:
    silent = {
        id_: replace(one, replies=tuple(replace(reply, attribution=None, source=None) for reply in one.replies))
        for id_, one in disclosure.claims.items()
    }
    entity = disclosure.entities["id-HPA"]
    heard = dossier(entity, disclosure, head=HEAD, made_on=DAY).summary[0].text
    held = dossier(entity, replace(disclosure, claims=silent), head=HEAD, made_on=DAY).summary[0].text
    assert "to 0 of them there is a reply" in held
    assert "to 0 of them" not in heard


def test_a_letter_says_what_will_be_said_and_until_when_to_answer(disclosure: Disclosure) -> None:
    briefing = KINDS["letter"](disclosure)
    text = " ".join(passage.text for passage in briefing.sections[0].passages)
    assert "by 15 January 2027" in text
    assert "neither as agreement nor as denial" in text
    assert set(told(briefing)) == {"C04", "C11", "C11d"}
    assert briefing.title == "To Hunan Police Academy"


def test_a_letter_to_whom_nothing_is_said_about_is_refused(disclosure: Disclosure) -> None:
    with pytest.raises(NotFound, match="there is nothing to ask"):
        reply_letter(disclosure.entities["id-FFT"], disclosure, answer_by=ANSWER_BY, head=HEAD, made_on=DAY)
