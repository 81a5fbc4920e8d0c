"""The way to a Neo4j server: what goes wrong is said in words, within the time given, and without a secret."""

import logging
import socket
import threading
import traceback
from collections.abc import Iterator
from contextlib import closing, contextmanager
from math import inf
from pathlib import Path
from random import Random
from unittest.mock import Mock

import neo4j
import pytest
from neo4j.exceptions import ServiceUnavailable
from pydantic import SecretStr

from evidence.errors import GraphError, GraphLoginRefused, GraphMemorySpent, GraphNotConfigured, NoGraphServer
from evidence.settings import Settings
from graph import cypher
from graph.budget import OutOfTime
from graph.members import NumberSet
from graph.neo4j_bulk import PROPERTIES
from graph.neo4j_drift import drift
from graph.neo4j_reading import Neo4jStore
from graph.neo4j_store import GraphServer
from graph.neo4j_sync import rebuild, sync
from graph.store import HopFilter
from tests.graph.every_text import every_text
from tests.graph.feeding import Versions, grown
from tests.graph.neo4j_fixtures import Servers, own_server, releases, settings_of
from tests.graph.random_graphs import random_disclosure
from tests.graph.store_contract import random_filter

SECRET = "a very secret word"
LARGE = "UNWIND range(1, 100000000) AS n RETURN collect(toString(n))"
SLOW = "UNWIND range(1, 1000000000) AS n WITH n WHERE n % 7 = 8 RETURN count(n)"


def settings(uri: str | None, password: str | None = SECRET) -> Settings:
    secret = SecretStr(password) if password else None
    return Settings(graph="neo4j", neo4j_uri=uri, neo4j_password=secret)


def refusal(error: pytest.ExceptionInfo[BaseException]) -> str:
    """What is said, having looked that neither it nor its traceback says the password."""
    assert SECRET not in "".join(traceback.format_exception(error.value))
    return str(error.value)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (settings(None), "THROUGHLINE_NEO4J_URI"),
        (settings("bolt://127.0.0.1:7687", None), "THROUGHLINE_NEO4J_PASSWORD"),
        (settings("http://127.0.0.1:7474"), "THROUGHLINE_NEO4J_URI"),
        (settings("127.0.0.1"), "THROUGHLINE_NEO4J_URI"),
        (settings("bolt://127.0.0.1:seven"), "THROUGHLINE_NEO4J_URI"),
        (settings(f"bolt://neo4j:{SECRET.replace(' ', '-')}@127.0.0.1:7687"), "THROUGHLINE_NEO4J_PASSWORD"),
        (settings("bolt://127.0.0.1:7687?policy=eu"), "THROUGHLINE_NEO4J_URI"),
    ],
)
def test_settings_that_lead_nowhere_are_named(given: Settings, named: str) -> None:
    with pytest.raises(GraphNotConfigured) as error:
        GraphServer(given)
    assert named in refusal(error)


def test_a_cluster_s_routing_policy_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    reached = Mock(wraps=neo4j.GraphDatabase.driver)
    monkeypatch.setattr(neo4j.GraphDatabase, "driver", reached)
    GraphServer(settings("neo4j://127.0.0.1:7687?policy=eu")).close()
    assert reached.call_args.args == ("neo4j://127.0.0.1:7687?policy=eu",)


def test_a_server_that_is_not_there_is_named_without_what_stands_beside_its_address() -> None:
    with closing(socket.socket()) as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
        server = GraphServer(settings(f"bolt://127.0.0.1:{port}"))
        with pytest.raises(NoGraphServer) as error:
            server.read(cypher.COUNT_NODES)
        server.close()
    assert f"bolt://127.0.0.1:{port}" in refusal(error)


def test_a_wrong_password_is_refused_and_not_said(neo4j_servers: Servers) -> None:
    right = neo4j_servers.settings(releases[0])
    server = GraphServer(settings(right.neo4j_uri))
    with pytest.raises(GraphLoginRefused) as error:
        server.read(cypher.COUNT_NODES)
    server.close()
    assert "THROUGHLINE_NEO4J_PASSWORD" in refusal(error)


