"""What an edition says of itself in its document."""

import hashlib

from evidence.edition_drafts import Change, HouseTemplate
from reports.changed import in_words
from reports.document import Briefing
from reports.edition_told import as_edition, edition_lines, made_with
from reports.formats import written

CHANGE = Change(sentence=3, kind="replied", record="C1", now="R9")


def test_a_first_edition_says_that_it_is_one_and_lists_nothing(briefing: Briefing) -> None:
    (line,) = edition_lines(as_edition(briefing, "Harbour", 1, ()))
    assert line.startswith("Edition 1 of “Harbour”.")


def test_a_correction_lists_what_changed_by_sentence(briefing: Briefing) -> None:
    lines = edition_lines(as_edition(briefing, "Harbour", 2, (CHANGE,)))
    assert lines[-1] == "Sentence 3 of edition 1: there is a new reply to claim C1 (R9)."
    assert "Nothing that it told had changed." in edition_lines(as_edition(briefing, "Harbour", 2, ()))


def test_a_change_under_many_sentences_is_listed_once(briefing: Briefing) -> None:
    gone = [Change(sentence=place, kind="gone") for place in (1, 2, 3, 5, 6, 9)]
    lines = edition_lines(as_edition(briefing, "Harbour", 2, (CHANGE, *gone)))
    assert lines[-2:] == (
        "Sentence 3 of edition 1: there is a new reply to claim C1 (R9).",
        f"Sentences 1 to 3, 5, 6 and 9 of edition 1: {in_words(gone[0])}",
    )


def test_it_names_the_files_of_the_house_that_arranged_it_and_whether_they_are_others(briefing: Briefing) -> None:
    template = HouseTemplate(name="note", files={"end.md": "0" * 64, "note.md": "1" * 64})
    lines = edition_lines(as_edition(briefing, "Harbour", 2, (), template))
    assert f"end.md, SHA-256 {'0' * 64}; note.md, SHA-256 {'1' * 64}" in lines[1]
    assert not any("other files" in line for line in lines)
    replaced = template.model_copy(update={"replaced": True})
    assert "Edition 1 was arranged by other files." in edition_lines(as_edition(briefing, "H", 2, (), replaced))


def test_what_is_no_edition_says_nothing_of_it(briefing: Briefing) -> None:
    assert edition_lines(briefing) == ()
    assert b"edition" not in written(briefing, ".csv").splitlines()[0]


def test_every_text_prints_the_list(briefing: Briefing) -> None:
    told = as_edition(briefing, "Harbour", 2, (CHANGE,))
    for ending in (".html", ".md", ".csv", ".json"):
        assert "new reply to claim C1" in written(told, ending).decode("utf-8-sig")


def test_the_templates_have_one_digest_and_every_tool_a_version() -> None:
    found = made_with()
    assert set(found) == {"throughline", "typst", "pandoc", "openpyxl", "templates"}
    assert len(found["templates"]) == len(hashlib.sha256().hexdigest())
    assert all(found.values())
