"""The graph in a Neo4j database answers as the hops themselves do, and as the embedded engine."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from evidence.errors import GraphBusy
from evidence.search_text import fold_text
from evidence.views import Disclosure, EntityView, NameView
from graph import ask, cypher, fronts, neo4j_reading
from graph.arrays import Numbers
from graph.budget import OutOfTime
from graph.members import NumberSet
from graph.neo4j_held import FEW
from graph.neo4j_projection import locked, note
from graph.neo4j_reading import Neo4jStore
from graph.neo4j_store import GraphServer, Row
from graph.neo4j_sync import rebuild, sync
from graph.projector import project
from graph.search import search
from graph.store import HopFilter
from tests.graph.feeding import CLAIMS, Versions, grown
from tests.graph.making import asked, claim, disclosed, no_hints
from tests.graph.random_graphs import random_disclosure, random_question
from tests.graph.store_contract import check_store


def projected(server: GraphServer, disclosure: Disclosure) -> Neo4jStore:
    sync(server, Versions([disclosure]))
    return Neo4jStore(server)


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> Random:
    """Something else on every release."""
    return Random(request.node.name)


@pytest.fixture
def holds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every entity had too many hops to hold them: the server is asked each time."""
    monkeypatch.setattr(neo4j_reading, "FEW", -1)


def test_every_answer_is_what_the_hops_say(neo4j_server: GraphServer, rng: Random) -> None:
    disclosure = random_disclosure(rng)
    check_store(projected(neo4j_server, disclosure), disclosure, rng)


@pytest.mark.usefixtures("holds_nothing")
def test_every_answer_about_busy_entities_is_what_the_hops_say(neo4j_server: GraphServer, rng: Random) -> None:
    disclosure = random_disclosure(rng)
    check_store(projected(neo4j_server, disclosure), disclosure, rng)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """The texts that are read, with what they are given."""
    read, sent = GraphServer.read, list[tuple[str, dict[str, Any]]]()

    def noted(self: GraphServer, text: str, **given: Any) -> list[Row]:
        sent.append((text, given))
        return read(self, text, **given)

    monkeypatch.setattr(GraphServer, "read", noted)
    return sent


def test_the_hops_of_an_entity_are_read_once_for_all_standings_and_for_the_way_back(
    neo4j_server: GraphServer, sent: list[tuple[str, dict[str, Any]]]
) -> None:
    """Each is reported; three standings are looked at in vain before."""
    store = projected(neo4j_server, disclosed(claim("c", "a", "funds", "b"), claim("d", "b", "funds", "z")))
    sent.clear()
    assert len(search(store, asked("a", "z")).chains) == 1
    at = [given[name] for _, given in sent for name in ("frontier", "here") if name in given]
    assert sorted(at) == [[entity] for entity in store.numbers(["id-a", "id-b", "id-z"]).tolist()]


def test_the_ends_of_a_question_are_asked_for_in_one_and_those_of_hops_come_with_them(
    neo4j_server: GraphServer, sent: list[tuple[str, dict[str, Any]]]
) -> None:
    store = projected(neo4j_server, disclosed(claim("c", "a", "funds", "b"), claim("d", "b", "funds", "z")))
    sent.clear()
    (chain,) = search(store, asked("a", "z")).chains
    assert [entity.key for entity in chain.entities] == ["a", "b", "z"]
    assert [text for text, _ in sent].count(cypher.NUMBERS) == 1
    assert cypher.ENTITIES not in [text for text, _ in sent]


