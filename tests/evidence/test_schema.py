"""The printed schema says what drafts take."""

from typing import Any

import pytest
from hypothesis import given, settings

from evidence.canonical import as_value
from evidence.drafts import DRAFTS, RecordDraft
from evidence.schema import DIALECT, record_schema
from evidence.vocabulary import vocabulary
from tests.evidence.random_drafts import cases

TERMS = {
    "IdentifierDraft": {},
    "NameDraft": {"use": "name_use"},
    "LocatorDraft": {"kind": "locator_kind"},
    "CitationDraft": {"assertion": "assertions", "reliability": "reliability", "credibility": "credibility"},
    "SourceDraft": {"type": "source_type", "status": "source_status", "sharing": "sharing"},
    "ClaimDraft": {"predicate": "predicates", "polarity": "polarity", "outcome": "claim_outcome"},
    "ReviewDraft": {"outcome": "review_outcome"},
    "ReplyDraft": {"attribution": "attribution"},
    "CommitmentDraft": {"state": "commitment_state"},
    "OutcomeDraft": {"kind": "outcome_kind"},
    "ActionDraft": {"kind": "action_kind"},
    "JudgementDraft": {"verdict": "judgement"},
}


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return record_schema()


def of(schema: dict[str, Any], name: str, field: str) -> dict[str, Any]:
    """The schema of a field, without the null that an optional one may be."""
    said: dict[str, Any] = schema["$defs"][name]["properties"][field]
    return next((one for one in said.get("anyOf", []) if one != {"type": "null"}), said)


def test_a_record_is_one_of_the_drafts_told_apart_by_its_kind(schema: dict[str, Any]) -> None:
    assert schema["$schema"] == DIALECT
    names = [one["$ref"].removeprefix("#/$defs/") for one in schema["oneOf"]]
    assert names == [draft.__name__ for draft in DRAFTS.values()]
    kinds = [schema["$defs"][name]["properties"]["record"] for name in names]
    assert kinds == [{"const": kind} for kind in DRAFTS]
    assert all(schema["$defs"][name]["required"][:2] == ["record", "key"] for name in names)


def test_nothing_unknown_is_taken_anywhere(schema: dict[str, Any]) -> None:
    assert {name for name, one in schema["$defs"].items() if one["additionalProperties"] is not False} == set()


@pytest.mark.parametrize("kind", DRAFTS)
def test_every_field_of_a_draft_is_there_and_what_it_must_have_is_required(schema: dict[str, Any], kind: str) -> None:
    said, fields = schema["$defs"][DRAFTS[kind].__name__], DRAFTS[kind].model_fields
    assert list(said["properties"]) == ["record", *fields]
    assert said["required"] == ["record", *(name for name, field in fields.items() if field.is_required())]


@pytest.mark.parametrize("name", TERMS)
def test_terms_are_those_of_the_closed_lists(schema: dict[str, Any], name: str) -> None:
    for field, listname in TERMS[name].items():
        assert of(schema, name, field)["enum"] == list(vocabulary().words(listname))


@pytest.mark.parametrize("kind", DRAFTS)
def test_every_record_may_say_who_may_see_it(schema: dict[str, Any], kind: str) -> None:
    assert of(schema, DRAFTS[kind].__name__, "visibility")["enum"] == list(vocabulary().words("visibility"))


def test_the_types_of_an_entity_are_those_of_its_kind(schema: dict[str, Any]) -> None:
    rules = schema["$defs"]["EntityDraft"]["allOf"]
    said = {
        rule["if"]["properties"]["kind"]["enum"][0]: rule["then"]["properties"]["types"]["items"]["enum"]
        for rule in rules
    }
    assert said == {kind: list(types) for kind, types in vocabulary().types.items()}


def test_the_predicate_says_whether_a_claim_has_an_object_or_only_a_value(schema: dict[str, Any]) -> None:
    between, of_values = schema["$defs"]["ClaimDraft"]["allOf"]
    known = vocabulary().predicates
    assert {name for name in known if known[name].object_kinds} == set(between["if"]["properties"]["predicate"]["enum"])
    assert between["then"]["required"] == ["object"]
    assert {name for name in known if not known[name].object_kinds} == set(
        of_values["if"]["properties"]["predicate"]["enum"]
    )
    assert of_values["then"]["required"] == ["value"]
    assert of_values["then"]["properties"]["object"] == {"type": "null"}


def test_every_part_that_is_named_is_defined(schema: dict[str, Any]) -> None:
    assert set(_named(schema)) == {f"#/$defs/{name}" for name in schema["$defs"]}


@settings(max_examples=10, deadline=None)
@given(cases())
def test_what_a_record_says_are_fields_of_its_schema(drafts: list[RecordDraft]) -> None:
    definitions = record_schema()["$defs"]
    for draft in drafts:
        said = definitions[type(draft).__name__]
        assert set(said["required"]) <= set(as_value(draft)) <= set(said["properties"])


def _named(part: object) -> list[str]:
    """Every ``$ref`` in a schema."""
    if isinstance(part, list):
        return [name for inner in part for name in _named(inner)]
    if isinstance(part, dict):
        own = [part["$ref"]] if "$ref" in part else []
        return own + [name for inner in part.values() for name in _named(inner)]
    return []
