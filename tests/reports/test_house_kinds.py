"""A house's template arranges the findings, in every format, and can neither escape nor leave out nor make up."""

import hashlib
import sys
from pathlib import Path

import pytest
from typst import Fonts

from evidence.errors import NoTemplate, TemplateRefused
from evidence.views import Disclosure
from reports.document import Briefing
from reports.findings import findings_json
from reports.formats import FORMATS, written
from reports.house_kinds import arranged as arranged_by
from reports.house_kinds import differing, in_house_kind
from reports.kinds import dossier
from reports.pdf import render_pdf
from tests.reports.case import DAY, HEAD, briefed
from tests.reports.house import WHOLE, Arrange
from tests.reports.test_hostile_text import HOSTILE
from tests.reports.test_pdf import latin
from tests.reports.typeset import text_of_pdf


def test_no_kind_is_the_briefing_itself(briefing: Briefing) -> None:
    assert in_house_kind(briefing, None, None) is briefing


def test_it_is_a_briefing_in_every_format_but_the_pdf_of_letters_without_fonts(arranged: Arrange) -> None:
    made = arranged(WHOLE)
    assert made.kind == "Committee note"
    for ending in FORMATS:
        if ending != ".pdf":
            assert written(made, ending)
    assert "For the committee." in written(made, ".html").decode()


def test_it_is_set_as_pdf(arranged: Arrange) -> None:
    made = arranged(WHOLE, briefed(latin))
    text = text_of_pdf(render_pdf(made, Fonts(include_system_fonts=False)))
    assert "COMMITTEE NOTE" in text
    assert all(f"{note.number}{note.source.key}: " in text for note in made.notes if not note.source.retracted)


def test_the_same_template_gives_the_same_bytes(arranged: Arrange) -> None:
    assert findings_json(arranged(WHOLE)) == findings_json(arranged(WHOLE))


def test_a_template_may_include_another_of_the_folder(arranged: Arrange) -> None:
    assert arranged(WHOLE + "{% include 'end.md' %}", end="## End\n\n*So ends it.*\n").sections[-2].heading == "End"


def test_the_digest_of_each_file_that_had_a_part_is_given_and_held_against_what_is_there(
    tmp_path: Path, briefing: Briefing
) -> None:
    written_ = {"note": f"{WHOLE}\r\n{{% include 'end.md' %}}", "end": "*So ends it.*\n", "unused": "*No.*"}
    for name, text in written_.items():
        (tmp_path / f"{name}.md").write_bytes(text.encode())
    templates = arranged_by(briefing, "note", tmp_path).templates
    assert templates == {f"{one}.md": hashlib.sha256(written_[one].encode()).hexdigest() for one in ("end", "note")}
    assert differing(templates, tmp_path) == {}
    (tmp_path / "end.md").write_text("*So it ends.*\n", encoding="utf-8")
    assert differing(templates, tmp_path) == {"end.md": hashlib.sha256(b"*So it ends.*\n").hexdigest()}
    (tmp_path / "end.md").unlink()
    assert differing(templates, tmp_path) == {"end.md": None}
    assert differing(templates, None) == {"end.md": None, "note.md": None}


def test_a_dossier_can_be_arranged_too(arranged: Arrange, disclosure: Disclosure) -> None:
    whole = dossier(disclosure.entities["id-LPC"], disclosure, head=HEAD, made_on=DAY)
    made = arranged("{% for one in sections %}{{ one | told }}\n\n{% endfor %}", whole)
    assert [one.heading for one in made.sections[:1]] == ["What is said of it"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_a_record_says_makes_no_mark(arranged: Arrange, text: str) -> None:
    tame, made = arranged(WHOLE), arranged(WHOLE, briefed(lambda words: f"{text} {words} {text}"))
    shapes = [[(len(one.items), [type(two) for two in one.passages]) for one in of.sections] for of in (tame, made)]
    assert shapes[0] == shapes[1]
    assert [note.source.id for note in made.notes] == [note.source.id for note in tame.notes]
    assert written(made, ".html")


def test_a_mistake_is_told_with_file_and_line(arranged: Arrange) -> None:
    with pytest.raises(TemplateRefused, match=r"^note\.md:3: .*absent"):
        arranged("# Note\n\n{{ absent }}\n")


BOMBS = {
    "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}": r"more time than it may have \(1 s",
    "{{ 10 ** (10 ** 10) }}": r"more time than it may have \(1 s",
    "{{ 'x' * 2000000000 }}": "it wants more memory than it may have",
    "{{ 'x' * 3000000 }}": "the text is longer than 2,000,000 letters",
}


@pytest.mark.skipif(sys.platform == "win32", reason="bounds of a process; enable: a system that has them")
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_put_out(arranged: Arrange, bomb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.house_kinds._SECONDS", 1)
    with pytest.raises(TemplateRefused, match=rf"^note\.md:1: .*{BOMBS[bomb]}"):
        arranged(bomb)


def test_what_does_not_end_is_stopped_by_the_clock_too(arranged: Arrange, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.house_kinds._WAIT", 1)
    with pytest.raises(TemplateRefused, match="did not end within 1 seconds"):
        arranged(next(iter(BOMBS)))


def test_a_kind_that_is_not_there_names_those_that_are(arranged: Arrange, briefing: Briefing, tmp_path: Path) -> None:
    arranged(WHOLE)
    for name in ("other", "../note", "note.md", ""):
        with pytest.raises(NoTemplate, match="there are note"):
            in_house_kind(briefing, name, tmp_path)
    with pytest.raises(NoTemplate, match="THROUGHLINE_TEMPLATES names no folder"):
        in_house_kind(briefing, "note", None)
    with pytest.raises(NoTemplate, match="there is none"):
        in_house_kind(briefing, "note", tmp_path / "nowhere")


def test_a_template_that_is_no_text_is_refused(tmp_path: Path, briefing: Briefing) -> None:
    (tmp_path / "note.md").write_bytes(b"\xff\xfe")
    with pytest.raises(TemplateRefused, match="UTF-8"):
        in_house_kind(briefing, "note", tmp_path)


def test_what_it_is_given_can_be_changed_by_nothing_it_does(arranged: Arrange, briefing: Briefing) -> None:
    before = findings_json(briefing)
    arranged(WHOLE)
    assert findings_json(briefing) == before
