"""Every engine that is measured gives the right answer on small graphs."""

from pathlib import Path

import pytest

from benchmarks.asked import PLAIN, pairs
from benchmarks.asking import Named
from benchmarks.made_graph import MadeGraph, made_of, save
from benchmarks.reference import reference
from benchmarks.slow_answer import SLOW
from benchmarks.with_igraph import IGRAPH
from benchmarks.with_networkx import NETWORKX

ASKED = PLAIN.within(5)


@pytest.fixture(params=[(60, 200), (120, 400)], ids=str)
def graph(request: pytest.FixtureRequest, tmp_path: Path) -> MadeGraph:
    entities, hops = request.param
    made = made_of(entities, hops, 1, "plain")
    save(made, tmp_path / "graph")
    return made


@pytest.mark.parametrize("engine", [IGRAPH, NETWORKX], ids=lambda engine: engine.name)
def test_answers_are_those_of_brute_force(engine: Named, graph: MadeGraph, tmp_path: Path) -> None:
    engine.prepare(tmp_path)
    opened, slow = engine.open(tmp_path), SLOW.open(tmp_path)
    answers = [reference(graph, ASKED, pair) for pair in pairs(graph, 10)]
    assert sum(map(len, answers)) > 20
    for pair, answer in zip(pairs(graph, 10), answers, strict=True):
        assert opened.chains(opened.ask(pair, ASKED, 30.0)) == answer
        assert opened.shortest(pair, 30.0) == slow.shortest(pair, 30.0)
        assert opened.within(pair[0], 30.0) == slow.within(pair[0], 30.0)
    opened.close()


@pytest.mark.parametrize("engine", [IGRAPH, NETWORKX], ids=lambda engine: engine.name)
def test_no_way_is_an_answer_too(engine: Named, tmp_path: Path) -> None:
    made = made_of(60, 60, 1, "plain")
    save(made, tmp_path / "graph")
    opened, slow = engine.open(tmp_path), SLOW.open(tmp_path)
    apart = next((0, end) for end in range(1, 60) if slow.shortest((0, end), 30.0) == -1)
    assert opened.ask(apart, ASKED, 30.0) == []
    assert opened.shortest(apart, 30.0) == -1
