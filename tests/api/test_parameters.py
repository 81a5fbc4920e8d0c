"""Parameters as text: the same names on every door, resolved within what is disclosed."""

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from api.parameters import ChainParameters, ExposureParameters, ImpactParameters, ids_named
from api.resources import Resources, open_resources
from evidence.errors import AmbiguousName, NotFound
from evidence.settings import Settings
from graph.question import Question
from graph.store import GraphStore
from tests.api.command_line import HARBOUR, entity
from tests.api.http_door import ledger_at
from tests.places import LedgerPlace

ENDS = {"from": ("E1",), "to": ("E3",)}


@pytest.fixture
def resources(place: LedgerPlace) -> Iterator[Resources]:
    hidden = entity("E9", "Hidden Fund", visibility="team")
    opened = open_resources(Settings(ledger=ledger_at(place("ledger"), [*HARBOUR, hidden])))
    yield opened
    opened.close()


@pytest.fixture
def store(resources: Resources) -> GraphStore:
    return resources.store("public")


def test_what_is_absent_is_what_the_question_takes_as_absent(store: GraphStore) -> None:
    targets = ids_named(store, ("E3",))
    asked = ChainParameters.model_validate(ENDS).question(store, targets)
    assert asked == Question(sources=ids_named(store, ("E1",)), targets=targets)


def test_every_parameter_reaches_the_question(store: GraphStore) -> None:
    given: dict[str, Any] = {
        "max_hops": "3",
        "limit": "4",
        "via": ["E2"],
        "avoid": ["E4"],
        "valid_on": "2015-01-01",
        "predicate": ["funds"],
        "class": ["flow"],
        "type": ["fund"],
        "min_standing": "reported",
        "min_time": "observed",
        "steps": "5",
        "seconds": "6",
    }
    switches = ("backwards", "same_arrangement", "through_hubs", "turns", "detours")
    parameters = ChainParameters.model_validate({**ENDS, **given, **dict.fromkeys(switches, "true")})
    asked = parameters.question(store, frozenset())
    assert (asked.max_hops, asked.limit, asked.steps, asked.seconds) == (3, 4, 5, 6.0)
    assert (asked.via, asked.avoid) == (ids_named(store, ("E2",)), ids_named(store, ("E4",)))
    assert asked.valid_on == 735599
    assert asked.predicates | asked.classes | asked.types == {"funds", "flow", "fund"}
    assert (asked.min_standing, asked.min_time) == ("reported", "observed")
    assert all(getattr(asked, name) for name in switches)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("max_hops", 0),
        ("max_hops", 13),
        ("limit", 0),
        ("limit", 10_001),
        ("valid_on", "someday"),
        ("valid_on", "2015"),
        ("valid_on", "1420070400"),
        ("valid_on", "2015-1-1"),
        ("predicate", ["befriends"]),
        ("class", ["friendship"]),
        ("type", ["friend"]),
        ("min_standing", "good"),
        ("min_time", "soon"),
        ("audience", "everybody"),
        ("steps", 0),
        ("seconds", 0),
        ("seconds", "inf"),
        ("seconds", "nan"),
        ("known_at", "9" * 41),
        ("from", ()),
        ("colour", "red"),
    ],
)
def test_what_does_not_fit_is_refused(name: str, value: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        ChainParameters.model_validate({**ENDS, name: value})
    assert [error["loc"][0] for error in refused.value.errors()] == [name]


@pytest.mark.parametrize("text", ["E1", "River Fund", "river  fund"])
def test_an_entity_is_named_by_key_id_or_name(store: GraphStore, text: str) -> None:
    (found,) = ids_named(store, (text,))
    assert [view.key for view in store.entities(store.numbers([found]))] == ["E1"]
    assert ids_named(store, (found,)) == {found}


def test_a_name_of_two_is_refused_with_both(store: GraphStore) -> None:
    with pytest.raises(AmbiguousName) as refused:
        ids_named(store, ("Harbour Institute",))
    assert [key for key, _, _ in refused.value.candidates] == ["E2", "E5"]


@pytest.mark.parametrize("text", ["E9", "Hidden Fund"])
def test_a_hidden_entity_is_not_found(resources: Resources, store: GraphStore, text: str) -> None:
    assert ids_named(resources.store("team"), (text,))
    with pytest.raises(NotFound):
        ids_named(store, (text,))


@pytest.mark.parametrize(("kind", "type_", "fits"), [("organisation", "fund", True), ("programme", "fund", False)])
def test_a_type_must_be_one_of_its_kind(kind: str, type_: str, fits: bool) -> None:
    given = {"from": ("E1",), "to_kind": kind, "to_type": type_}
    if fits:
        assert ExposureParameters.model_validate(given).to_type == type_
    else:
        with pytest.raises(ValidationError):
            ExposureParameters.model_validate(given)


@pytest.mark.parametrize("ends", [{"from": ("E1",)}, {"to": ("E3",)}])
def test_an_impact_takes_both_ends_or_none(ends: dict[str, tuple[str, ...]]) -> None:
    assert ImpactParameters.model_validate({"key": "S1"}).to == ()
    assert ImpactParameters.model_validate({"key": "S1", **ENDS}).to == ("E3",)
    with pytest.raises(ValidationError):
        ImpactParameters.model_validate({"key": "S1", **ends})
