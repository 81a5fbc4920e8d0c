"""The Word file, read back by pandoc and as the parts that it is made of."""

import io
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typst import Fonts

from reports.document import Briefing
from reports.docx import render_docx, word_page
from tests.reports.case import briefed
from tests.reports.test_hostile_text import HOSTILE
from tests.reports.typeset import UYGHUR, entry, footnotes_of, needs_fonts, read_back

BARE = Fonts(include_system_fonts=False)
"""No font of the machine: pictures give way to their descriptions, which is quicker too."""


@pytest.fixture(scope="session")
def word(briefing: Briefing) -> bytes:
    return render_docx(briefing, BARE)


def test_every_note_comes_back_as_a_footnote_once_and_under_its_number(word: bytes, briefing: Briefing) -> None:
    found = footnotes_of(word)
    assert len(found) == len(briefing.notes)
    for note, text in zip(briefing.notes, found, strict=True):
        assert text.startswith(f"{note.source.key}")
        assert note.source.title in text
        assert note.quote is None or note.quote in text


def test_footnotes_are_numbered_through_the_whole_text(word: bytes) -> None:
    assert 'numRestart w:val="continuous"' in entry(word, "word/document.xml")


def test_a_note_that_is_used_again_is_its_number_leading_to_the_first_use(word: bytes) -> None:
    text = entry(word, "word/document.xml")
    led = set(re.findall(r'<w:hyperlink w:anchor="(ref-\d+-1)"', text))
    assert led
    assert led <= set(re.findall(r'<w:bookmarkStart [^>]*w:name="(ref-\d+-1)"', text))


def test_all_that_stands_before_the_summary_is_there(word: bytes) -> None:
    text = " ".join(read_back(word).split("Summary")[0].split())
    assert "One person keeps this record: nobody else has reviewed it." in text
    assert "As recorded by 24 November 2026" in text


def test_title_language_and_headings_are_those_of_a_text(word: bytes) -> None:
    markdown = read_back(word, "markdown")
    assert "# Summary" in markdown.splitlines()
    assert not any("Contents" in line for line in markdown.splitlines() if line.startswith("#"))
    properties = entry(word, "docProps/core.xml")
    assert "<dc:title>From British Council to Xinjiang Police College</dc:title>" in properties
    assert "<dc:language>en</dc:language>" in properties


def test_the_same_briefing_gives_the_same_bytes_and_no_clock_shows(word: bytes, briefing: Briefing) -> None:
    assert render_docx(briefing, BARE) == word
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert set(re.findall(r">(\d{4}-\d\d-\d\dT[^<]+)<", entry(word, "docProps/core.xml"))) == {"2026-11-24T00:00:00Z"}


def test_without_its_fonts_a_picture_gives_way_to_its_description_and_the_rest_stands() -> None:
    text = " ".join(read_back(render_docx(briefed(lambda plain: f"{plain} 警察"), BARE)).split())
    assert text.count("The picture is left out, because a font is missing. Hop 1: ") == 4
    assert text.count("The picture is left out, because a font is missing. Timeline. Hop 1: ") == 3
    assert "湖南警察学院" in text


@needs_fonts
def test_pictures_are_drawn_with_their_description(briefing: Briefing) -> None:
    made = render_docx(briefing)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        drawn = [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
    assert [content[:8] for content in drawn] == [b"\x89PNG\r\n\x1a\n"] * (4 + 3)
    assert entry(made, "word/document.xml").count('descr="Hop 1: ') >= 4
    assert entry(made, "word/document.xml").count('descr="Timeline. Hop 1: ') >= 3
    assert render_docx(briefing) == made


def test_replies_stand_below_their_claim(word: bytes) -> None:
    text = " ".join(read_back(word).split())
    told = text[text.index("the academy says that it cooperates.") :]
    assert told.index("Says that the project did not involve the college.") < told.index("Hop ")


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_adds_nothing_but_text(hostile: str) -> None:
    tame = word_page(briefed(), BARE)
    page = word_page(briefed(lambda plain: f"{plain} {hostile} end"), BARE)
    assert Elements(page).found == Elements(tame).found


def test_text_from_right_to_left_turns_nothing_that_follows_it() -> None:
    page = word_page(briefed(lambda plain: f"{plain} {UYGHUR}"), BARE)
    assert f"<bdi>British Council {UYGHUR}\u200e</bdi>" in page


class Elements(HTMLParser):
    """The names of all elements of a page, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)


def test_no_file_that_a_text_names_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words", encoding="utf-8")
    made = render_docx(briefed(lambda plain: f'{plain} <img src="{secret}"> ![x]({secret})'), BARE)
    assert "hidden words" not in read_back(made)
