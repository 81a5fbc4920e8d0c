"""The closed lists as one JSON value, for people and programs that write records."""

from collections.abc import Mapping
from typing import Any

from evidence.vocabulary import CLASSES, ENTITY_KINDS, Predicate, vocabulary


def vocabulary_as_json() -> dict[str, Any]:
    """All closed lists: predicates, assertions, types by kind, and every other list by its name."""
    known = vocabulary()
    return {
        "predicates": [_predicate(predicate) for predicate in known.predicates.values()],
        "assertions": [
            {"name": one.name, "primary": one.primary, "label": one.label} for one in known.assertions.values()
        ],
        "kinds": list(ENTITY_KINDS),
        "classes": list(CLASSES),
        "types": {kind: _terms(types) for kind, types in known.types.items()},
        **{listname: _terms(terms) for listname, terms in known.terms.items()},
    }


def _predicate(predicate: Predicate) -> dict[str, Any]:
    return {
        "name": predicate.name,
        "class": predicate.cls,
        "directed": predicate.directed,
        "hub": predicate.hub,
        "turns": predicate.turns,
        "subject_kinds": list(predicate.subject_kinds),
        "object_kinds": list(predicate.object_kinds),
        "verb": predicate.verb,
        "reverse": predicate.reverse,
        "ftm": predicate.ftm,
        "neo4j": predicate.neo4j,
    }


def _terms(terms: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "label": label} for name, label in terms.items()]
