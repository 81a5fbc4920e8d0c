"""Which engine answers, where the graph is in Neo4j too."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.neo4j_projection import locked, note
from graph.neo4j_store import GraphServer
from tests.api.command_line import CommandLine, Record, claim, entity, setting
from tests.api.http_door import added
from tests.graph.neo4j_fixtures import Servers, releases

ROOT = Path(__file__).parent.parent.parent
ALL_THERE_IS = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN properties(n) AS p, properties(r) AS q ORDER BY p.id, q.id"


@pytest.fixture
def neo4j(harbour: CommandLine, neo4j_servers: Servers, monkeypatch: pytest.MonkeyPatch) -> Iterator[GraphServer]:
    """An empty database that the settings of the small case name, and ask."""
    settings = neo4j_servers.settings(releases[0])
    assert settings.neo4j_password
    monkeypatch.setenv("THROUGHLINE_GRAPH", "neo4j")
    monkeypatch.setenv("THROUGHLINE_NEO4J_URI", str(settings.neo4j_uri))
    monkeypatch.setenv("THROUGHLINE_NEO4J_USER", settings.neo4j_user)
    monkeypatch.setenv("THROUGHLINE_NEO4J_PASSWORD", settings.neo4j_password.get_secret_value())
    with neo4j_servers.empty(releases[0]) as graph:
        yield graph


def chains(case: CommandLine, *more: str, start: str = "E1", end: str = "E3") -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(case.done("chains", start, end, "--format", "json", *more))
    return answer


def test_a_search_brings_the_graph_up_and_asks_it(
    harbour: CommandLine, neo4j: GraphServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = chains(harbour)
    monkeypatch.setenv("THROUGHLINE_GRAPH", "embedded")
    here = chains(harbour)
    assert (there.pop("engine"), here.pop("engine")) == ("neo4j", "embedded")
    assert there == here
    assert there["chains"]


def test_what_was_published_since_is_there(harbour: CommandLine, neo4j: GraphServer) -> None:
    chains(harbour)
    added(
        harbour.address, [entity("E7", "Quay Trust"), claim("C5", "E1", "funds", "E7", "S1")], investigation="harbour"
    )
    answer = chains(harbour, end="E7")
    assert (answer["engine"], len(answer["chains"])) == ("neo4j", 1)


HIDDEN = (
    entity("E8", "Source in the port", visibility="team"),
    claim("C6", "E1", "funds", "E3", "S1", visibility="restricted"),
    claim("C7", "E2", "trains", "E3", "S1", status="draft"),
)
"""The last two are beside what is public."""


@pytest.mark.parametrize("hidden", HIDDEN, ids=lambda record: record["key"])
def test_what_is_recorded_and_not_public_leaves_no_trace_in_neo4j(
    harbour: CommandLine, neo4j: GraphServer, hidden: Record
) -> None:
    before = chains(harbour), neo4j.read(ALL_THERE_IS)
    added(harbour.address, [hidden], investigation="harbour")
    assert (chains(harbour), neo4j.read(ALL_THERE_IS)) == before
    assert "up to date" in harbour.done("graph", "status")


def test_what_is_erased_is_taken_out_of_neo4j_though_no_event_names_it_any_more(
    harbour: CommandLine, neo4j: GraphServer
) -> None:
    chains(harbour)
    of_claim = "MATCH (c:Claim {key: 'C4'}) RETURN count(c)"
    assert neo4j.read(of_claim) == [[1]]
    harbour.done("withdraw", "C4", "--reason", "Consent was withdrawn.")
    harbour.done("erase", "C4", "--reason", "Consent was withdrawn.")
    chains(harbour)
    assert neo4j.read(of_claim) == [[0]]
    assert harbour.done("graph", "drift") == "no difference\n"


@pytest.mark.parametrize("more", [("--audience", "team"), ("--known-at", "5")])
def test_what_neo4j_does_not_hold_the_embedded_engine_answers(
    harbour: CommandLine, neo4j: GraphServer, more: tuple[str, ...]
) -> None:
    assert chains(harbour, *more)["engine"] == "embedded"
    assert neo4j.read("MATCH (n) RETURN count(n)") == [[0]]


def test_while_somebody_fills_it_the_embedded_engine_answers(harbour: CommandLine, neo4j: GraphServer) -> None:
    chains(harbour)
    with neo4j.writing() as writer:
        _, now = locked(writer)
        note(writer, state="filling", filler="somebody", beat=now)
    assert chains(harbour)["engine"] == "embedded"


def test_a_server_that_does_not_answer_is_said(
    harbour: CommandLine, neo4j: GraphServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THROUGHLINE_NEO4J_URI", "bolt://127.0.0.1:1")
    refused = harbour("chains", "E1", "E3")
    assert refused.code != 0
    assert "no Neo4j server answers at bolt://127.0.0.1:1" in refused.err


def test_a_terminal_is_told_once_that_the_server_does_not_answer_and_not_of_each_try(harbour: CommandLine) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "from api.cli import main; main()", "chains", "E1", "E3"],
        env={
            "THROUGHLINE_LEDGER": setting(harbour.address),
            "THROUGHLINE_GRAPH": "neo4j",
            "THROUGHLINE_NEO4J_URI": "bolt://127.0.0.1:1",
            "THROUGHLINE_NEO4J_PASSWORD": "any",
            "HOME": str(harbour.folder),
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr.splitlines() == [
        "no Neo4j server answers at bolt://127.0.0.1:1: start it, or correct THROUGHLINE_NEO4J_URI"
    ]


def test_an_exposure_is_asked_of_it_too(harbour: CommandLine, neo4j: GraphServer) -> None:
    answer = json.loads(harbour.done("exposure", "E1", "--to-kind", "organisation", "--format", "json"))
    assert (answer["engine"], bool(answer["chains"])) == ("neo4j", True)
