"""The sources for reference managers, read back by the programs that read such files."""

import json
import re
from dataclasses import replace

import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.bibliography import bibtex, csl_item, csl_json, ris
from reports.document import Briefing, Note
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


MARKED = [
    'A <i>prestigious</i> academy & <b>more</b> < <span class="nocase">x</span> &amp; &lt;i&gt;',
    "<sup>1</sup><sub>2</sub> <sc>Small</sc> <em>e</em> a<b and b>c",
    "$z_1$ {braced} \\emph{x} 100% of #1 ~ ^",
]


@pytest.mark.parametrize("title", MARKED)
@pytest.mark.parametrize("field", ["title", "publisher"])
def test_a_tag_that_a_name_merely_contains_is_read_back_as_text(field: str, title: str) -> None:
    written = with_source(**{field: title})
    read = {
        "csljson": json.loads(pandoc(csl_json(written), source="csljson", target="csljson")),
        "bibtex": json.loads(pandoc(bibtex(written), source="bibtex", target="csljson")),
        "ris": [{field: one[field], "id": one["id"]} for one in rispy.loads(ris(written).decode()) if field in one],
    }
    shown = {name: {one["id"]: one.get(field) for one in items}["S09"] for name, items in read.items()}
    assert {name: re.sub("[“”]", '"', text).replace("\u2060", "") for name, text in shown.items()} == dict.fromkeys(
        read, title
    )
    assert not re.search(r"\\(emph|text(bf|it|sc|superscript|subscript))\{", bibtex(written).decode())


def test_a_name_is_exported_to_bibtex_in_the_case_that_was_recorded(briefing: Briefing) -> None:
    read = json.loads(pandoc(bibtex(briefing), source="bibtex", target="csljson"))
    assert {one["id"]: one["title"] for one in read} == {key: one["title"] for key, one in items(briefing).items()}


def test_two_investigations_with_one_key_have_two_ids_that_say_which(briefing: Briefing) -> None:
    one_key = of_keys({"S09": ("S01", "other"), "S11": ("s01", "third")})
    expected = {"case:S01", "other:S01", "third:s01"}
    for read in (
        json.loads(csl_json(one_key)),
        json.loads(pandoc(bibtex(one_key), source="bibtex", target="csljson")),
        rispy.loads(ris(one_key).decode()),
    ):
        ids = [one["id"] for one in read]
        assert len({id_.casefold() for id_ in ids}) == len(cited(briefing))
        assert expected <= set(ids)
        assert {"S04", "S13"} <= set(ids), "a key that one source alone has is its id"


@given(st.lists(st.sampled_from(["S1", "s1", "S1_2", "S{1", "S}1", "S_1", "a:S1", "S 1"]), min_size=5, max_size=5))
@settings(max_examples=10, deadline=None)
def test_ids_are_told_apart_whatever_the_keys_are(keys: list[str]) -> None:
    told = cited(briefed())
    written = of_keys({old: (new, "a") for old, new in zip(told, keys, strict=False)})
    for read in (json.loads(csl_json(written)), rispy.loads(ris(written).decode())):
        assert len({one["id"].casefold() for one in read}) == len(told)
    in_bibtex = re.findall(r"^@\w+\{(.*),$", bibtex(written).decode(), re.MULTILINE)
    assert len({one.casefold() for one in in_bibtex}) == len(told)


def of_keys(names: dict[str, tuple[str, str]]) -> Briefing:
    """A briefing whose sources have other keys and investigations."""
    briefing = briefed()

    def renamed(note: Note) -> Note:
        key, investigation = names.get(note.source.key, (note.source.key, "case"))
        return replace(note, source=replace(note.source, key=key, investigation=investigation))

    return replace(briefing, notes=tuple(map(renamed, briefing.notes)))
