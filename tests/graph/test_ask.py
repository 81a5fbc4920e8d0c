"""The graph's front."""

from graph import ask
from graph.projector import project
from tests.graph.making import asked, claim, disclosed, entity

CLAIMS = (
    claim("c1", "a", "partners_with", "b"),
    claim("c2", "b", "partners_with", entity("z", "organisation", "police_force")),
    claim("c3", "b", "located_in", entity("l", "place")),
)


def test_an_answer_states_its_ends_limits_engine_and_policy() -> None:
    store = project(disclosed(*CLAIMS))
    answer = ask.answer(store, asked("a", "z", max_hops=3, limit=2, steps=500, seconds=9.0), policy="single_handed")
    text = answer.model_dump(mode="json")
    assert text["from"] == [{"id": "id-a", "key": "a", "name": "A", "kind": "organisation"}]
    assert [one["key"] for one in text["to"]] == ["z"]
    assert text["limits"] == {"max_hops": 3, "limit": 2, "steps": 500, "seconds": 9.0}
    assert (text["engine"], text["policy"], text["complete"], text["more"]) == (
        "embedded",
        "single_handed",
        True,
        False,
    )
    assert text["hints"] == []
    assert len(text["chains"]) == 1


def test_exposure_gives_the_best_chain_to_each_entity_of_a_kind() -> None:
    store = project(disclosed(*CLAIMS))
    answer = ask.exposure(store, asked("a", "a"), kind="organisation", policy="four_eyes")
    assert [chain.entities[-1].key for chain in answer.chains] == ["b", "z"]
    assert [one.key for one in answer.to] == ["b", "z"]


def test_exposure_can_ask_for_a_type() -> None:
    store = project(disclosed(*CLAIMS))
    answer = ask.exposure(store, asked("a", "a"), kind="organisation", types={"police_force"}, policy="four_eyes")
    assert [[one.key for one in chain.entities] for chain in answer.chains] == [["a", "b", "z"]]


def test_exposure_without_any_such_entity_is_an_answer_too() -> None:
    answer = ask.exposure(project(disclosed(*CLAIMS)), asked("a", "a"), kind="person", policy="four_eyes")
    assert (answer.chains, answer.complete, answer.to) == ((), True, ())
    assert answer.hints == ("There is no entity that a chain could end at.",)


def test_exposure_does_not_name_what_is_avoided_among_its_ends() -> None:
    store = project(disclosed(*CLAIMS))
    answer = ask.exposure(store, asked("a", "a", avoid=frozenset({"id-z"})), kind="organisation", policy="four_eyes")
    assert [one.key for one in answer.to] == ["b"]