def test_a_database_that_is_not_there_is_named(neo4j_servers: Servers) -> None:
    right = neo4j_servers.settings(releases[0])
    server = GraphServer(right.model_copy(update={"neo4j_database": "nosuchthing"}))
    with pytest.raises(GraphNotConfigured, match="nosuchthing"):
        server.read(cypher.COUNT_NODES)
    server.close()


def test_a_query_past_its_limit_is_ended_by_the_server(neo4j_server: GraphServer) -> None:
    with pytest.raises(OutOfTime):
        neo4j_server.read(SLOW, seconds=0.2)
    named = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery = $slow RETURN 1"
    running = neo4j_server.read(named, slow=SLOW)
    assert running == []


LONG = "UNWIND range(1, 60000000) AS n WITH n WHERE n % 7 = 8 RETURN count(n)"


def test_a_limit_of_the_server_s_own_ends_no_comparison_and_is_told_where_it_ends_anything(tmp_path: Path) -> None:
    """The page on Neo4j sets one, for what people paste; comparing millions of hops takes longer."""
    limited = own_server(tmp_path, limit="1s").start()
    server = GraphServer(settings_of(limited))
    with pytest.raises(GraphError, match=r"db\.transaction\.timeout"):
        server.read(LONG)
    assert list(server.stream(LONG)) == [[0]]
    with server.writing() as writer:
        assert writer.run(LONG) == [[0]]
    server.close()
    limited.kill()


def test_what_needs_more_memory_than_the_server_has_is_told_as_that(neo4j_server: GraphServer) -> None:
    with pytest.raises(GraphMemorySpent, match=r"raise its server\.memory\.heap\.max_size"):
        neo4j_server.read(LARGE, seconds=60.0)
    assert neo4j_server.read("RETURN 1") == [[1]]


@pytest.mark.parametrize("seconds", [0.0, -1.0])
def test_without_time_left_nothing_is_asked(seconds: float) -> None:
    server = GraphServer(settings("bolt://127.0.0.1:1"))
    with pytest.raises(OutOfTime):
        server.read(cypher.COUNT_NODES, seconds=seconds)
    server.close()


def test_a_text_that_fails_says_why_and_not_what_was_sent(neo4j_server: GraphServer) -> None:
    with pytest.raises(GraphError) as error:
        neo4j_server.read("RETURN 1 / $number", number=0)
    assert "Neo.ClientError.Statement.ArithmeticError" in refusal(error)


def test_an_index_that_another_program_made_since_it_was_looked_for_is_no_error(neo4j_server: GraphServer) -> None:
    text = "CREATE INDEX made_twice FOR (n:Twice) ON (n.key)"
    neo4j_server.define(text)
    neo4j_server.define(text)
    with pytest.raises(GraphError):
        neo4j_server.define("CREATE INDEX made_twice FOR (n:Other) ON (n.key)")
    neo4j_server.write("DROP INDEX made_twice")


def test_a_transaction_that_an_error_ends_leaves_nothing(neo4j_server: GraphServer) -> None:
    def write_half() -> None:
        with neo4j_server.writing() as writer:
            writer.run("CREATE (:Entity {id: 'half'})")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    assert neo4j_server.read(cypher.COUNT_NODES) == [[0]]


def test_rows_that_are_written_stand_in_no_log_of_the_driver(
    neo4j_server: GraphServer, caplog: pytest.LogCaptureFixture
) -> None:
    """It words them all for its log, if there is none too, and that took as long as sending them."""
    caplog.set_level(logging.DEBUG, "neo4j")
    with neo4j_server.writing() as writer:
        assert writer.run("UNWIND $rows AS row RETURN row[0]", rows=[["what nobody logs"], ["or this"]]) == [
            ["what nobody logs"],
            ["or this"],
        ]
    assert "<2 values>" in caplog.text
    assert "what nobody logs" not in caplog.text


@contextmanager
def cut_off(given: Settings) -> Iterator[GraphServer]:
    """The server behind a line that is cut as soon as a search asks for hops, or what their ends are."""
    host, port = (given.neo4j_uri or "").removeprefix("bolt://").split(":")
    with closing(socket.create_server(("127.0.0.1", 0))) as line:
        threading.Thread(target=_relay, args=(line, (host, int(port))), daemon=True).start()
        uri = f"bolt://127.0.0.1:{line.getsockname()[1]}"
        server = GraphServer(given.model_copy(update={"neo4j_uri": uri}))
        yield server
        server.close()


