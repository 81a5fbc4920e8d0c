"""The commands that keep a Neo4j database up to date, on a real server."""

from collections.abc import Iterator
from typing import Any

import pytest

from api.graph_feed import PublicFeed
from evidence.ledger import open_ledger
from graph import neo4j_following, neo4j_writing
from graph.neo4j_store import GraphServer
from tests.api.command_line import CommandLine, Record, claim, entity
from tests.api.http_door import added
from tests.graph.neo4j_fixtures import Servers, releases


def more(case: CommandLine, *records: Record) -> None:
    added(case.address, records, investigation="harbour")


@pytest.fixture
def connected(harbour: CommandLine, neo4j_servers: Servers, monkeypatch: pytest.MonkeyPatch) -> Iterator[CommandLine]:
    """The small case, and an empty database that the settings name."""
    settings = neo4j_servers.settings(releases[0])
    assert settings.neo4j_password
    monkeypatch.setenv("THROUGHLINE_NEO4J_URI", str(settings.neo4j_uri))
    monkeypatch.setenv("THROUGHLINE_NEO4J_USER", settings.neo4j_user)
    monkeypatch.setenv("THROUGHLINE_NEO4J_PASSWORD", settings.neo4j_password.get_secret_value())
    with neo4j_servers.empty(releases[0]):
        yield harbour


def test_a_database_is_filled_followed_compared_and_made_anew(connected: CommandLine) -> None:
    assert "nothing was projected" in connected.done("graph", "status")
    assert "up to date" in connected.done("graph", "sync")
    assert connected.done("graph", "drift") == "no difference\n"
    more(connected, entity("E7", "Quay Trust"), claim("C5", "E1", "funds", "E7", "S1"))
    assert "2 events behind" in connected.done("graph", "status")
    behind = connected("graph", "drift")
    assert behind.code == 1
    assert [line.split()[:2] for line in behind.out.splitlines()] == [
        ["missing", "claim"],
        ["missing", "entity"],
        ["missing", "hop"],
        ["different", "projection"],
        ["4", "differences"],
    ]
    assert "up to date" in connected.done("graph", "sync")
    assert connected.done("graph", "drift") == "no difference\n"
    assert "up to date" in connected.done("graph", "rebuild")
    assert connected.done("graph", "drift") == "no difference\n"


def test_who_publishes_does_not_wait_for_the_server(connected: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is recorded in the middle of a sync is recorded, and there after the next."""
    connected.done("graph", "sync")
    more(connected, entity("E7", "Quay Trust"))
    put, late = neo4j_writing.put, [claim("C5", "E1", "funds", "E7", "S1")]

    def put_while_somebody_records(*given: Any) -> int:
        while late:
            more(connected, late.pop())
        return put(*given)

    monkeypatch.setattr(neo4j_following, "put", put_while_somebody_records)
    connected.done("graph", "sync")
    assert late == []
    connected.done("graph", "sync")
    assert connected.done("graph", "drift") == "no difference\n"


def test_nothing_above_public_reaches_the_server(connected: CommandLine, neo4j_servers: Servers) -> None:
    more(connected, entity("E9", "Unspoken Fund", visibility="team"), claim("C9", "E9", "funds", "E2", "S1"))
    connected.done("graph", "sync")
    server = GraphServer(neo4j_servers.settings(releases[0]))
    rows = server.read("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN properties(n), properties(r)")
    server.close()
    assert "River Fund" in str(rows)
    assert "Unspoken" not in str(rows)


def test_a_sync_without_an_address_says_what_to_set(harbour: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("THROUGHLINE_NEO4J_URI", raising=False)
    ran = harbour("graph", "sync")
    assert (ran.code, ran.out) == (1, "")
    assert "THROUGHLINE_NEO4J_URI" in ran.err


def test_a_first_load_is_written_with_the_command_that_takes_it(harbour: CommandLine) -> None:
    told = harbour.done("export", "neo4j-bulk", "--out", "graph")
    files = {file.name for file in (harbour.folder / "graph").iterdir()}
    assert "5 entities, 3 sources, 4 claims, 3 hops were written" in told
    assert all(f"{harbour.folder / 'graph' / name}" in told for name in files)
    assert "neo4j-admin database import full neo4j" in told
    ledger = open_ledger(harbour.address)
    head = PublicFeed(ledger).hash_at(PublicFeed(ledger).head())
    ledger.close()
    assert str(head) in (harbour.folder / "graph" / "projection.csv").read_text(encoding="utf-8")
