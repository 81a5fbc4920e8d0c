"""The graph in Neo4j as the doors get it: caught up, or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.projected_graph import ProjectedGraph
from evidence.ledger import Ledger, open_ledger
from evidence.settings import Settings
from graph.neo4j_projection import locked, note
from graph.neo4j_store import GraphServer
from tests.api.command_line import HARBOUR, claim, entity
from tests.api.http_door import added, ledger_at
from tests.graph.neo4j_fixtures import Servers, releases


@pytest.fixture
def server(neo4j_servers: Servers) -> Iterator[GraphServer]:
    with neo4j_servers.empty(releases[0]) as empty:
        yield empty


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = open_ledger(ledger_at(tmp_path / "ledger.sqlite", HARBOUR))
    yield opened
    opened.close()


@pytest.fixture
def graph(server: GraphServer, neo4j_servers: Servers, ledger: Ledger) -> Iterator[ProjectedGraph]:
    """It asks for the server, which is emptied before and after."""
    made = ProjectedGraph(settings(neo4j_servers), ledger)
    yield made
    made.close()


def settings(servers: Servers) -> Settings:
    return servers.settings(releases[0])


def test_what_is_handed_out_is_at_the_head(graph: ProjectedGraph, ledger: Ledger, tmp_path: Path) -> None:
    first = graph.store()
    assert first
    added(tmp_path / "ledger.sqlite", [entity("E7", "Quay Trust"), claim("C5", "E1", "funds", "E7", "S1")])
    second = graph.store()
    assert second
    assert [one.name for one in second.named("quay trust")] == ["Quay Trust"]


def test_while_somebody_else_fills_it_nothing_is_handed_out(graph: ProjectedGraph, server: GraphServer) -> None:
    assert graph.store()
    with server.writing() as writer:
        _, now = locked(writer)
        note(writer, state="filling", filler="somebody else", beat=now)
    assert graph.store() is None