def _relay(line: socket.socket, to: tuple[str, int]) -> None:
    while True:
        try:
            client, _ = line.accept()
        except OSError:
            return
        threading.Thread(target=_carry, args=(client, to), daemon=True).start()


def _carry(client: socket.socket, to: tuple[str, int]) -> None:
    """Carry both ways until the client asks for that, then cut."""
    with closing(client), closing(socket.create_connection(to)) as server:
        threading.Thread(target=_pour, args=(server, client), daemon=True).start()
        while sent := client.recv(65536):
            if b"$here" in sent or b"$entities" in sent:
                return
            server.sendall(sent)


def _pour(source: socket.socket, sink: socket.socket) -> None:
    try:
        while sent := source.recv(65536):
            sink.sendall(sent)
    except OSError:
        return


def test_a_server_that_is_gone_ends_a_search_with_a_limit_and_is_named_without_one() -> None:
    server = GraphServer(settings("bolt://127.0.0.1:1"))
    with pytest.raises(OutOfTime):
        server.search(cypher.COUNT_NODES, seconds=30.0)
    with pytest.raises(NoGraphServer):
        server.search(cypher.COUNT_NODES, seconds=inf)
    server.close()


def test_what_was_disturbed_is_asked_again_where_there_is_no_limit(
    neo4j_server: GraphServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object, **__: object) -> None:
        raise ServiceUnavailable

    monkeypatch.setattr(neo4j.Session, "run", cut)
    assert neo4j_server.read("RETURN 1") == [[1]]
    with pytest.raises(NoGraphServer):
        neo4j_server.read("RETURN 1", seconds=30.0)


def test_a_connection_that_is_cut_ends_a_search_as_a_time_limit_does(neo4j_servers: Servers) -> None:
    disclosure = random_disclosure(Random(1))
    with neo4j_servers.empty(releases[0]) as whole, cut_off(neo4j_servers.settings(releases[0])) as server:
        sync(whole, Versions([disclosure]))
        store = Neo4jStore(server)
        numbers = store.numbers(list(disclosure.entities))
        for read in (
            lambda: store.near(numbers, HopFilter(), ends=True, seconds=30),
            lambda: Neo4jStore(server).degree(numbers, seconds=30),
            lambda: store.order(numbers, seconds=30),
        ):
            with pytest.raises(OutOfTime):
                read()


def test_no_text_reaches_the_driver_but_those_of_one_file(
    neo4j_server: GraphServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: set[str] = set()

    def noting(run: object) -> object:
        def noted(self: object, query: str | neo4j.Query, *given: object, **more: object) -> object:
            sent.add(query.text if isinstance(query, neo4j.Query) else query)
            return run(self, query, *given, **more)  # type: ignore[operator]

        return noted

    for kind in (neo4j.Session, neo4j.Transaction, neo4j.ManagedTransaction):
        monkeypatch.setattr(kind, "run", noting(kind.run))
    rng = Random(7)
    feed = Versions([random_disclosure(rng)])
    for _ in range(3):
        sync(neo4j_server, feed)
        grown(rng, feed)
    rebuild(neo4j_server, feed)
    drift(neo4j_server, feed)
    use_all_of(Neo4jStore(neo4j_server), feed, rng)
    assert sent
    assert sent - every_text(PROPERTIES) == set()


def use_all_of(store: Neo4jStore, feed: Versions, rng: Random) -> None:
    """Every way of asking a store, with every kind of filter."""
    numbers = store.numbers(list(feed.disclosures[-1].entities))
    for _ in range(40):
        wanted = random_filter(rng)
        store.near(numbers, wanted, ends=rng.random() < 0.5, seconds=30)
        hops = store.ways(NumberSet(numbers), NumberSet(numbers), wanted, seconds=30).hop
    for hop in store.hops(hops):
        store.hop(hop.id)
        store.hops_of([hop.base])
    store.order(numbers, seconds=30)
    store.entities(numbers)
    for kind in (None, "organisation"):
        store.of_kind(kind, {"police_force"})
    assert list(store.names())
    store.named("E1")
    assert store.revision > 0
