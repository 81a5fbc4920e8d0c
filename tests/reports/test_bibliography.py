"""The sources for reference managers, read back by the programs that read such files."""

import json
import re
from dataclasses import replace

import pytest
import rispy

from reports.bibliography import bibtex, csl_item, csl_json, ris
from reports.document import Briefing
from reports.pandoc import pandoc
from tests.reports.case import Case, briefed


def items(briefing: Briefing) -> dict[str, dict[str, object]]:
    return {item["id"]: item for item in json.loads(csl_json(briefing))}


def cited(briefing: Briefing) -> list[str]:
    """The keys of the cited sources, in the order of their first notes."""
    return list(dict.fromkeys(note.source.key for note in briefing.notes))


def test_every_cited_source_is_there_once_in_order_and_pandoc_reads_it(briefing: Briefing) -> None:
    assert list(items(briefing)) == cited(briefing)
    read = json.loads(pandoc(csl_json(briefing), source="csljson", target="csljson"))
    assert {item["id"]: item["title"] for item in read} == {key: one["title"] for key, one in items(briefing).items()}


def test_what_is_stated_is_there_and_nothing_else(briefing: Briefing) -> None:
    item = items(briefing)["S09"]
    assert item["title"] == "A prestigious academy"
    assert item["publisher"] == "The BL"
    assert item["URL"] == "https://example.org/S09"
    assert item["issued"] == {"date-parts": [[2022, 5, 17]]}
    assert item["note"] == "Origin: O-FFT."
    assert "publisher" not in items(briefing)["S11"]


def test_a_date_that_is_no_plain_one_is_given_in_words() -> None:
    source = Case().source("S", "T", "O", publisher="P", date="2022-07~")
    assert csl_item(source, "S")["issued"] == {"literal": "about July 2022"}


def test_a_retracted_source_says_so_in_every_form(briefing: Briefing) -> None:
    assert str(items(briefing)["S13"]["title"]).startswith("RETRACTED: ")
    assert "RETRACTED" in {one["id"]: one for one in rispy.loads(ris(briefing).decode())}["S13"]["title"]
    assert b"RETRACTED" in bibtex(briefing)


def test_ris_is_read_back_by_its_own_reader(briefing: Briefing) -> None:
    read = rispy.loads(ris(briefing).decode())
    assert [one["id"] for one in read] == cited(briefing)
    assert ris(briefing).startswith(b"TY  - ")
    by_id = {one["id"]: one for one in read}
    assert by_id["S09"]["date"] == "2022/05/17/"
    assert by_id["S09"]["publisher"] == "The BL"
    assert by_id["S09"]["urls"] == ["https://example.org/S09"]


def test_bibtex_is_read_back_by_pandoc(briefing: Briefing) -> None:
    read = json.loads(pandoc(bibtex(briefing), source="bibtex", target="csljson"))
    assert [one["id"] for one in read] == cited(briefing)
    assert {one["publisher"] for one in read if one["id"] == "S01"} == {"Freedom from Torture"}


def test_a_title_with_line_ends_and_tags_adds_no_field() -> None:
    hostile = briefed(lambda text: f"{text}\nER  - \nTY  - BOOK\nAU  - Mallory }} @book{{x,")
    assert [one["id"] for one in rispy.loads(ris(hostile).decode())] == cited(hostile)
    assert len(json.loads(pandoc(bibtex(hostile), source="bibtex", target="csljson"))) == len(cited(hostile))


def with_source(**more: str) -> Briefing:
    """A briefing whose source S09 is another in some fields."""
    briefing = briefed()
    changed = (
        replace(note, source=replace(note.source, **more)) if note.source.key == "S09" else note  # type: ignore[arg-type]
        for note in briefing.notes
    )
    return replace(briefing, notes=tuple(changed))


@pytest.mark.parametrize("field", ["address", "lang", "authors", "publisher", "title", "origin", "archived"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\u2028", "\x85"])
def test_no_field_of_a_source_adds_a_reference(field: str, line_end: str) -> None:
    hostile = with_source(**{field: f"x{line_end}ER  - {line_end}TY  - BOOK{line_end}TI  - Injected"})
    assert [one["id"] for one in rispy.loads(ris(hostile).decode())] == cited(hostile)
    assert not re.search(r"^TI  - Injected", ris(hostile).decode(), re.MULTILINE)
    assert len(json.loads(pandoc(bibtex(hostile), source="bibtex", target="csljson"))) == len(cited(hostile))


def test_no_key_adds_a_field_to_bibtex_and_no_two_keys_become_one() -> None:
    hostile = with_source(key="S01, title = {Injected}")
    read = json.loads(pandoc(bibtex(hostile), source="bibtex", target="csljson"))
    assert "Injected" not in {one["title"] for one in read}
    assert len({one["id"] for one in read}) == len(cited(hostile))
    same = with_source(key="S{01")
    also = replace(
        same,
        notes=tuple(
            replace(note, source=replace(note.source, key="S}01")) if note.source.key == "S01" else note
            for note in same.notes
        ),
    )
    assert len({one["id"] for one in json.loads(pandoc(bibtex(also), source="bibtex", target="csljson"))}) == len(
        cited(also)
    )
