"""What one line of the JSON Lines may hold, as JSON Schema.

Invariant: the schema is made from the drafts and the closed lists, never written by hand; it takes no record
that a load would refuse for its form. What no schema says (whether keys lead somewhere, dates are in the
calendar, subject and object are two, a claim supersedes another) the load does.
"""

from typing import Any

from pydantic.json_schema import models_json_schema

from evidence.drafts import DRAFTS, RecordDraft
from evidence.vocabulary import vocabulary

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def record_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one record: one of the drafts, told apart by ``record``."""
    _, schema = models_json_schema([(draft, "validation") for draft in DRAFTS.values()])
    definitions: dict[str, Any] = schema["$defs"]
    for draft in DRAFTS.values():
        _name_record(definitions[draft.__name__], draft)
    definitions[DRAFTS["entity"].__name__]["allOf"] = _types_by_kind()
    definitions[DRAFTS["claim"].__name__]["allOf"] = _ends_by_predicate()
    return {
        "$schema": DIALECT,
        "title": "A record of a Throughline ledger: one line of its JSON Lines",
        "oneOf": [{"$ref": f"#/$defs/{draft.__name__}"} for draft in DRAFTS.values()],
        "$defs": definitions,
    }


def _name_record(definition: dict[str, Any], draft: type[RecordDraft]) -> None:
    definition["properties"] = {"record": {"const": draft.record}, **definition["properties"]}
    definition["required"] = ["record", *definition["required"]]


def _types_by_kind() -> list[dict[str, Any]]:
    """The types that an entity may have depend on its kind."""
    return [
        _when("kind", [kind], {"properties": {"types": {"items": {"enum": list(types)}}}})
        for kind, types in vocabulary().types.items()
    ]


def _ends_by_predicate() -> list[dict[str, Any]]:
    """Some predicates need an object, the others a value and no object."""
    predicates = vocabulary().predicates.values()
    between = [predicate.name for predicate in predicates if predicate.object_kinds]
    of_values = [predicate.name for predicate in predicates if not predicate.object_kinds]
    nothing, something = {"type": "null"}, {"not": {"type": "null"}}
    return [
        _when("predicate", between, {"required": ["object"], "properties": {"object": something}}),
        _when(
            "predicate",
            of_values,
            {"required": ["value"], "properties": {"object": nothing, "value": something}},
        ),
    ]


def _when(field: str, words: list[str], then: dict[str, Any]) -> dict[str, Any]:
    return {"if": {"properties": {field: {"enum": words}}, "required": [field]}, "then": then}
