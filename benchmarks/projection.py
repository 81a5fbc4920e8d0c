"""How fast hops come into Neo4j: the product's projection beside `UNWIND ... MERGE` by hand, on one server.

All fill the same database, emptied in between, four times in turn; the first time, when the server is cold, does not
count, and of the others the median does. The product keeps claims, citations and sources as nodes, and what tells its
hops from changed ones: by hand both the same is merged, and bare hops. Both begin at the same records and make what
they send while they are timed; beside it stands what it takes by hand where all rows were made ahead.
"""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from neo4j import Driver, GraphDatabase

from benchmarks.made_feed import MadeFeed
from benchmarks.made_graph import made
from benchmarks.merging import Typed, bare, merged, whole
from benchmarks.with_cypher import INDEX, WAIT
from benchmarks.with_neo4j_store import reached
from graph.neo4j_elements import elements_of
from graph.neo4j_projection import prepare
from graph.neo4j_sync import sync
from tests.graph.neo4j_server import DATABASE, USER, Server

PROJECTED_SIZE = 0.003
"""9,900 hops."""

EMPTY = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS"
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Projected:
    """Hops that were written, and the seconds that it took the product, the same by hand, and bare hops by hand.

    ``ahead``: the same by hand of rows that were there already; so are those of bare hops.
    """

    hops: int
    ours: float
    by_hand: float
    ahead: float
    bare: float


def projected(size: float, seed: int) -> Projected:
    """Measure both on a server that is started for it. Raises Missing where this machine can run none."""
    feed = MadeFeed(made(size, seed))
    written = len(feed.whole().hops)
    with tempfile.TemporaryDirectory(prefix="throughline-projection-") as folder:
        server = Server(Path(folder), heap="1g", cache="512m").start()
        try:
            return Projected(written, *_rounds(server, feed))
        finally:
            server.stop()


def _rounds(server: Server, feed: MadeFeed) -> tuple[float, float, float, float]:
    """The seconds of each, in the order of Projected."""
    there, seconds = reached(server), list[tuple[float, float, float, float]]()
    same, bare_hops = _rows(feed), bare(feed.graph)
    with GraphDatabase.driver(server.uri, auth=(USER, server.password)) as driver:
        prepare(there)
        driver.execute_query(INDEX, database_=DATABASE)
        driver.execute_query(WAIT, database_=DATABASE)
        for _ in range(_ROUNDS):
            seconds.append(
                (
                    _filling(driver, partial(sync, there, feed)),
                    _filling(driver, lambda: merged(driver, _rows(feed))),
                    _filling(driver, partial(merged, driver, same)),
                    _filling(driver, partial(merged, driver, bare_hops)),
                )
            )
    there.close()
    ours, by_hand, ahead, bare_ = (median(one) for one in zip(*seconds[1:], strict=True))
    return ours, by_hand, ahead, bare_


def _rows(feed: MadeFeed) -> list[Typed]:
    told = feed.whole()
    return whole(elements_of(told.hops, filter(None, told.entities.values())))


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
