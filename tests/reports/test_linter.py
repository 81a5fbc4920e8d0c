"""Texts that must fail: each rule of the wording has some, and sentences like them that may stand."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from evidence.errors import WordingRefused
from evidence.views import ClaimView, Disclosure
from graph.ask import answer
from graph.projector import project
from graph.question import Question
from reports.briefing import build_briefing
from reports.document import Briefing, ClaimPart
from reports.formats import FORMATS, written
from reports.linter import refuse_unfit, unfit_sentences
from reports.render import render_html, render_markdown
from reports.rendered import Statement, html_statements, markdown_statements
from tests.reports.case import HEAD, Case, briefed

NOTE = "a sentence of fact without a note"
REMARK = "what a claim says, told as a remark without a note"
LIKELY = "a likelihood and a level of confidence in one sentence"
ALLEGED = "linked to an abuse as a fact, where the source alleges it"
REPLY = "a reply is left out"
IMPOSSIBLE = "an impossible chain; a briefing tells none"
UNCALLED = "a sequence that is not called one"
AT_ONCE = "a sequence told as if it were at one time"

READERS: tuple[tuple[Callable[[Briefing], str], Callable[[str], list[Statement]]], ...] = (
    (render_html, html_statements),
    (render_markdown, markdown_statements),
)
both = pytest.mark.parametrize(("render", "read"), READERS, ids=["html", "markdown"])


def wrongs(statements: list[Statement], briefing: Briefing) -> list[str]:
    return [one.wrong for one in unfit_sentences(statements, briefing)]


def told(briefing: Briefing, text: str, *notes: int, **place: object) -> list[str]:
    """What is wrong with one more sentence in the briefing."""
    sentence = Statement("fact", text, notes, **place)  # type: ignore[arg-type]
    return wrongs([*html_statements(render_html(briefing)), sentence], briefing)


def of_two(first: tuple[str, str], second: tuple[str, str], **parameters: object) -> Briefing:
    """A briefing on money for a college and its work with an academy, each with its own time."""
    case = Case()
    claims: list[ClaimView] = [
        case.claim("M", "BC", "funds", "LPC", case.cite("S01", "ngo_finding"), period=first),
        case.claim("W", "LPC", "trains", "HPA", case.cite("S04", "official_record"), period=second),
    ]
    disclosure = Disclosure(
        audience="public",
        policy="four_eyes",
        entities={one.id: one for one in case.entities.values()},
        sources={one.id: one for one in case.sources.values()},
        claims={one.id: one for one in claims},
    )
    question = Question(frozenset({"id-BC"}), frozenset({"id-HPA"})).relaxed(**parameters)
    found = answer(project(disclosure), question, policy="four_eyes")
    return build_briefing(found, disclosure, head=HEAD, made_on=dt.date(2026, 11, 24))


@pytest.fixture(scope="module")
def sequence() -> Briefing:
    return of_two(("2010", None), ("2016", None))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def alleging() -> tuple[Briefing, int]:
    """The briefing of the case, and the number of a note on an allegation."""
    briefing = briefed()
    return briefing, next(note.number for note in briefing.notes if note.assertion == "allegation")


@both
def test_the_briefing_itself_passes(
    render: Callable[[Briefing], str], read: Callable[[str], list[Statement]], briefing: Briefing, sequence: Briefing
) -> None:
    assert wrongs(read(render(briefing)), briefing) == []
    assert wrongs(read(render(sequence)), sequence) == []
    nothing = briefed(max_hops=1)
    assert wrongs(read(render(nothing)), nothing) == []


class TestWithoutANote:
    def test_a_page_that_loses_a_note_is_refused(self, briefing: Briefing) -> None:
        page = render_html(briefing)
        start = page.index("<sup>", page.index('class="fact"'))
        cut = page[:start] + page[page.index("</sup>", start) + len("</sup>") :]
        assert wrongs(html_statements(cut), briefing) == [NOTE]

    def test_a_text_that_loses_a_note_is_refused(self, briefing: Briefing) -> None:
        text = render_markdown(briefing)
        line = next(line for line in text.splitlines() if line.endswith("]") and not line.startswith(("|", "-", "[")))
        assert wrongs(markdown_statements(text.replace(line, line.split("[^")[0], 1)), briefing) == [NOTE]

    def test_a_sentence_outside_of_any_paragraph_is_refused(self, briefing: Briefing) -> None:
        page = render_html(briefing).replace("</main>", "<div>The college took part.</div></main>")
        assert wrongs(html_statements(page), briefing) == [NOTE]

    def test_a_remark_may_stand_without_one_unless_it_says_what_a_claim_says(self, briefing: Briefing) -> None:
        page = html_statements(render_html(briefing))
        assert wrongs([*page, Statement("remark", "Nothing was found.")], briefing) == []
        claimed = Statement("remark", "It is known that The academy says that it cooperates.")
        assert wrongs([*page, claimed], briefing) == [REMARK]


class TestLikelihoodWithConfidence:
    @pytest.mark.parametrize(
        "text",
        [
            "It is likely, with high confidence, that the money passed.",
            "We assess with moderate confidence that it almost certainly did.",
            "The link is highly unlikely (confidence: low).",
            "There is a realistic possibility that it did; we are confident.",
            "It will probably go on (high-confidence judgement).",
        ],
    )
    def test_they_never_share_a_sentence(self, briefing: Briefing, text: str) -> None:
        assert told(briefing, text, 1) == [LIKELY]
        assert wrongs([Statement("remark", text)], briefing)[:1] == [LIKELY]

    @pytest.mark.parametrize(
        "text",
        [
            "It is likely that the money passed. The sources are read with high confidence.",
            "It is likely that public confidence fell.",
            "The report says “likely, with high confidence”.",
            "A vote of no confidence is probable.",
        ],
    )
    def test_apart_or_in_the_words_of_a_source_they_may_stand(self, briefing: Briefing, text: str) -> None:
        assert told(briefing, text, 1) == []


class TestAllegedAsFact:
    @pytest.mark.parametrize(
        "text",
        [
            "The college is linked to torture.",
            "According to the Mirror, it taught officers. The college has direct links to torture in Xinjiang.",
            "The academy is implicated in crimes against humanity.",
            "Its partners were involved in the arbitrary detention of Uyghurs.",
            "The bureau, tied to genocide, was a partner.",
            *("It took part in torture.", "It is responsible for torture.", "It committed genocide."),
        ],
    )
    def test_an_allegation_is_not_told_as_a_fact(self, alleging: tuple[Briefing, int], text: str) -> None:
        briefing, number = alleging
        assert told(briefing, text, number) == [ALLEGED]

    @pytest.mark.parametrize(
        "text",
        [
            "The college is alleged to be linked to torture.",
            "According to Freedom from Torture, the college has links to torture in Xinjiang.",
            "The report speaks of “links to torture”.",
            *("By its own account, it is linked to torture.", "The college is linked to the police of Hunan."),
            "Freedom from Torture wrote to the college.",
        ],
    )
    def test_an_allegation_that_stays_one_may_stand(self, alleging: tuple[Briefing, int], text: str) -> None:
        briefing, number = alleging
        assert told(briefing, text, number) == []

    def test_the_words_of_the_source_make_an_allegation_of_any_kind_of_citation(self, briefing: Briefing) -> None:
        press = next(note for note in briefing.notes if note.assertion == "press report")
        quoted = replace(press, quote="allegedly linked")
        notes = tuple(quoted if note is press else note for note in briefing.notes)
        text = "The college is linked to torture."
        assert told(briefing, text, press.number) == []
        assert told(replace(briefing, notes=notes), text, press.number) == [ALLEGED]


class TestReplyLeftOut:
    def test_a_page_without_a_reply_is_refused(self, briefing: Briefing) -> None:
        page = render_html(briefing)
        start = page.index('<div class="reply">')
        cut = page[:start] + page[page.index("</div>", start) + len("</div>") :]
        assert set(wrongs(html_statements(cut), briefing)) == {REPLY}

    def test_a_text_without_a_reply_is_refused(self, briefing: Briefing) -> None:
        lines = render_markdown(briefing).splitlines()
        reply = next(line for line in lines if line.startswith("  > "))
        lines.remove(reply)
        assert set(wrongs(markdown_statements("\n".join(lines)), briefing)) == {REPLY}

    def test_a_reply_that_is_told_without_what_it_says_is_refused(self, briefing: Briefing) -> None:
        page = render_html(briefing).replace("Says that the project did not involve the college.", "")
        assert set(wrongs(html_statements(page), briefing)) == {REPLY}

    def test_a_briefing_that_forgot_a_reply_of_the_answer_is_refused(self, briefing: Briefing) -> None:
        forgetful = without_replies(briefing)
        assert forgetful != briefing
        with pytest.raises(WordingRefused, match=r"a reply is left out \(claim C11\): Reply of UK Government"):
            written(forgetful, ".html")

    def test_a_reply_that_stands_at_another_claim_does_not_stand_there(self, briefing: Briefing) -> None:
        page = html_statements(render_html(briefing))
        moved = [replace(one, claim=999) if one.reply else one for one in page]
        assert set(wrongs(moved, briefing)) == {REPLY}


def without_replies(briefing: Briefing) -> Briefing:
    """The briefing with no reply told beside the claims of its hops."""
    routes = tuple(
        replace(
            route,
            chains=tuple(
                replace(
                    chain,
                    hops=tuple(
                        replace(
                            hop,
                            tellings=tuple(
                                replace(one, replies=()) if isinstance(one, ClaimPart) else one for one in hop.tellings
                            ),
                        )
                        for hop in chain.hops
                    ),
                )
                for chain in route.chains
            ),
        )
        for route in briefing.routes
    )
    return replace(briefing, routes=routes)


class TestImpossibleChain:
    def test_a_briefing_tells_none(self) -> None:
        impossible = of_two(("2020", None), ("2013", None), min_time="impossible")  # type: ignore[arg-type]
        assert impossible.routes
        with pytest.raises(WordingRefused, match="an impossible chain; a briefing tells none"):
            written(impossible, ".json")

    def test_nor_does_its_text(self, briefing: Briefing) -> None:
        assert told(briefing, "As dated, this chain is impossible: hops 1 and 2.", 1) == [IMPOSSIBLE]

    def test_that_something_is_impossible_may_be_said(self, briefing: Briefing) -> None:
        assert told(briefing, "An answer was impossible to get.", 1) == []


class TestSequence:
    @pytest.mark.parametrize(
        "text",
        [
            "The Council paid while the college trained the academy.",
            "Both held at the same time.",
            "It paid; meanwhile the academy was trained.",
            *("Money and training ran in parallel.", "Both ran in the same years."),
        ],
    )
    @pytest.mark.parametrize("place", [{"chain": 1}, {"section": "summary"}, {"section": "Summary"}])
    def test_it_is_not_told_as_if_it_were_at_one_time(
        self, sequence: Briefing, text: str, place: dict[str, object]
    ) -> None:
        assert told(sequence, text, 1, **place) == [AT_ONCE]

    @pytest.mark.parametrize(
        "text", ["They did not hold at the same time.", "First the Council paid, then the academy was trained."]
    )
    def test_what_is_said_of_it_rightly_may_stand(self, sequence: Briefing, text: str) -> None:
        assert told(sequence, text, 1, chain=1) == []

    def test_a_claim_may_speak_of_its_own_time(self, sequence: Briefing) -> None:
        assert told(sequence, "The academy was trained while the term ran.", 1, chain=1, claim=1) == []

    def test_it_is_called_one(self, sequence: Briefing) -> None:
        page = html_statements(render_html(sequence))
        silent = [one for one in page if not (one.chain == 1 and "sequence" in one.text)]
        assert wrongs(silent, sequence) == [UNCALLED]

    def test_a_chain_that_may_have_held_at_one_time_may_be_told_so(self) -> None:
        possible = of_two(("2010/2017", None), ("2012/2016", None))  # type: ignore[arg-type]
        assert told(possible, "Both held at the same time.", 1, chain=1) == []


@pytest.mark.parametrize("ending", FORMATS)
def test_nothing_is_written_in_any_format_before_its_wording_passed(ending: str, briefing: Briefing) -> None:
    with pytest.raises(WordingRefused):
        written(without_replies(briefing), ending)


def test_every_sentence_is_named_with_its_place(briefing: Briefing) -> None:
    bad = [
        Statement("fact", "One thing happened.", section="summary"),
        Statement("fact", "Another did.", chain=2),
    ]
    with pytest.raises(WordingRefused) as refused:
        refuse_unfit([*html_statements(render_html(briefing)), *bad], briefing)
    assert str(refused.value).splitlines() == [
        "a sentence of fact without a note (summary): One thing happened.",
        "a sentence of fact without a note (chain 2): Another did.",
    ]
