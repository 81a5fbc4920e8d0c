"""A Neo4j database brought up to its ledger.

Invariant: however it was left, by whomever, ``sync`` makes it the graph of the ledger's public part, or says why not;
it only reads the ledger, and holds nothing of it open while it talks to the server.
"""

from evidence.errors import GraphBusy
from graph.feed import Feed, Increment
from graph.neo4j_filling import BUSY, LEASE, Filling
from graph.neo4j_following import follow
from graph.neo4j_projection import Projection, look, prepare
from graph.neo4j_store import GraphServer

MOST_AT_ONCE, CLAIMS_AT_ONCE = 5_000, 50_000
"""So many hops and entities, and claims, go in one transaction, which the server holds in memory; more is compared with
what is there and sent in batches."""
ATTEMPTS = 20


def sync(server: GraphServer, feed: Feed, *, lease: float = LEASE) -> Projection:
    """Bring the projection up to the ledger; raises GraphBusy where another program is filling it, and GraphError."""
    found: Projection | None = prepare(server)
    for _ in range(ATTEMPTS):
        if found and found.follows(feed) and found.cursor == feed.head():
            return found
        _advance(server, feed, found or Projection(), lease)
        found = look(server)
    raise GraphBusy(BUSY)


def rebuild(server: GraphServer, feed: Feed) -> Projection:
    """Throw away what is there, whoever is filling it, and project everything anew."""
    Filling(server).run(feed, prepare(server), anew=True)
    return sync(server, feed)


def _advance(server: GraphServer, feed: Feed, found: Projection, lease: float) -> None:
    """One step: an increment, or a filling where there is none to go by."""
    if found.follows(feed):
        increment = feed.increment(found.cursor)
        # Asked again: what was erased in between is named by no increment, and would stay for good.
        if _is_small(increment) and found.follows(feed):
            follow(server, feed, found, increment)
            return
    Filling(server).run(feed, found, lease=lease)


def _is_small(increment: Increment) -> bool:
    claims = sum(len(hop.affirming) + len(hop.denying) for hop in increment.hops)
    return len(increment.hops) + len(increment.entities) <= MOST_AT_ONCE and claims <= CLAIMS_AT_ONCE
