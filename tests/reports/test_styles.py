"""Citations in a style: in full under each number, with all that a note must give."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.document import Briefing, Note
from reports.notes import Notes
from reports.render import render_html, render_markdown
from reports.stated_dates import date_in_words
from reports.styles import STYLES, in_style, styled
from tests.reports.case import Case
from tests.reports.reading import WebPage, text_of

CASE = Case()


def note(**changes: str | None) -> Note:
    """A note on a source, with changes to that source or to the note."""
    notes = Notes()
    notes.cite(CASE.cite("S09", "press_report"))
    (made,) = notes.listed()
    own = {name: value for name, value in changes.items() if hasattr(made, name)}
    other = {name: value for name, value in changes.items() if name not in own}
    return replace(made, source=replace(made.source, **other), **own)  # type: ignore[arg-type]


def text(one: Note, style: str) -> str:
    (runs,) = styled([one], style)
    return "".join(run.text for run in runs)


def letters(given: str) -> str:
    """Letters and digits in one case: styles differ in signs and capitals."""
    return re.sub(r"[\W_]+", "", given).casefold()


def test_oscola_is_as_oscola_has_it() -> None:
    of = note(type="press_article", authors="A Writer")
    assert text(of, "oscola") == (
        "A Writer, ‘A prestigious academy’ The BL (17 May 2022) para 3 <https://example.org/S09>"
    )


def test_chicago_is_as_chicago_has_it() -> None:
    of = note(type="press_article", authors="A Writer")
    assert text(of, "chicago") == (
        "A Writer, ‘A prestigious academy’, The BL, 17 May 2022, para. 3, https://example.org/S09"
    )


@pytest.mark.parametrize("style", STYLES)
def test_every_note_gives_all_that_is_stated(style: str, briefing: Briefing) -> None:
    for one, runs in zip(briefing.notes, styled(briefing.notes, style), strict=True):
        printed = letters("".join(run.text for run in runs))
        source = one.source
        dated = date_in_words(source.date) if source.date else "date not stated"
        for stated in (source.title, source.publisher or "publisher not stated", dated, source.address or ""):
            assert letters(stated) in printed, (style, stated, printed)
        assert one.locator is None or letters(one.locator.split(" ")[-1]) in printed


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("changes", [{"publisher": None}, {"date": None}, {"type": "ngo_report", "date": "2022-05-17"}])
def test_what_a_style_leaves_out_is_said_after_it(style: str, changes: dict[str, str | None]) -> None:
    said = text(note(**changes), style)
    assert ("publisher not stated" in said) == ("publisher" in changes)
    assert ("date not stated" in said) == (changes.get("date", "") is None)
    assert "type" not in changes or "17 May 2022" in said


@pytest.mark.parametrize("style", STYLES)
def test_a_source_cited_twice_is_cited_in_full_twice(style: str) -> None:
    first = note()
    runs = styled([first, replace(first, number=2)], style)
    assert runs[0] == runs[1]


@pytest.mark.parametrize("style", STYLES)
def test_a_title_is_kept_as_it_is_written(style: str) -> None:
    assert "how NGOs count: a note, 新疆" in text(note(title="how NGOs count: a note, 新疆"), style)


def test_when_it_was_captured_is_told_as_when_it_was_read() -> None:
    assert "accessed 20 November 2026" in text(note(captured_at="2026-11-20T08:00:00Z"), "oscola")


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(st.text(min_size=1).filter(lambda title: re.search(r"\w", title)))
def test_no_title_changes_how_many_notes_there_are_or_becomes_markup(title: str) -> None:
    (runs,) = styled([note(title=f"x{title}*a* <b>b</b> [c](d) $e$ @f")], "oscola")
    assert "*a* <b>b</b> [c](d) $e$ @f" in "".join(run.text for run in runs)


@pytest.mark.parametrize("style", STYLES)
def test_a_styled_briefing_is_printed_with_its_numbers_and_captures(style: str, briefing: Briefing) -> None:
    made = in_style(briefing, style)
    page = WebPage(render_html(made))
    for one in made.notes:
        printed = text_of(page.by_id(f"note-{one.number}"))
        assert " ".join("".join(run.text for run in one.cited).split()) in printed
    assert render_markdown(made) != render_markdown(briefing)
    assert in_style(briefing, None) is briefing
