"""The product's search over its Neo4j store, on a server into which the product projected the made graph."""

import shutil
from pathlib import Path

import numpy as np
from pydantic import SecretStr

from benchmarks.asking import Named
from benchmarks.made_feed import MadeFeed
from benchmarks.made_graph import load
from benchmarks.made_store import public_hops
from benchmarks.neo4j_home import CACHE, HEAP, memory_of, started
from benchmarks.with_search import WithSearch
from evidence.settings import Settings
from graph.neo4j_reading import Neo4jStore
from graph.neo4j_store import GraphServer
from graph.neo4j_sync import sync
from tests.graph.neo4j_server import DATABASE, USER, Server


class WithNeo4jStore(WithSearch):
    """A server of its own, started here and ended by ``close``."""

    def __init__(self, server: Server, place: Path) -> None:
        self._server, self._reached = server, reached(server)
        digests, hops = (np.load(place / f"{name}.npy", mmap_mode="r") for name in ("digests", "hops"))
        super().__init__(Neo4jStore(self._reached), digests, hops)

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
    """Project the graph into a home of its own, once; and what its hops are in the made graph."""
    place = folder / "neo4j-store"
    if place.exists():
        return
    building = folder / "neo4j-store.building"
    shutil.rmtree(building, ignore_errors=True)
    graph = load(folder / "graph")
    server = Server(building, heap=HEAP, cache=CACHE).start()
    try:
        there = reached(server)
        sync(there, MadeFeed(graph))
        there.close()
    finally:
        server.stop()
    for name, column in zip(("digests", "hops"), public_hops(graph), strict=True):
        np.save(building / f"{name}.npy", column)
    building.rename(place)


def _open(folder: Path) -> WithNeo4jStore:
    place = folder / "neo4j-store"
    return WithNeo4jStore(started(place), place)


NEO4J_STORE = Named("Neo4j store", prepare, _open)
