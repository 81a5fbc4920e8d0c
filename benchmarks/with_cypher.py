"""The questions in hand-written Cypher on a real Neo4j server, as somebody who knows it well would write them.

Per standing level `allShortestPaths` with the filter inside gives the shortest length; `SHORTEST n GROUPS` gives the
next ones. Neither knows our rank, and the second may repeat an entity: both are checked and sorted here.

Two forms: a relationship type for each predicate, which Neo4j keeps apart at busy nodes, and one type with the
predicate among the properties, as records of all kinds of links are mostly loaded.
"""

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from neo4j import GraphDatabase
from neo4j.exceptions import Neo4jError

from benchmarks.asked import Asked, Chain, Pair, TimedOut, ranked
from benchmarks.asking import Engine, Named
from benchmarks.made_graph import MadeGraph, load
from benchmarks.neo4j_home import ONE_TYPE, TYPES, home_in, memory_of, prepare, started
from tests.graph.neo4j_server import USER, Server

INDEX = "CREATE CONSTRAINT entity_number IF NOT EXISTS FOR (e:Entity) REQUIRE e.number IS UNIQUE"
WAIT = "CALL db.awaitIndexes(600)"
ENDS = "MATCH (a:Entity {{number: $start}}), (b:Entity {{number: $end}}) "
TAKEN = "{predicate}r.level >= $level AND r.first <= $day AND r.last >= $day"
OF_PREDICATE = "r.predicate IN $predicates AND "
GIVEN = "RETURN [n IN nodes(p) | n.number] AS entities, [r IN relationships(p) | r.hop] AS hops"
SHORTEST_GROUP = (
    ENDS + "MATCH p = allShortestPaths((a)-[:{types}*..{most}]-(b)) "
    f"WHERE all(r IN relationships(p) WHERE {TAKEN}) {GIVEN}"
)
NEXT_GROUPS = (
    ENDS + f"MATCH p = SHORTEST {{groups}} GROUPS (a)(()-[r:{{types}} WHERE {TAKEN}]-()){{{{1,{{most}}}}}}(b) {GIVEN}"
)
SHORTEST = ENDS.format() + "MATCH p = shortestPath((a)-[*..6]-(b)) RETURN length(p) AS hops"
WITHIN = "MATCH (a:Entity {number: $start})-[*1..3]-(b) WHERE b <> a RETURN count(DISTINCT b) AS entities"

_ENDED = ("TransactionTimedOut", "MemoryPool", "OutOfMemory", "MemoryLimit")
"""What ends a query: its seconds, or the server's memory, which no answer within the limit is worth either."""


class WithCypher(Engine):
    """A server of its own, started here and ended by ``close``."""

    def __init__(self, graph: MadeGraph, server: Server, *, typed: bool) -> None:
        self._made, self._server, self._typed = graph, server, typed
        self._driver = GraphDatabase.driver(server.uri, auth=(USER, server.password))
        self._driver.execute_query(INDEX)
        self._driver.execute_query(WAIT)

    def ask(self, pair: Pair, asked: Asked, seconds: float) -> list[Chain]:
        """The best chains, level by level and length by length."""
        deadline = time.monotonic() + seconds
        found: list[Chain] = []
        for level in range(4, asked.least - 1, -1):
            for chains in self._by_length(pair, asked, level, deadline):
                own = (chain for chain in chains if self._made.level[list(chain.hops)].min() == level)
                found += ranked(self._made, own)
                if len(found) >= asked.limit:
                    return found[: asked.limit]
        return found

    def _by_length(self, pair: Pair, asked: Asked, level: int, deadline: float) -> Iterator[list[Chain]]:
        types = "|".join(TYPES[name] for name in asked.predicates) if self._typed else ONE_TYPE
        words = {"types": types, "most": asked.max_hops, "predicate": "" if self._typed else OF_PREDICATE}
        given = {"level": level, "day": asked.day, "predicates": list(asked.predicates)}
        chains = self._chains(SHORTEST_GROUP.format(**words), pair, given, deadline)
        groups = 1
        while chains:
            longest = max(len(chain.hops) for chain in chains)
            yield [chain for chain in chains if len(chain.hops) == longest and _is_simple(chain)]
            if longest == asked.max_hops:
                return
            groups += 1
            more = self._chains(NEXT_GROUPS.format(groups=groups, **words), pair, given, deadline)
            chains = more if max(len(chain.hops) for chain in more) > longest else []

    def _chains(self, text: str, pair: Pair, given: dict[str, Any], deadline: float) -> list[Chain]:
        rows = self._run(text, {"start": pair[0], "end": pair[1], **given}, deadline - time.monotonic())
        return [Chain(tuple(row["entities"]), tuple(row["hops"])) for row in rows]

    def shortest(self, pair: Pair, seconds: float) -> int:
        """The length of the shortest chain over any hops."""
        rows = self._run(SHORTEST, {"start": pair[0], "end": pair[1]}, seconds)
        return int(rows[0]["hops"]) if rows else -1

    def within(self, entity: int, seconds: float) -> int:
        """How many entities lie within three hops."""
        return int(self._run(WITHIN, {"start": entity}, seconds)[0]["entities"])

    def memory(self) -> int:
        """Resident bytes of the server."""
        return memory_of(self._server)

    def close(self) -> None:
        """Stop the server."""
        self._driver.close()
        self._server.stop()

    def _run(self, text: str, given: dict[str, Any], seconds: float) -> list[dict[str, Any]]:
        if seconds <= 0:
            raise TimedOut
        try:
            with (
                self._driver.session(database="neo4j") as session,
                session.begin_transaction(timeout=seconds) as transaction,
            ):
                return transaction.run(text, given).data()
        except Neo4jError as error:
            if any(word in (error.code or "") for word in _ENDED):
                raise TimedOut from error
            raise


def _is_simple(chain: Chain) -> bool:
    return len(set(chain.entities)) == len(chain.entities)


def _open(folder: Path, *, typed: bool) -> WithCypher:
    return WithCypher(load(folder / "graph"), started(home_in(folder, typed=typed)), typed=typed)


CYPHER = Named("Cypher by hand", partial(prepare, typed=True), partial(_open, typed=True), ends_itself=True)
CYPHER_ONE_TYPE = Named(
    "Cypher by hand, one type", partial(prepare, typed=False), partial(_open, typed=False), ends_itself=True
)
