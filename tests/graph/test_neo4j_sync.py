"""A database brought up to its ledger, from wherever it stood, and whatever went wrong on the way."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest

from evidence.errors import GraphBusy, GraphError, WrongGraph
from evidence.views import Disclosure
from graph import cypher, neo4j_filling, neo4j_following, neo4j_sync, neo4j_writing
from graph.budget import OutOfTime
from graph.neo4j_drift import Difference, drift
from graph.neo4j_elements import Element
from graph.neo4j_projection import look, prepare
from graph.neo4j_store import GraphServer, Writer
from graph.neo4j_sync import rebuild, sync
from tests.graph.feeding import Versions, grown
from tests.graph.making import claim, disclosed, entity
from tests.graph.neo4j_fixtures import own_server, settings_of
from tests.graph.random_graphs import random_disclosure

ROOT = Path(__file__).parent.parent.parent
CLAIMS = (claim("c1", "a", "funds", "b"), claim("c2", "b", "trains", "c"), claim("c3", "a", "visits", "c"))


def many(count: int) -> Disclosure:
    """So many hops, each with a source of its own."""
    return disclosed(*(claim(f"c{n}", f"a{n % 40}", "funds", f"b{n}") for n in range(count)))


@pytest.mark.parametrize("seed", range(4))
def test_increments_make_what_a_filling_makes(neo4j_server: GraphServer, seed: int) -> None:
    rng = Random(seed)
    feed = Versions([random_disclosure(rng)])
    sync(neo4j_server, feed)
    for _ in range(10):
        grown(rng, feed)
        sync(neo4j_server, feed)
        assert drift(neo4j_server, feed) == []
    assert (feed.asked.count("increment"), feed.head()) == (10, 11)


def test_nothing_new_is_nothing_read_or_written(neo4j_server: GraphServer) -> None:
    feed = Versions([disclosed(*CLAIMS)])
    first = sync(neo4j_server, feed)
    asked = list(feed.asked)
    assert sync(neo4j_server, feed) == first
    assert feed.asked == asked


def test_a_large_change_is_compared_and_sent_in_batches(
    neo4j_server: GraphServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_sync, "MOST_AT_ONCE", 5)
    monkeypatch.setattr(neo4j_writing, "BATCH", 7)
    feed = Versions([disclosed(*CLAIMS)])
    sync(neo4j_server, feed)
    feed.disclosures.append(many(40))
    sync(neo4j_server, feed)
    assert drift(neo4j_server, feed) == []


def test_a_projection_of_another_ledger_is_replaced(neo4j_server: GraphServer) -> None:
    sync(neo4j_server, Versions([many(5)] * 3, name="another ledger"))
    feed = Versions([disclosed(*CLAIMS)])
    sync(neo4j_server, feed)
    assert drift(neo4j_server, feed) == []


def test_a_ledger_that_was_put_back_to_a_backup_and_went_another_way_is_noticed(neo4j_server: GraphServer) -> None:
    """The first event is the same, and the cursor is not past the end; the event at the cursor is another."""

    class Restored(Versions):
        def hash_at(self, seq: int) -> str | None:
            known = super().hash_at(seq)
            return known if seq == 1 or known is None else f"other {known}"

    sync(neo4j_server, Versions([disclosed(), disclosed(*CLAIMS)]))
    feed = Restored([disclosed(), many(3), many(4)])
    sync(neo4j_server, feed)
    assert drift(neo4j_server, feed) == []


def test_what_another_program_made_otherwise_is_made_anew(
    neo4j_server: GraphServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = Versions([disclosed(*CLAIMS)])
    with monkeypatch.context() as before:
        before.setattr("graph.neo4j_projection.FORM", 0)
        sync(neo4j_server, feed)
    asked = len(feed.asked)
    sync(neo4j_server, feed)
    assert feed.asked[asked:] == ["whole"]


def test_a_database_that_holds_something_else_is_left_alone(neo4j_server: GraphServer) -> None:
    neo4j_server.write("CREATE (:Recipe {name: 'Plum cake'})")
    with pytest.raises(WrongGraph, match="empty"):
        sync(neo4j_server, Versions([disclosed(*CLAIMS)]))
    assert neo4j_server.read(cypher.COUNT_NODES) == [[1]]


def test_what_a_newer_program_filled_is_left_alone(neo4j_server: GraphServer) -> None:
    feed = Versions([disclosed(*CLAIMS)])
    sync(neo4j_server, feed)
    neo4j_server.write(cypher.NOTE, name=cypher.PROJECTION, noted={"schema": len(cypher.SCHEMA) + 1})
    with pytest.raises(WrongGraph, match="newer"):
        sync(neo4j_server, feed)


def test_the_schema_is_made_once_and_bears_being_made_again(neo4j_server: GraphServer) -> None:
    shown = "SHOW INDEXES YIELD name WHERE name STARTS WITH 'throughline' RETURN name ORDER BY name"
    prepare(neo4j_server)
    before = neo4j_server.read(shown)
    neo4j_server.write(cypher.NOTE, name=cypher.PROJECTION, noted={"schema": 0})
    assert prepare(neo4j_server).schema == len(cypher.SCHEMA)
    assert neo4j_server.read(shown) == before
    assert len(before) == len([text for step in cypher.SCHEMA for text in step])


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        ("MATCH (e:Entity {id: 'id-a'}) SET e.name = 'Another'", ("entity", "id-a", "different")),
        ("MATCH (e:Entity {id: 'id-a'}) REMOVE e:Organisation", ("entity", "id-a", "different")),
        ("CREATE (:Entity {id: 'id-x', digest: 'x'})", ("entity", "id-x", "extra")),
        ("MATCH (s:Source {id: 'id-s-c1'}) SET s.retracted = true", ("source", "id-s-c1", "different")),
        ("CREATE (:Source {id: 'id-x'})", ("source", "id-x", "extra")),
        ("MATCH (c:Claim {id: 'id-c1'})-[r:CITES]->() SET r.quote = 'never said'", ("claim", "id-c1", "different")),
        ("MATCH (c:Claim {id: 'id-c1'})-[r:CITES]->() DELETE r", ("claim", "id-c1", "different")),
        ("MATCH (c:Claim {id: 'id-c1'}) DETACH DELETE c", ("claim", "id-c1", "missing")),
        ("MATCH ()-[r:FUNDS]->() SET r.level = 4", ("hop", None, "different")),
        ("MATCH ()-[r:FUNDS]->() DELETE r", ("hop", None, "missing")),
        ("MATCH (a)-[r:FUNDS]->(b) CREATE (a)-[s:FUNDS]->(b) SET s = properties(r)", ("hop", None, "extra")),
        ("MATCH (p:Projection) SET p.fingerprint = '0'", ("projection", "throughline", "different")),
        ("MATCH (p:Projection) DELETE p", ("projection", "throughline", "missing")),
    ],
)
def test_what_somebody_changed_by_hand_is_named_and_made_good(
    neo4j_server: GraphServer, spoil: str, found: tuple[str, str | None, str]
) -> None:
    feed = Versions([disclosed(*CLAIMS)])
    sync(neo4j_server, feed)
    neo4j_server.write(spoil)
    (difference,) = drift(neo4j_server, feed)
    assert (difference.sort, difference.how) == (found[0], found[2])
    assert found[1] in (None, difference.id)
    if difference.how != "missing" or difference.sort != "projection":
        rebuild(neo4j_server, feed)
        assert drift(neo4j_server, feed) == []


def test_being_behind_is_a_difference(neo4j_server: GraphServer) -> None:
    feed = Versions([disclosed(*CLAIMS)])
    sync(neo4j_server, feed)
    feed.disclosures.append(disclosed(*CLAIMS, others=[entity("z")]))
    assert [one.how for one in drift(neo4j_server, feed)] == ["missing", "different"]
    assert Difference("entity", "id-z", "missing") in drift(neo4j_server, feed)


class Stopped(Exception):
    """What ends a sync in a test."""


def stopping_after(writes: int, end: Callable[[], None]) -> Callable[..., int]:
    """A way to write elements that ends, once so many were, as a machine or a line does."""
    put, done = neo4j_writing.put, [0]

    def put_until(writer: Writer, elements: object) -> int:
        done[0] += 1
        if done[0] > writes:
            end()
        return put(writer, elements)  # type: ignore[arg-type]

    return put_until


def raise_stopped() -> None:
    raise Stopped


def raise_out_of_time() -> None:
    raise OutOfTime


@pytest.mark.parametrize("end", [raise_stopped, raise_out_of_time])
@pytest.mark.parametrize("writes", [0, 3])
def test_a_filling_that_was_cut_off_goes_on_where_it_stood(
    neo4j_server: GraphServer, monkeypatch: pytest.MonkeyPatch, end: Callable[[], None], writes: int
) -> None:
    monkeypatch.setattr(neo4j_writing, "BATCH", 20)
    feed = Versions([many(60)])
    with monkeypatch.context() as cut:
        cut.setattr(neo4j_filling, "put", stopping_after(writes, end))
        with pytest.raises((Stopped, OutOfTime)):
            sync(neo4j_server, feed)
    with pytest.raises(GraphBusy):
        sync(neo4j_server, feed)
    sent: list[int] = []

    def counting(writer: Writer, some: Sequence[Element]) -> int:
        sent.append(len(some))
        return neo4j_writing.put(writer, some)

    monkeypatch.setattr(neo4j_filling, "put", counting)
    sync(neo4j_server, feed, lease=0)
    assert drift(neo4j_server, feed) == []
    whole = 100 + 3 * 60
    assert sum(sent) == whole - writes * 20


@pytest.mark.parametrize("end", [raise_stopped, raise_out_of_time])
def test_an_increment_that_was_cut_off_left_nothing(
    neo4j_server: GraphServer, monkeypatch: pytest.MonkeyPatch, end: Callable[[], None]
) -> None:
    feed = Versions([disclosed(*CLAIMS)])
    before = sync(neo4j_server, feed)
    feed.disclosures.append(many(4))
    with monkeypatch.context() as cut:
        cut.setattr(neo4j_following, "put", stopping_after(0, end))
        with pytest.raises((Stopped, OutOfTime)):
            sync(neo4j_server, feed)
    assert look(neo4j_server) == before
    assert drift(neo4j_server, Versions([disclosed(*CLAIMS)])) == []
    sync(neo4j_server, feed)
    assert drift(neo4j_server, feed) == []


def test_an_increment_that_another_program_was_first_with_is_not_applied_twice(
    neo4j_server: GraphServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = Versions([disclosed(*CLAIMS)])
    sync(neo4j_server, feed)
    feed.disclosures.append(many(4))
    follow = neo4j_following.follow
    applied: list[bool] = []

    def late(server: GraphServer, *given: object) -> bool:
        monkeypatch.setattr(neo4j_sync, "follow", follow)
        sync(server, feed)
        applied.append(follow(server, *given))  # type: ignore[arg-type]
        return applied[-1]

    monkeypatch.setattr(neo4j_sync, "follow", late)
    sync(neo4j_server, feed)
    assert applied == [False]
    assert drift(neo4j_server, feed) == []


def test_a_filler_whose_turn_another_took_writes_no_more(
    neo4j_server: GraphServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = Versions([many(60)])
    put = neo4j_writing.put

    def overtaken(writer: Writer, elements: object) -> int:
        monkeypatch.setattr(neo4j_filling, "put", put)
        raise Stopped

    monkeypatch.setattr(neo4j_filling, "put", overtaken)
    with pytest.raises(Stopped):
        sync(neo4j_server, feed)
    slow = neo4j_filling.Filling(neo4j_server)
    rebuild(neo4j_server, feed)
    with pytest.raises(GraphBusy):
        slow._put([])
    assert drift(neo4j_server, feed) == []


TWO = """
import json, sys
from pathlib import Path
from evidence.errors import GraphBusy
from evidence.settings import Settings
from graph.neo4j_store import GraphServer
from graph.neo4j_sync import sync
from tests.graph.feeding import Versions
from tests.graph.test_neo4j_sync import many
server = GraphServer(Settings())
print("ready", flush=True)
sys.stdin.readline()
for size in (300, 320, 340):
    try:
        sync(server, Versions([many(300), many(320), many(340)][: (size - 280) // 20]))
    except GraphBusy:
        print("busy", flush=True)
server.close()
"""


def test_two_programs_that_fill_and_follow_at_once_leave_no_difference(tmp_path: Path) -> None:
    server = own_server(tmp_path / "home").start()
    settings = settings_of(server)
    environment = {
        "PATH": "/usr/bin:/bin",
        "THROUGHLINE_NEO4J_URI": str(settings.neo4j_uri),
        "THROUGHLINE_NEO4J_PASSWORD": server.password,
    }
    both = [
        subprocess.Popen(
            [sys.executable, "-c", TWO],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    assert [one.stdout.readline() for one in both if one.stdout] == ["ready\n"] * 2
    for one in both:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()
    for one in both:
        one.communicate()
        assert one.returncode == 0
    graph, feed = GraphServer(settings), Versions([many(300), many(320), many(340)])
    sync(graph, feed)
    assert drift(graph, feed) == []
    graph.close()
    server.kill()


def test_a_server_that_is_stopped_in_the_middle_is_made_whole_when_it_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = own_server(tmp_path / "home").start()
    graph, feed = GraphServer(settings_of(server)), Versions([many(60)])
    monkeypatch.setattr(neo4j_writing, "BATCH", 20)
    with monkeypatch.context() as cut:
        cut.setattr(neo4j_filling, "put", stopping_after(4, server.kill))
        with pytest.raises(GraphError):
            sync(graph, feed)
    server.start()
    sync(graph, feed, lease=0)
    assert drift(graph, feed) == []
    feed.disclosures.append(many(80))
    with monkeypatch.context() as cut:
        cut.setattr(neo4j_following, "put", stopping_after(0, server.kill))
        with pytest.raises(GraphError):
            sync(graph, feed)
    server.start()
    sync(graph, feed)
    assert drift(graph, feed) == []
    graph.close()
    server.kill()