def test_both_engines_give_one_answer(neo4j_server: GraphServer, rng: Random, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hints, which ask the server dozens of times more, are compared in the first four of eight answers; of the rest
    the last hop is read from neither side, and in the end nothing is held.
    """
    disclosure = random_disclosure(rng)
    embedded, neo4j = project(disclosure), projected(neo4j_server, disclosure)
    for number in range(8):
        if number == 4:
            monkeypatch.setattr(ask, "hints", no_hints)
            monkeypatch.setattr(fronts, "DEAR", 1)
        if number == 6:
            monkeypatch.setattr(neo4j_reading, "FEW", -1)
        question = random_question(rng, disclosure)
        answers = [ask.answer(store, question, policy="four_eyes") for store in (embedded, neo4j)]
        assert [one.engine for one in answers] == ["embedded", "neo4j"]
        assert answers[0].model_copy(update={"engine": "neo4j"}).model_dump_json() == answers[1].model_dump_json()


NAMES = (("n1", "Harbour  Institute"), ("n2", "Harbour"), ("n3", "警察"), ("n4", "Zoë"), ("n5", "x" * 40_000))


def test_names_are_compared_folded_and_whole(neo4j_server: GraphServer) -> None:
    views = {id_: EntityView(id_, f"key of {id_}", "group", name, (NameView(name),)) for id_, name in NAMES}
    store = projected(neo4j_server, Disclosure("public", "four_eyes", views, {}, {}))
    asked = {"HARBOUR institute": "n1", "harbour ": "n2", "警察": "n3", "zoe": "n4", "X" * 40_000: "n5"}
    for text, id_ in asked.items():
        assert [view.id for view in store.named(text)] == [id_]
    for part in ("arbour", "Institute", "警", "", "\n", "%", "*", "x" * 39_999):
        assert list(store.named(part)) == []
    assert sorted((name, view.id) for name, view in store.names()) == sorted((fold_text(n), i) for i, n in NAMES)


def test_of_thousands_of_names_the_index_takes_what_it_can(neo4j_server: GraphServer) -> None:
    names = tuple(NameView(f"name number {number}") for number in range(5_000))
    entity = EntityView("e", "E1", "organisation", "name number 0", names)
    store = projected(neo4j_server, Disclosure("public", "four_eyes", {"e": entity}, {}, {}))
    assert list(store.named("Name Number 7")) == [entity]
    assert len(list(store.names())) == 5_000


def test_the_revision_is_read_anew(neo4j_server: GraphServer) -> None:
    rng = Random(1)
    feed = Versions([random_disclosure(rng)])
    store = projected(neo4j_server, feed.disclosures[0])
    before = store.revision
    assert store.revision == before
    grown(rng, feed)
    sync(neo4j_server, feed)
    assert store.revision != before
    assert store.numbers(list(feed.disclosures[-1].entities)).size == len(feed.disclosures[-1].entities)


def test_a_database_that_was_never_filled_is_not_read(neo4j_server: GraphServer) -> None:
    with pytest.raises(GraphBusy, match="graph sync"):
        Neo4jStore(neo4j_server)


def test_a_database_that_is_being_filled_is_not_read(neo4j_server: GraphServer) -> None:
    store = projected(neo4j_server, random_disclosure(Random(1)))
    with neo4j_server.writing() as writer:
        locked(writer)
        note(writer, state="filling")
    with pytest.raises(GraphBusy):
        _ = store.revision


def test_what_is_not_there_while_it_is_filled_anew_is_not_said_to_be_unknown(neo4j_server: GraphServer) -> None:
    store = projected(neo4j_server, disclosed(*CLAIMS))
    assert list(store.named("nobody")) == []
    with neo4j_server.writing() as writer:
        locked(writer)
        note(writer, state="filling")
    with pytest.raises(GraphBusy):
        store.named("nobody")


def test_what_was_filled_anew_with_the_same_is_another_graph(neo4j_server: GraphServer) -> None:
    feed = Versions([random_disclosure(Random(1))])
    sync(neo4j_server, feed)
    store = Neo4jStore(neo4j_server)
    before = store.revision
    rebuild(neo4j_server, feed)
    assert store.revision != before


@pytest.mark.parametrize("few", [FEW, -1], ids=["held", "asked for"])
def test_an_entity_that_came_after_the_search_began_is_told_as_that(
    neo4j_server: GraphServer, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """The arrays of the search have no place for it."""
    monkeypatch.setattr(neo4j_reading, "FEW", few)
    disclosure = disclosed(*CLAIMS)
    store = projected(neo4j_server, disclosure)
    entities = store.numbers(list(disclosure.entities))
    store._seen = replace(store._seen, size=int(entities.min()))
    for read in (
        lambda: store.near(entities, HopFilter(), ends=True, seconds=30),
        lambda: store.ways(NumberSet(entities), NumberSet(entities), HopFilter(), seconds=30),
    ):
        with pytest.raises(GraphBusy, match="ask again"):
            read()


def counted(store: Neo4jStore, entities: Numbers) -> Numbers:
    """The same, with what they have counted ahead: else that would be what ends first."""
    store.degree(entities, seconds=30)
    return entities


TIMED: dict[str, Callable[[Neo4jStore, Numbers], object]] = {
    "what an id is": lambda store, _: store.numbered({"id-a", "id-b"}, seconds=0),
    "all of a kind": lambda store, _: store.of_kind("organisation", (), seconds=0),
    "how many hops there are": lambda store, entities: store.degree(entities, seconds=0),
    "how entities rank": lambda store, entities: store.order(entities, seconds=0),
    "what is near": lambda store, entities: store.near(counted(store, entities), HopFilter(), ends=True, seconds=0),
    "the ways between": lambda store, entities: store.ways(
        NumberSet(counted(store, entities)), NumberSet(entities), HopFilter(), seconds=0
    ),
}


@pytest.mark.parametrize("ask_for", TIMED.values(), ids=TIMED.keys())
def test_whatever_a_search_reads_ends_with_its_seconds(
    neo4j_server: GraphServer, ask_for: Callable[[Neo4jStore, Numbers], object]
) -> None:
    disclosure = disclosed(*CLAIMS)
    entities = projected(neo4j_server, disclosure).numbers(list(disclosure.entities))
    with pytest.raises(OutOfTime):
        ask_for(Neo4jStore(neo4j_server), entities)


GONE: dict[str, Callable[[Neo4jStore, Numbers, Numbers], object]] = {
    "an entity before it is ranked": lambda store, entities, _: store.order(entities, seconds=30),
    "an entity before it is shown": lambda store, entities, _: store.entities(entities),
    "an entity of a hop": lambda store, _, hops: store.hops(hops),
    "a hop": lambda store, _, hops: store.hops(hops + 1000),
}


@pytest.mark.parametrize("ask_for", GONE.values(), ids=GONE.keys())
def test_what_another_program_takes_away_in_the_middle_is_told_as_that(
    neo4j_server: GraphServer, ask_for: Callable[[Neo4jStore, Numbers, Numbers], object]
) -> None:
    disclosure = disclosed(*CLAIMS)
    store = projected(neo4j_server, disclosure)
    entities = store.numbers(list(disclosure.entities))
    hops = store.ways(NumberSet(entities), NumberSet(entities), HopFilter(), seconds=30).hop
    neo4j_server.write("MATCH (e:Entity {id: 'id-a'}) REMOVE e:Entity SET e:Gone")
    neo4j_server.write("MATCH (e:Gone) WHERE $detach DETACH DELETE e", detach=ask_for is not GONE["an entity of a hop"])
    with pytest.raises(GraphBusy, match="ask again"):
        ask_for(store, entities, hops)
