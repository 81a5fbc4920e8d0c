"""A Neo4j database brought up to its ledger.

Invariant: however it was left, by whomever, ``sync`` makes it the graph of the ledger's public part, or says why not;
it only reads the ledger, and holds nothing of it open while it talks to the server.
"""

from dataclasses import dataclass

from evidence.errors import GraphBusy
from graph.feed import Feed, Increment
from graph.neo4j_filling import BUSY, LEASE, Filling
from graph.neo4j_following import follow, is_there
from graph.neo4j_projection import Projection, look, prepare
from graph.neo4j_store import GraphServer

MOST_AT_ONCE, CLAIMS_AT_ONCE = 5_000, 50_000
"""So many hops and entities, and claims, go in one transaction, which the server holds in memory; more is compared with
what is there and sent in batches."""
ATTEMPTS = 20


@dataclass(slots=True)
class Passed:
    """Two events by their hashes between which nothing public changed: what who syncs again need not read again."""

    since: str = ""
    until: str = ""


def sync(server: GraphServer, feed: Feed, *, lease: float = LEASE, passed: Passed | None = None) -> Projection:
    """Bring the projection up to the ledger; raises GraphBusy where another program is filling it, and GraphError.

    Where nothing public changed nothing is written. ``passed`` is read, and kept up to date.
    """
    passed = passed or Passed()
    found: Projection = prepare(server)
    for _ in range(ATTEMPTS):
        increment = _ahead(feed, found, passed)
        if increment and is_there(server, increment):
            passed.since, passed.until = found.head, feed.hash_at(increment.cursor) or ""
            return found
        _advance(server, feed, found, increment, lease)
        found = look(server) or Projection()
    raise GraphBusy(BUSY)


def rebuild(server: GraphServer, feed: Feed) -> Projection:
    """Throw away what is there, whoever is filling it, and project everything anew."""
    Filling(server).run(feed, prepare(server), anew=True)
    return sync(server, feed)


def _ahead(feed: Feed, found: Projection, passed: Passed) -> Increment | None:
    """What the ledger says beyond the projection; None where there is nothing to go by."""
    hashes = [passed.until, found.head] if passed.since == found.head else [found.head]
    cursor = next((number for one in hashes if (number := feed.number_of(one)) is not None), None)
    if cursor is None or not found.follows(feed):
        return None
    increment = Increment(cursor, frozenset(), (), {}) if cursor == feed.head() else feed.increment(cursor)
    # Asked again: what was erased in between is named by no increment, and would stay for good.
    return increment if found.follows(feed) else None


def _advance(server: GraphServer, feed: Feed, found: Projection, increment: Increment | None, lease: float) -> None:
    """One step: the increment, or a filling where there is none, or it is large."""
    if increment and _is_small(increment):
        follow(server, feed, found, increment)
    else:
        Filling(server).run(feed, found, lease=lease)


def _is_small(increment: Increment) -> bool:
    claims = sum(len(hop.affirming) + len(hop.denying) for hop in increment.hops)
    return len(increment.hops) + len(increment.entities) <= MOST_AT_ONCE and claims <= CLAIMS_AT_ONCE
