"""Every engine that is measured gives the right answer on small graphs."""

from pathlib import Path

import pytest

from benchmarks import sqlite_store
from benchmarks.asked import FULL, PLAIN, TimedOut, pairs
from benchmarks.asking import Engine, KnowsRules, Named
from benchmarks.made_graph import MadeGraph, made_of, save
from benchmarks.reference import reference
from benchmarks.slow_answer import SLOW
from benchmarks.with_embedded import EMBEDDED
from benchmarks.with_igraph import IGRAPH
from benchmarks.with_kernel import KERNEL
from benchmarks.with_networkx import NETWORKX
from benchmarks.with_sqlite import SQLITE
from graph import distance, fronts

ASKED = PLAIN.within(5)


ENGINES = [EMBEDDED, KERNEL, SQLITE, IGRAPH, NETWORKX]
"""Those that need no server."""


@pytest.fixture(autouse=True)
def _kernel_for_its_engine(request: pytest.FixtureRequest) -> None:
    if getattr(request.node, "callspec", None) and request.node.callspec.params.get("engine") is KERNEL:
        request.getfixturevalue("kernel_is_installed")


def opened(engine: Named, graph: MadeGraph, folder: Path) -> Engine:
    save(graph, folder / "graph")
    engine.prepare(folder)
    return engine.open(folder)


@pytest.mark.parametrize("sizes", [(60, 200), (120, 400)], ids=str)
@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_answers_are_those_of_brute_force(engine: Named, sizes: tuple[int, int], tmp_path: Path) -> None:
    graph = made_of(*sizes, 1, "plain")
    asked, slow = opened(engine, graph, tmp_path), SLOW.open(tmp_path)
    answers = [reference(graph, ASKED, pair) for pair in pairs(graph, 10)]
    assert sum(map(len, answers)) > 20
    for pair, answer in zip(pairs(graph, 10), answers, strict=True):
        assert asked.chains(asked.ask(pair, ASKED, 30.0)) == answer
        assert asked.shortest(pair, 30.0) == slow.shortest(pair, 30.0)
        assert asked.within(pair[0], 30.0) == slow.within(pair[0], 30.0)
    asked.close()


def test_the_shortest_chain_is_found_where_the_last_hop_is_read_of_neither_side(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fronts, "DEAR", 2)
    monkeypatch.setattr(distance, "FEW", 0)
    graph = made_of(120, 400, 1, "plain")
    asked, slow = opened(EMBEDDED, graph, tmp_path), SLOW.open(tmp_path)
    for pair in pairs(graph, 20):
        assert asked.shortest(pair, 30.0) == slow.shortest(pair, 30.0)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_no_way_is_an_answer_too(engine: Named, tmp_path: Path) -> None:
    asked, slow = opened(engine, made_of(60, 60, 1, "plain"), tmp_path), SLOW.open(tmp_path)
    apart = next((0, end) for end in range(1, 60) if slow.shortest((0, end), 30.0) == -1)
    assert asked.chains(asked.ask(apart, ASKED, 30.0)) == []
    assert asked.shortest(apart, 30.0) == -1


@pytest.mark.parametrize("engine", [EMBEDDED, KERNEL, SQLITE], ids=lambda engine: engine.name)
def test_the_full_question_is_answered_as_brute_force_does(engine: Named, tmp_path: Path) -> None:
    graph = made_of(120, 500, 1, "full")
    asked = opened(engine, graph, tmp_path)
    answers = [reference(graph, FULL.within(5), pair) for pair in pairs(graph, 10)]
    assert sum(map(len, answers)) > 20
    for pair, answer in zip(pairs(graph, 10), answers, strict=True):
        assert asked.chains(asked.ask(pair, FULL.within(5), 30.0)) == answer


def test_an_answer_that_is_not_complete_has_timed_out(tmp_path: Path) -> None:
    graph = made_of(120, 400, 1, "plain")
    asked = opened(EMBEDDED, graph, tmp_path)
    with pytest.raises(TimedOut):
        asked.ask(pairs(graph, 1)[0], ASKED, 0.0)


def test_what_a_store_cannot_read_in_its_seconds_has_timed_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_store, "_OPCODES", 1)
    graph = made_of(60, 200, 1, "plain")
    asked, pair = opened(SQLITE, graph, tmp_path), pairs(graph, 1)[0]
    with pytest.raises(TimedOut):
        asked.within(pair[0], 0.0)
    with pytest.raises(TimedOut):
        asked.shortest(pair, 0.0)


@pytest.mark.parametrize("engine", [EMBEDDED, KERNEL, SQLITE], ids=lambda engine: engine.name)
def test_an_exposure_is_answered_as_brute_force_does(engine: Named, tmp_path: Path) -> None:
    graph = made_of(300, 900, 1, "full")
    asked, slow = opened(engine, graph, tmp_path), SLOW.open(tmp_path)
    assert isinstance(asked, KnowsRules)
    assert isinstance(slow, KnowsRules)
    answers = [slow.exposed(pair[0], FULL.within(4), 30.0) for pair in pairs(graph, 4)]
    assert sum(map(len, answers)) > 10
    for pair, answer in zip(pairs(graph, 4), answers, strict=True):
        assert asked.chains(asked.exposed(pair[0], FULL.within(4), 30.0)) == answer
