"""The product's search over its Neo4j store, on a server that the product's files for a first load were put into.

A question that needs more memory than the server has counts as one that timed out, as in Cypher by hand.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from pydantic import SecretStr

from benchmarks.asked import Asked, Pair, timed_out_by
from benchmarks.asking import Named
from benchmarks.made_graph import load
from benchmarks.made_records import entity, hops
from benchmarks.made_store import public_hops
from benchmarks.neo4j_home import CACHE, HEAP, memory_of, started
from benchmarks.with_search import WithSearch
from evidence.errors import GraphMemorySpent
from evidence.settings import Settings
from graph.neo4j_bulk import arguments, write_bulk
from graph.neo4j_projection import prepare as prepare_schema
from graph.neo4j_reading import Neo4jStore
from graph.neo4j_store import GraphServer
from graph.search import Tracked
from tests.graph.neo4j_server import DATABASE, USER, Server


class WithNeo4jStore(WithSearch):
    """A server of its own, started here and ended by ``close``.

    Each question has a store of its own, as in the product: what one has read is not there for the next.
    """

    def __init__(self, server: Server, place: Path) -> None:
        self._server, self._reached = server, reached(server)
        prepare_schema(self._reached)
        super().__init__(Neo4jStore(self._reached), place)

    def ask(self, pair: Pair, asked: Asked, seconds: float) -> Tracked:
        """The product's answer; TimedOut where the server's memory ends first."""
        with self._asked():
            return super().ask(pair, asked, seconds)

    def ask_whole(self, pair: Pair, asked: Asked, seconds: float) -> None:
        """The same with all that stands beside the hops."""
        with self._asked():
            super().ask_whole(pair, asked, seconds)

    def exposed(self, entity: int, asked: Asked, seconds: float) -> Tracked:
        """The same of an exposure."""
        with self._asked():
            return super().exposed(entity, asked, seconds)

    @contextmanager
    def _asked(self) -> Iterator[None]:
        self._store = Neo4jStore(self._reached)
        with timed_out_by(GraphMemorySpent):
            yield

    def memory(self) -> int:
        """Resident bytes of the server."""
        return memory_of(self._server)

    def close(self) -> None:
        """Stop the server."""
        self._reached.close()
        self._server.stop()


def reached(server: Server) -> GraphServer:
    """The server as the product reaches it."""
    return GraphServer(
        Settings(
            graph="neo4j",
            neo4j_uri=server.uri,
            neo4j_user=USER,
            neo4j_password=SecretStr(server.password),
            neo4j_database=DATABASE,
        )
    )


def prepare(folder: Path) -> None:
    """Load the graph into a home of its own, once; and what its hops are in the made graph.

    Hops are made one after another, for millions of them are not to be held at once.
    """
    place = folder / "neo4j-store"
    if place.exists():
        return
    building = folder / "neo4j-store.building"
    shutil.rmtree(building, ignore_errors=True)
    graph = load(folder / "graph")
    server = Server(building, heap=HEAP, cache=CACHE)
    entities = (entity(graph, number) for number in range(graph.size))
    write_bulk(building / "import", entities, hops(graph, graph.public), ledger="made", head="made")
    server.admin(*arguments(building / "import", DATABASE), f"--report-file={building}/logs/import.report")
    shutil.rmtree(building / "import")
    (building / "import").mkdir()
    for name, column in zip(("digests", "hops"), public_hops(graph), strict=True):
        np.save(building / f"{name}.npy", column)
    building.rename(place)


def _open(folder: Path) -> WithNeo4jStore:
    place = folder / "neo4j-store"
    return WithNeo4jStore(started(place), place)


NEO4J_STORE = Named("Neo4j store", prepare, _open, ends_itself=True)
