"""Both ways to ask a real Neo4j server are right, so that they are fairly measured."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.asked import FULL, PLAIN, Asked, TimedOut, pairs, timed_out_by
from benchmarks.asking import Engine, Named
from benchmarks.made_graph import Variant, load, made_of, save
from benchmarks.reference import reference
from benchmarks.slow_answer import SLOW
from benchmarks.with_cypher import CYPHER, CYPHER_ONE_TYPE
from benchmarks.with_neo4j_store import NEO4J_STORE
from evidence.errors import GraphMemorySpent
from tests.maven import Missing

Opened = tuple[Engine, Path, Asked]

CASES: list[tuple[Named, Variant, Asked]] = [
    (CYPHER, "plain", PLAIN.within(5)),
    (CYPHER_ONE_TYPE, "plain", PLAIN.within(5)),
    (NEO4J_STORE, "full", FULL.within(4)),
]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: case[0].name)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    engine, variant, asked = request.param
    folder = tmp_path_factory.mktemp("server")
    save(made_of(120, 500, 1, variant), folder / "graph")
    try:
        engine.prepare(folder)
    except Missing as error:
        pytest.skip(f"measurements on a real Neo4j server; enable: {error}")
    on_server = engine.open(folder)
    yield on_server, folder, asked
    on_server.close()


def test_answers_are_those_of_brute_force(opened: Opened) -> None:
    engine, folder, asked = opened
    graph, slow = load(folder / "graph"), SLOW.open(folder)
    for pair in pairs(graph, 6):
        assert engine.chains(engine.ask(pair, asked, 300.0)) == reference(graph, asked, pair)
        assert engine.shortest(pair, 300.0) == slow.shortest(pair, 300.0)
        assert engine.within(pair[0], 300.0) == slow.within(pair[0], 300.0)


def test_the_limit_is_kept(opened: Opened) -> None:
    engine, folder, asked = opened
    with pytest.raises(TimedOut):
        engine.ask(pairs(load(folder / "graph"), 1)[0], asked, 0.0)


def test_memory_that_ends_first_counts_as_time_that_did() -> None:
    with pytest.raises(TimedOut), timed_out_by(GraphMemorySpent):
        raise GraphMemorySpent


def test_its_memory_is_that_of_the_server(opened: Opened) -> None:
    assert opened[0].memory() > 200_000_000
