"""The closed lists as JSON."""

import json

import pytest

from evidence.vocabulary import CLASSES, ENTITY_KINDS, vocabulary
from evidence.vocabulary_json import vocabulary_as_json

PRINTED = vocabulary_as_json()


def test_a_predicate_is_printed_with_all_that_decides_a_chain() -> None:
    located = next(one for one in PRINTED["predicates"] if one["name"] == "located_in")
    assert located == {
        "name": "located_in",
        "class": "place",
        "directed": True,
        "hub": "object",
        "turns": True,
        "subject_kinds": ["organisation", "person", "place", "group", "programme"],
        "object_kinds": ["place"],
        "verb": "is located in",
        "reverse": "is the location of",
        "ftm": "UnknownLink",
        "neo4j": "LOCATED_IN",
    }


def test_every_predicate_and_assertion_is_printed_in_order() -> None:
    assert [one["name"] for one in PRINTED["predicates"]] == list(vocabulary().predicates)
    assert [one["name"] for one in PRINTED["assertions"]] == list(vocabulary().assertions)
    assert PRINTED["assertions"][0] == {"name": "official_act", "primary": True, "label": "official act"}


def test_types_are_printed_by_kind() -> None:
    assert {kind: {one["name"]: one["label"] for one in types} for kind, types in PRINTED["types"].items()} == dict(
        vocabulary().types
    )


def test_kinds_and_classes_are_printed() -> None:
    assert (PRINTED["kinds"], PRINTED["classes"]) == (list(ENTITY_KINDS), list(CLASSES))


@pytest.mark.parametrize("listname", vocabulary().terms)
def test_every_other_list_is_printed_by_its_name(listname: str) -> None:
    assert {one["name"]: one["label"] for one in PRINTED[listname]} == vocabulary().terms[listname]


def test_it_is_json() -> None:
    assert json.loads(json.dumps(PRINTED)) == PRINTED
