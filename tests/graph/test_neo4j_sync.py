"""A database brought up to its ledger, from wherever it stood."""

from random import Random

import pytest

from evidence.errors import WrongGraph
from graph import cypher, neo4j_projection, neo4j_sync, neo4j_writing
from graph.feed import Increment
from graph.neo4j_drift import drift
from graph.neo4j_projection import look, prepare
from graph.neo4j_store import GraphServer
from graph.neo4j_sync import Passed, sync
from tests.graph.feeding import CLAIMS, Versions, grown, many
from tests.graph.making import disclosed
from tests.graph.random_graphs import random_disclosure

ALL_THERE_IS = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN properties(n) AS p, properties(r) AS q ORDER BY p.id, q.id"


@pytest.mark.parametrize("seed", range(2))
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


@pytest.mark.parametrize("bound", ["MOST_AT_ONCE", "CLAIMS_AT_ONCE"])
def test_a_large_change_is_compared_and_sent_in_batches(
    neo4j_server: GraphServer, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    monkeypatch.setattr(neo4j_sync, bound, 5)
    monkeypatch.setattr(neo4j_writing, "BATCH", 7)
    feed = Versions([disclosed(*CLAIMS)])
    sync(neo4j_server, feed)
    feed.disclosures.append(many(40))
    sync(neo4j_server, feed)
    assert feed.asked.count("whole") == 2
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
    assert len(before) == len([text for step in cypher.SCHEMA for text in step if text.startswith("CREATE")])


def test_how_many_events_there_are_is_taken_out_of_what_an_earlier_program_made(neo4j_server: GraphServer) -> None:
    feed = Versions([disclosed(*CLAIMS)])
    sync(neo4j_server, feed)
    neo4j_server.write(cypher.NOTE, name=cypher.PROJECTION, noted={"schema": 1, "cursor": 7})
    sync(neo4j_server, feed)
    ((kept,),) = neo4j_server.read(cypher.LOOK, name=cypher.PROJECTION)
    assert (kept["schema"], "cursor" in kept) == (len(cypher.SCHEMA), False)


def test_an_event_that_changes_nothing_public_leaves_no_trace_and_is_read_once(neo4j_server: GraphServer) -> None:
    class Beside(Versions):
        """Its increments name what an event was recorded beside, as a ledger's do."""

        def increment(self, cursor: int) -> Increment:
            self.asked.append("increment")
            now = Versions(self.disclosures).whole()
            return Increment(self.head(), frozenset(hop.base for hop in now.hops), now.hops, now.entities)

    feed, passed = Beside([disclosed(*CLAIMS)]), Passed()
    sync(neo4j_server, feed)
    before = neo4j_server.read(ALL_THERE_IS)
    feed.disclosures.append(feed.disclosures[-1])
    for _ in range(3):
        sync(neo4j_server, feed, passed=passed)
    assert neo4j_server.read(ALL_THERE_IS) == before
    assert feed.asked.count("increment") == 1


@pytest.mark.parametrize("seed", range(2))
def test_what_was_passed_over_is_not_gone_on_from_where_something_public_changed(
    neo4j_server: GraphServer, seed: int
) -> None:
    rng, passed = Random(seed), Passed()
    feed = Versions([random_disclosure(rng)])
    for _ in range(8):
        if rng.random() < 0.5:
            feed.disclosures.append(feed.disclosures[-1])
        else:
            grown(rng, feed)
        sync(neo4j_server, feed, passed=passed)
        assert drift(neo4j_server, feed) == []


def test_what_is_erased_while_an_increment_is_read_does_not_stay(neo4j_server: GraphServer) -> None:
    """An increment does not name it; that nothing can be followed from before it is known only afterwards."""

    class Erasing(Versions):
        def hash_at(self, seq: int) -> str | None:
            return super().hash_at(seq) if seq == 1 or seq > 2 or "increment" not in self.asked else None

        def increment(self, cursor: int) -> Increment:
            read = super().increment(cursor)
            return Increment(read.cursor, frozenset(), (), {})

    feed = Erasing([disclosed(), many(3)])
    sync(neo4j_server, feed)
    feed.disclosures.append(disclosed(*CLAIMS))
    sync(neo4j_server, feed)
    assert drift(neo4j_server, feed) == []


def test_a_database_in_which_another_program_begins_at_this_moment_is_none_that_holds_something_else(
    neo4j_server: GraphServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = Versions([disclosed(*CLAIMS)])

    def late(server: GraphServer) -> None:
        monkeypatch.setattr(neo4j_projection, "look", look)
        sync(server, feed)

    monkeypatch.setattr(neo4j_projection, "look", late)
    assert prepare(neo4j_server).state == "whole"
    assert drift(neo4j_server, feed) == []
