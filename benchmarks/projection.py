"""How fast hops come into Neo4j: the product's projection beside `UNWIND ... MERGE` by hand, on one server.

Both fill the same database, emptied in between, twice in turn; the second time counts, when the server is warm. The
product writes more: claims, citations and sources as nodes, and what tells its hops from changed ones.
"""

import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from neo4j import Driver, GraphDatabase

from benchmarks.made_feed import MadeFeed
from benchmarks.made_graph import PREDICATES, MadeGraph, made
from benchmarks.neo4j_home import TYPES
from benchmarks.with_cypher import INDEX, WAIT
from benchmarks.with_neo4j_store import reached
from graph.neo4j_sync import sync
from tests.graph.neo4j_server import DATABASE, USER, Server

PROJECTED_SIZE = 0.003
"""9,900 hops."""

MERGE = """UNWIND $rows AS row
MERGE (a:Entity {{number: row.subject}}) MERGE (b:Entity {{number: row.object}})
MERGE (a)-[r:{type} {{hop: row.hop}}]->(b)
SET r.level = row.level, r.origins = row.origins, r.first = row.first, r.last = row.last"""
EMPTY = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS"
_BATCH = 2_000
_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Projected:
    """Hops that were written, and the seconds that it took the product and by hand."""

    hops: int
    ours: float
    by_hand: float


def projected(size: float, seed: int) -> Projected:
    """Measure both on a server that is started for it. Raises Missing where this machine can run none."""
    feed = MadeFeed(made(size, seed))
    written = len(feed.whole().hops)
    with tempfile.TemporaryDirectory(prefix="throughline-projection-") as folder:
        server = Server(Path(folder), heap="1g", cache="512m").start()
        try:
            ours, by_hand = _rounds(server, feed)
        finally:
            server.stop()
    return Projected(written, ours, by_hand)


def _rounds(server: Server, feed: MadeFeed) -> tuple[float, float]:
    there, ours, by_hand = reached(server), 0.0, 0.0
    with GraphDatabase.driver(server.uri, auth=(USER, server.password)) as driver:
        driver.execute_query(INDEX, database_=DATABASE)
        driver.execute_query(WAIT, database_=DATABASE)
        for _ in range(_ROUNDS):
            _empty(driver)
            by_hand = _seconds(lambda: _merge(driver, feed.graph))
            _empty(driver)
            ours = _seconds(lambda: sync(there, feed))
    there.close()
    return ours, by_hand


def _merge(driver: Driver, graph: MadeGraph) -> None:
    """All public hops, in batches of one type."""
    for predicate, rows in _rows(graph).items():
        text = MERGE.format(type=TYPES[PREDICATES[predicate]])
        for start in range(0, len(rows), _BATCH):
            driver.execute_query(text, rows=rows[start : start + _BATCH], database_=DATABASE)


def _rows(graph: MadeGraph) -> dict[int, list[dict[str, int]]]:
    hops = graph.public
    columns = (graph.subject, graph.object, graph.level, graph.origins, graph.hull_first, graph.hull_last)
    names = ("hop", "subject", "object", "level", "origins", "first", "last")
    rows: defaultdict[int, list[dict[str, int]]] = defaultdict(list)
    told = zip(hops.tolist(), *(column[hops].tolist() for column in columns), strict=True)
    for predicate, row in zip(graph.predicate[hops].tolist(), told, strict=True):
        rows[predicate].append(dict(zip(names, row, strict=True)))
    return rows


def _empty(driver: Driver) -> None:
    with driver.session(database=DATABASE) as session:
        session.run(EMPTY).consume()


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
