"""Hand-written Cypher on a real server gives the right answers too, so that it is fairly measured."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.asked import PLAIN, TimedOut, pairs
from benchmarks.asking import Engine
from benchmarks.made_graph import load, made_of, save
from benchmarks.reference import reference
from benchmarks.slow_answer import SLOW
from benchmarks.with_cypher import CYPHER
from tests.graph.neo4j_jars import Missing


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("cypher")
    save(made_of(120, 400, 1, "plain"), place / "graph")
    return place


@pytest.fixture(scope="module")
def engine(folder: Path) -> Iterator[Engine]:
    try:
        CYPHER.prepare(folder)
    except Missing as error:
        pytest.skip(f"measurements beside hand-written Cypher; enable: {error}")
    opened = CYPHER.open(folder)
    yield opened
    opened.close()


def test_answers_are_those_of_brute_force(engine: Engine, folder: Path) -> None:
    graph, asked, slow = load(folder / "graph"), PLAIN.within(5), SLOW.open(folder)
    for pair in pairs(graph, 10):
        assert engine.chains(engine.ask(pair, asked, 60.0)) == reference(graph, asked, pair)
        assert engine.shortest(pair, 60.0) == slow.shortest(pair, 60.0)
        assert engine.within(pair[0], 60.0) == slow.within(pair[0], 60.0)


def test_the_limit_is_kept(engine: Engine, folder: Path) -> None:
    with pytest.raises(TimedOut):
        engine.ask(pairs(load(folder / "graph"), 1)[0], PLAIN, 0.0)


def test_its_memory_is_that_of_the_server(engine: Engine) -> None:
    assert engine.memory() > 200_000_000
