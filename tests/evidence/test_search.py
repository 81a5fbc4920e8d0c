"""Finding records by name, in any script, within what a reader may see."""

import pytest

from evidence.drafts import EntityDraft
from evidence.errors import AmbiguousName, NotFound, WrongKind
from evidence.ledger import Ledger
from evidence.locating import entity_named, locate
from evidence.recording import record
from evidence.search import search
from evidence.search_text import fold_text
from tests.evidence.small import entity, recorded, seen_by, session_on, source


def named(key: str, *names: str, visibility: str = "public") -> EntityDraft:
    texts = [{"text": name} for name in names]
    content = {"key": key, "kind": "organisation", "names": texts, "visibility": visibility}
    return EntityDraft.model_validate(content)


@pytest.fixture
def names(ledger: Ledger) -> Ledger:
    return recorded(
        ledger,
        named("E1", "London Policing College", "LPC"),
        named("E2", "新疆警察学院", "Xinjiang Police College"),
        named("E3", "شىنجاڭ ساقچى ئىنستىتۇتى"),
        named("E4", "École de police"),
        named("E5", "Hidden Police College", visibility="team"),
        source("S1", title="Report on 警察 training 100%"),
    )


def found(ledger: Ledger, text: str, audience: str = "public") -> list[str]:
    with session_on(ledger) as session:
        return [match.key for match in search(session, text, audience=audience)]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("policing coll", ["E1"]),
        ("lpc", ["E1"]),
        ("警察", ["E2", "S1"]),
        ("新疆", ["E2"]),
        ("ساقچى", ["E3"]),
        ("ecole", ["E4"]),
        ("ÉCOLE", ["E4"]),
        ("100%", ["S1"]),
        ("_", []),
        ("po\0lice", []),
        ("   ", []),
        ("nothing of that name", []),
    ],
)
def test_a_part_of_a_name_in_any_script_is_enough(names: Ledger, text: str, keys: list[str]) -> None:
    assert sorted(found(names, text)) == keys


def test_what_a_reader_may_not_see_is_not_found_and_takes_no_place(names: Ledger) -> None:
    assert sorted(found(names, "police")) == ["E2", "E4"]
    assert sorted(found(names, "police", "team")) == ["E2", "E4", "E5"]
    with session_on(names) as session:
        assert [one.key for one in search(session, "police", audience="public", limit=2)] == found(names, "police")


def test_an_entity_is_named_by_key_then_id_then_name_in_any_of_its_scripts(names: Ledger) -> None:
    seen = seen_by(names)
    one = entity_named(seen, "E2")
    assert (
        entity_named(seen, one.id)
        == entity_named(seen, "新疆警察学院")
        == entity_named(seen, "xinjiang POLICE college")
        == one
    )


def test_a_hidden_entity_is_not_found_in_the_same_words_as_one_that_is_not_there(names: Ledger) -> None:
    told = []
    for key in ("E5", "E6"):
        with pytest.raises(NotFound) as refusal:
            entity_named(seen_by(names), key)
        told.append(str(refusal.value).replace(key, ""))
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("policing", "perhaps London Policing College \\(E1\\)"),
        ("Londn Policing Colege", "perhaps London Policing College \\(E1\\)"),
        ("警察", "perhaps 新疆警察学院 \\(E2\\)"),
        ("Hidden", "search for a part of its name"),
    ],
)
def test_a_name_that_is_none_is_answered_with_those_that_may_be_meant(names: Ledger, text: str, meant: str) -> None:
    with pytest.raises(NotFound, match=meant):
        entity_named(seen_by(names), text)


def test_an_ambiguous_name_lists_the_candidates(names: Ledger) -> None:
    recorded(names, named("E7", "London policing college"))
    with pytest.raises(AmbiguousName) as refusal:
        entity_named(seen_by(names), "London Policing College")
    assert [key for key, _, _ in refusal.value.candidates] == ["E1", "E7"]


def test_a_key_of_two_investigations_is_ambiguous_until_an_id_is_given(names: Ledger) -> None:
    record(names, [entity("E1")], actor="Ada", investigation="other")
    with session_on(names) as session:
        with pytest.raises(AmbiguousName) as refusal:
            locate(session, "E1")
        ids = [id_ for id_, _, _ in refusal.value.candidates]
        assert [locate(session, id_).key for id_ in ids] == ["E1", "E1"]


def test_each_candidate_leads_to_one_entity_where_several_have_one_key(names: Ledger) -> None:
    record(names, [named("E1", "London policing college")], actor="Ada", investigation="other")
    seen = seen_by(names)
    with pytest.raises(AmbiguousName, match="E1 of other") as refusal:
        entity_named(seen, "E1")
    assert {entity_named(seen, text).investigation for text, _, _ in refusal.value.candidates} == {"case", "other"}


def test_a_record_of_another_kind_is_refused(names: Ledger) -> None:
    with session_on(names) as session, pytest.raises(WrongKind, match="E1 is of kind entity"):
        locate(session, "E1", kind="claim")


@pytest.mark.parametrize(("text", "same"), [("Ａcmé  Ltd", "acme ltd"), ("مُحَمَّد", "محمد"), ("شـــرطة", "شرطة")])
def test_names_are_compared_without_case_width_vowel_marks_and_stretching(text: str, same: str) -> None:
    assert fold_text(text) == fold_text(same)
