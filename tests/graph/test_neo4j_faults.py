"""Whatever goes wrong in the middle of a sync, and however many sync at once: afterwards nothing differs."""

import gc
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from evidence.errors import GraphBusy, GraphError
from graph import neo4j_filling, neo4j_following, neo4j_projection, neo4j_sync, neo4j_writing
from graph.budget import OutOfTime
from graph.neo4j_comparing import Comparison
from graph.neo4j_drift import drift
from graph.neo4j_elements import Element
from graph.neo4j_projection import look
from graph.neo4j_store import GraphServer, Writer
from graph.neo4j_sync import rebuild, sync
from graph.neo4j_writing import Known
from tests.graph.feeding import CLAIMS, Versions, many
from tests.graph.making import disclosed
from tests.graph.neo4j_fixtures import own_server, settings_of

ROOT = Path(__file__).parent.parent.parent


class Stopped(Exception):
    """What ends a sync in a test."""


def stopping_after(writes: int, end: Callable[[], None]) -> Callable[..., int]:
    """A way to write elements that ends, once so many were, as a machine or a line does."""
    put, done = neo4j_writing.put, [0]

    def put_until(writer: Writer, elements: Sequence[Element], known: Known, *, absent: bool = False) -> int:
        done[0] += 1
        if done[0] > writes:
            end()
        return put(writer, elements, known, absent=absent)

    return put_until


def raise_stopped() -> None:
    raise Stopped


def raise_out_of_time() -> None:
    raise OutOfTime


@pytest.mark.parametrize("end", [raise_stopped, raise_out_of_time])
@pytest.mark.parametrize("writes", [0, 3, 6])
def test_a_filling_that_was_cut_off_goes_on_where_it_stood(
    neo4j_server: GraphServer,
    monkeypatch: pytest.MonkeyPatch,
    end: Callable[[], None],
    writes: int,
) -> None:
    """After 6 batches all entities are there, and none is sent again; of a transaction that did not end nothing is."""
    monkeypatch.setattr(neo4j_writing, "BATCH", 20)
    feed = Versions([many(60)])
    with monkeypatch.context() as cut:
        cut.setattr(neo4j_filling, "put", stopping_after(writes, end))
        with pytest.raises((Stopped, OutOfTime)):
            sync(neo4j_server, feed)
    with pytest.raises(GraphBusy):
        sync(neo4j_server, feed)
    sent: list[int] = []

    def counting(writer: Writer, some: Sequence[Element], known: Known, *, absent: bool = False) -> int:
        sent.append(len(some))
        return neo4j_writing.put(writer, some, known, absent=absent)

    monkeypatch.setattr(neo4j_filling, "put", counting)
    filled = sync(neo4j_server, feed, lease=0)
    assert drift(neo4j_server, feed) == []
    whole = 100 + 3 * 60
    assert sum(sent) == whole - writes * 20
    ((highest,),) = neo4j_server.read("MATCH (n:Entity) RETURN max(id(n))")
    assert filled.size > highest


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

    def overtaken(*given: object, **how: object) -> int:
        monkeypatch.setattr(neo4j_filling, "put", put)
        raise Stopped

    monkeypatch.setattr(neo4j_filling, "put", overtaken)
    with pytest.raises(Stopped):
        sync(neo4j_server, feed)
    slow = neo4j_filling.Filling(neo4j_server)
    rebuild(neo4j_server, feed)
    with pytest.raises(GraphBusy):
        slow._batch(lambda _: 0)
    assert drift(neo4j_server, feed) == []


@contextmanager
def done_once_it_compared(monkeypatch: pytest.MonkeyPatch, run: Callable[[], object]) -> Iterator[None]:
    """What somebody else does after the first filler has looked at what stands, and before it writes."""
    standing = neo4j_filling.Filling._standing
    with monkeypatch.context() as during:

        def beside(filling: neo4j_filling.Filling) -> Comparison:
            compared = standing(filling)
            during.setattr(neo4j_filling.Filling, "_standing", standing)
            run()
            return compared

        during.setattr(neo4j_filling.Filling, "_standing", beside)
        yield


def test_a_filler_that_was_overtaken_after_it_compared_makes_nothing_twice(
    neo4j_server: GraphServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All was absent when it looked, and another made it since."""
    feed = Versions([many(30)])
    with done_once_it_compared(monkeypatch, lambda: rebuild(neo4j_server, feed)), pytest.raises(GraphBusy):
        sync(neo4j_server, feed)
    assert drift(neo4j_server, feed) == []


def test_what_somebody_makes_by_hand_in_the_middle_is_not_made_twice(
    neo4j_server: GraphServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database refuses the second; the next filling finds the first and puts it right."""
    feed = Versions([many(5)])
    made = partial(neo4j_server.write, "CREATE (:Claim {id: $id})", id=next(iter(feed.disclosures[0].claims)))
    with done_once_it_compared(monkeypatch, made), pytest.raises(GraphError):
        sync(neo4j_server, feed)
    sync(neo4j_server, feed, lease=0)
    assert drift(neo4j_server, feed) == []


def test_garbage_is_not_collected_while_a_database_is_filled(
    neo4j_server: GraphServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    collected = list[bool]()

    def put(writer: Writer, some: Sequence[Element], known: Known, *, absent: bool = False) -> int:
        collected.append(gc.isenabled())
        return neo4j_writing.put(writer, some, known, absent=absent)

    monkeypatch.setattr(neo4j_filling, "put", put)
    sync(neo4j_server, Versions([many(5)]))
    assert collected == [False]
    assert gc.isenabled()


def test_a_turn_stays_while_much_is_compared_and_nothing_differs(
    neo4j_server: GraphServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_writing, "BATCH", 20)
    feed, heard = Versions([many(60)]), [0]
    found, is_turn_of = sync(neo4j_server, feed), neo4j_projection.is_turn_of

    def counting(writer: Writer, filler: str) -> bool:
        heard[0] += 1
        return is_turn_of(writer, filler)

    monkeypatch.setattr(neo4j_filling, "is_turn_of", counting)
    neo4j_filling.Filling(neo4j_server).run(feed, found)
    assert heard == [4 + (100 + 3 * 60) // 20]


TWO = """
import json, sys
from pathlib import Path
from evidence.errors import GraphBusy
from evidence.settings import Settings
from graph.neo4j_store import GraphServer
from graph import neo4j_writing
from graph.neo4j_filling import LEASE
from graph.neo4j_sync import sync
from tests.graph.feeding import Versions
from tests.graph.feeding import many
neo4j_writing.BATCH = 50
lease = 0 if sys.argv[1] == "impatient" else LEASE
server = GraphServer(Settings())
print("ready", flush=True)
sys.stdin.readline()
for size in (300, 320, 340):
    try:
        sync(server, Versions([many(300), many(320), many(340)][: (size - 280) // 20]), lease=lease)
    except GraphBusy:
        print("busy", flush=True)
server.close()
"""


@pytest.mark.parametrize("how", ["patient", "impatient"])
def test_two_programs_that_fill_and_follow_at_once_leave_no_difference(tmp_path: Path, how: str) -> None:
    """Impatient, each takes the turn from the other whenever it can."""
    server = own_server(tmp_path / "home").start()
    settings = settings_of(server)
    environment = {
        "PATH": "/usr/bin:/bin",
        "THROUGHLINE_NEO4J_URI": str(settings.neo4j_uri),
        "THROUGHLINE_NEO4J_PASSWORD": server.password,
    }
    both = [
        subprocess.Popen(
            [sys.executable, "-c", TWO, how],
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
    sync(graph, feed, lease=0)
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
