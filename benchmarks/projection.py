"""How fast hops come into Neo4j: the product's projection beside `UNWIND ... MERGE` by hand, on one server.

All fill the same database, emptied in between, twice in turn; the second time counts, when the server is warm. The
product keeps claims, citations and sources as nodes, and what tells its hops from changed ones: by hand both the same
is merged, and bare hops. What is sent by hand is made ahead; the product makes it while it is timed.
"""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from neo4j import Driver, GraphDatabase

from benchmarks.made_feed import MadeFeed
from benchmarks.made_graph import made
from benchmarks.merging import bare, merged, whole
from benchmarks.with_cypher import INDEX, WAIT
from benchmarks.with_neo4j_store import reached
from graph.neo4j_elements import elements_of
from graph.neo4j_projection import prepare
from graph.neo4j_sync import sync
from tests.graph.neo4j_server import DATABASE, USER, Server

PROJECTED_SIZE = 0.003
"""9,900 hops."""

EMPTY = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS"
_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Projected:
    """Hops that were written, and the seconds that it took the product, the same by hand, and bare hops by hand."""

    hops: int
    ours: float
    by_hand: float
    bare: float


def projected(size: float, seed: int) -> Projected:
    """Measure both on a server that is started for it. Raises Missing where this machine can run none."""
    feed = MadeFeed(made(size, seed))
    written = len(feed.whole().hops)
    with tempfile.TemporaryDirectory(prefix="throughline-projection-") as folder:
        server = Server(Path(folder), heap="1g", cache="512m").start()
        try:
            ours, by_hand, bare_hops = _rounds(server, feed)
        finally:
            server.stop()
    return Projected(written, ours, by_hand, bare_hops)


def _rounds(server: Server, feed: MadeFeed) -> tuple[float, float, float]:
    there, seconds = reached(server), (0.0, 0.0, 0.0)
    told = feed.whole()
    rows = whole(elements_of(told.hops, filter(None, told.entities.values()))), bare(feed.graph)
    with GraphDatabase.driver(server.uri, auth=(USER, server.password)) as driver:
        prepare(there)
        driver.execute_query(INDEX, database_=DATABASE)
        driver.execute_query(WAIT, database_=DATABASE)
        for _ in range(_ROUNDS):
            by_hand = [_filling(driver, partial(merged, driver, some)) for some in rows]
            seconds = _filling(driver, partial(sync, there, feed)), by_hand[0], by_hand[1]
    there.close()
    return seconds


def _filling(driver: Driver, fill: Callable[[], object]) -> float:
    """Seconds to fill an empty database."""
    _empty(driver)
    return _seconds(fill)


def _empty(driver: Driver) -> None:
    with driver.session(database=DATABASE) as session:
        session.run(EMPTY).consume()


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
