"""Which editions hold something of a record: by its key in its investigation, by its digest, and by its words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.database import reading
from evidence.edition_traces import editions_with, says
from evidence.editions import seal_edition
from evidence.ledger import Ledger
from evidence.locating import locate
from tests.evidence.small import entity, put, source
from tests.evidence.test_editions import draft

SAID = {"place": "Summary", "claims": (), "citations": (), "hops": ()}
RESTING = {"key": "S1", "digest": "a" * 64, "retracted": False}


def found(ledger: Ledger, key: str, kind: str, **parts: Any) -> bool:
    """Whether an edition with these parts is said to hold something of a record of the case."""
    seal_edition(ledger, draft(**{"as_of": 99, **parts}), actor="Ada")
    with reading(ledger.engine) as session:
        return bool(editions_with(session, {locate(session, key).id}, {("case", kind, key)}))


@pytest.mark.parametrize(("investigation", "due"), [("case", True), ("another", False)])
def test_a_source_is_found_by_its_key_in_its_own_investigation(ledger: Ledger, investigation: str, due: bool) -> None:
    put(ledger, source("S1"))
    assert found(ledger, "S1", "source", sources=({**RESTING, "investigation": investigation},)) is due


@pytest.mark.parametrize(("text", "due"), [("It says: “north-port  POLICE”.", True), ("It says nothing.", False)])
def test_what_has_no_key_there_is_found_by_its_words_in_any_shape(ledger: Ledger, text: str, due: bool) -> None:
    put(ledger, entity("E77", names=[{"text": "Northport Police"}]))
    assert found(ledger, "E77", "entity", sentences=({**SAID, "text": text},)) is due


def told(text: str) -> dict[str, Any]:
    return {"sentences": ({**SAID, "text": text},)}


NOTED = {"source": 0, "locator": "p. 3", "quote": "the sum of 12 was paid"}
WHERE: dict[str, tuple[dict[str, Any], bool]] = {
    "a sentence": (told("It paid 12 officers."), True),
    "a heading": ({"sentences": ({**SAID, "text": "x", "place": "Hop 12"},)}, True),
    "a quotation": ({"citations": (NOTED,)}, True),
    "a locator": ({"citations": ({**NOTED, "quote": None, "locator": "p. 12"},)}, True),
    "the title": ({"title": "The 12"}, True),
    "the question": ({"question": {"from": ["E1", "12"]}}, True),
    "a longer number": (told("In 2012 it paid 0.312 of 1,125."), False),
    "digests and versions": ({"head": "12" * 32, "files": {".md": "12" * 32}, "made_with": {"typst": "0.12"}}, False),
    "the name of what was asked": ({"question": {"12": "E1"}}, False),
}


@pytest.mark.parametrize(("parts", "due"), WHERE.values(), ids=WHERE)
def test_a_number_is_found_where_people_read_it_and_nowhere_else(
    ledger: Ledger, parts: dict[str, Any], due: bool
) -> None:
    put(ledger, entity("E77", names=[{"text": "12"}]))
    assert found(ledger, "E77", "entity", **parts) is due


@pytest.mark.parametrize(("as_of", "due"), [(1, False), (99, True)])
def test_a_sentence_built_before_the_record_had_the_words_is_none_of_its_own(
    ledger: Ledger, as_of: int, due: bool
) -> None:
    put(ledger, entity("E77", names=[{"text": "Northport Police"}]))
    assert found(ledger, "E77", "entity", as_of=as_of, **told("Northport Police did it.")) is due
    assert found(ledger, "E77", "entity", as_of=1, title="On Northport Police"), "a title is typed by who may know"


@pytest.mark.parametrize(("audience", "due"), [("public", False), ("team", True), ("custodian", True)])
def test_a_sentence_for_those_who_never_saw_the_record_is_none_of_its_own(
    ledger: Ledger, audience: str, due: bool
) -> None:
    put(ledger, entity("E77", names=[{"text": "Northport Police"}], visibility="team"))
    assert found(ledger, "E77", "entity", audience=audience, **told("Northport Police did it.")) is due
    assert found(ledger, "E77", "entity", title="On Northport Police")


def test_what_was_hidden_later_or_earlier_was_seen_by_whom_any_version_was_for(ledger: Ledger) -> None:
    put(ledger, entity("E77", names=[{"text": "Northport Police"}], visibility="team"))
    put(ledger, entity("E77", names=[{"text": "Northport Police"}]))
    put(ledger, entity("E77", names=[{"text": "Northport Police"}], visibility="restricted"))
    assert found(ledger, "E77", "entity", **told("Northport Police did it."))


@pytest.mark.parametrize(
    ("text", "word", "due"),
    [
        ("A did it.", "A", True),
        ("It was A’s doing.", "a", True),
        ("And again.", "A", False),
        ("Data", "a", False),
        ("A. B. Smith", "AB", True),
        ("Abel", "AB", False),
        ("由A大学", "A", True),
        ("12m", "12", True),
        ("sum: 12,000", "12000", True),
        ("112,000", "12000", False),
        ("北京公安局", "公安", True),
        ("Northport-policemen", "Northport Police", True),
        ("anything", "—", False),
    ],
)
def test_a_short_word_is_looked_for_as_a_word_and_any_other_in_any_shape(text: str, word: str, due: bool) -> None:
    assert says(text, word) is due


MARKS = st.text(" .,;:-“”()’\n", min_size=1, max_size=3)


@given(st.text(min_size=1, max_size=12).filter(lambda one: any(map(str.isalnum, one))), MARKS, MARKS, st.data())
def test_a_word_between_marks_is_always_found(word: str, before: str, after: str, data: st.DataObject) -> None:
    """In whatever case, and with marks put in between its signs: the safe direction."""
    shaped = data.draw(st.sampled_from([word, word.casefold()]))
    place = data.draw(st.integers(0, len(shaped)))
    text = f"And{before}{shaped[:place]}{data.draw(MARKS)}{shaped[place:]}{after}again"
    assert says(text, word)
