"""The product's search over an SQLite file instead of arrays: the same algorithm, so that only the store differs."""

from pathlib import Path
from typing import cast

import numpy as np

from benchmarks.asking import Named
from benchmarks.made_graph import load
from benchmarks.made_store import public_hops
from benchmarks.sqlite_store import SqliteStore, write
from benchmarks.with_search import WithSearch
from graph.store import GraphStore


def prepare(folder: Path) -> None:
    """Write the file beside the graph, once, and what its hops are in the made graph."""
    place = folder / "sqlite"
    if place.exists():
        return
    building = folder / "sqlite.building"
    building.mkdir(exist_ok=True)
    file = building / "graph.sqlite"
    file.unlink(missing_ok=True)
    graph = load(folder / "graph")
    write(graph, file)
    for name, column in zip(("digests", "hops"), public_hops(graph), strict=True):
        np.save(building / f"{name}.npy", column)
    building.rename(place)


def _open(folder: Path) -> WithSearch:
    place = folder / "sqlite"
    # A search reads no more of a store than this one has.
    return WithSearch(cast(GraphStore, SqliteStore(place / "graph.sqlite")), place)


SQLITE = Named("SQLite, same search", prepare, _open)
