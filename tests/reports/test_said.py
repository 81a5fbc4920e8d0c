"""The sentences of a briefing, each with what it tells."""

from dataclasses import replace

from reports.document import Briefing, Section, Sentence
from reports.said import said_in, sentences_of
from tests.reports.house import WHOLE, Arrange


def test_what_reads_as_a_chain_is_about_it_wherever_it_stands(briefing: Briefing) -> None:
    first, second = (chain for route in briefing.routes for chain in route.chains[:1])
    quoted = Sentence(second.drawn.sentence, second.reading.notes)
    section = Section("x", "Elsewhere", passages=(quoted, Sentence("Something else.", quoted.notes)))
    told = said_in(replace(briefing, sections=(section,)), [first.drawn, second.drawn])
    assert [one.chain for one in told if one.place == "Elsewhere"] == [second.drawn, None]


def test_what_a_template_arranged_tells_what_the_findings_tell_in_its_words(
    arranged: Arrange, briefing: Briefing
) -> None:
    chains = [chain.drawn for route in briefing.routes for chain in route.chains]
    findings = {one.sentence.text: one for one in said_in(briefing, chains)}
    made = said_in(arranged(WHOLE), chains, briefing)
    known = [one for one in made if one.sentence.text in findings]
    assert len(known) > 5
    assert all(one.claims >= findings[one.sentence.text].claims for one in known)
    assert all(one.chain for one in known if findings[one.sentence.text].chain)
    assert any(one.claims for one in known)


def test_of_the_own_words_of_a_template_nothing_is_known_but_the_notes(arranged: Arrange, briefing: Briefing) -> None:
    made = arranged(f"{WHOLE}\n\nIn other words.[^1]\n")
    (own,) = [one for one in said_in(made, [], briefing) if one.sentence.text == "In other words."]
    assert (own.claims, own.chain) == (frozenset(), None)
    assert own.sentence.notes


def test_the_order_is_that_of_the_document(briefing: Briefing) -> None:
    texts = [one.sentence.text for one in said_in(briefing, [])]
    assert texts == [one.sentence.text for one in sentences_of(briefing)]
    summary = [one.text for one in briefing.summary if isinstance(one, Sentence)]
    assert texts[: len(summary)] == summary
