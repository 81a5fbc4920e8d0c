"""The formats: which there are, and that each is the same for the same briefing."""

import pytest
from typst import Fonts

from evidence.errors import FontMissing, WordingRefused
from reports.document import Briefing
from reports.formats import FORMATS, written, written_in
from reports.render import render_html, render_markdown
from tests.reports.case import briefed
from tests.reports.typeset import needs_fonts


def test_the_formats_are_those_that_are_promised() -> None:
    assert set(FORMATS) == {".html", ".pdf", ".docx", ".md", ".csv", ".xlsx", ".csl.json", ".json", ".bib", ".ris"}


@needs_fonts
@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_briefing_gives_the_same_bytes(ending: str, briefing: Briefing) -> None:
    assert FORMATS[ending](briefing) == FORMATS[ending](briefed())


@needs_fonts
@pytest.mark.parametrize("ending", FORMATS)
def test_an_answer_without_chains_is_written_too(ending: str) -> None:
    assert FORMATS[ending](briefed(max_hops=1)) is not None


@pytest.mark.parametrize("template", ["html", "markdown"])
def test_a_template_that_leaves_a_reply_out_stops_every_format(
    template: str, briefing: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    render = render_html if template == "html" else render_markdown
    cut = render(briefing).replace("Says that the project did not involve the college.", "")
    monkeypatch.setattr(f"reports.formats.render_{template}", lambda _: cut)
    for ending in FORMATS:
        with pytest.raises(WordingRefused, match="a reply is left out"):
            written(briefing, ending)
        with pytest.raises(WordingRefused, match="a reply is left out"):
            next(written_in(briefing, [ending]))


@needs_fonts
def test_several_formats_in_one_run_are_those_of_each_in_the_order_asked_for(briefing: Briefing) -> None:
    asked = [".md", ".docx", ".pdf", ".json", ".md"]
    assert list(written_in(briefing, asked)) == [written(briefing, ending) for ending in asked]


def test_a_format_that_cannot_be_made_here_says_why_and_stops_no_other(
    briefing: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.pdf.installed_fonts", lambda: Fonts(include_system_fonts=False))
    missing, text = written_in(briefing, [".pdf", ".md"])
    assert isinstance(missing, FontMissing)
    assert text == written(briefing, ".md")
