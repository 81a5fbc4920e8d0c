"""The product's search over its embedded engine, opened from its snapshot on disk as a ledger's graph is."""

import shutil
from pathlib import Path

import numpy as np

from benchmarks.asking import Named
from benchmarks.made_graph import load
from benchmarks.made_store import public_hops, store_of
from benchmarks.with_search import WithSearch
from graph.embedded_store import EmbeddedStore
from graph.snapshot import State, read_snapshot, write_whole

STATE = State(ledger="made", audience="public", cursor=1, head="made")


def prepare(folder: Path) -> None:
    """Fill the store and write its snapshot beside the graph, unless there is one that this program reads."""
    place = place_of(folder)
    if read_snapshot(place, STATE.ledger, STATE.audience):
        return
    shutil.rmtree(place, ignore_errors=True)
    building = folder / "embedded.building"
    building.mkdir(exist_ok=True)
    graph = load(folder / "graph")
    for name, column in zip(("digests", "hops"), public_hops(graph), strict=True):
        np.save(building / f"{name}.npy", column)
    write_whole(building, store_of(graph), STATE)
    building.rename(place)


def place_of(folder: Path) -> Path:
    """Where the snapshot is."""
    return folder / "embedded"


def store_in(folder: Path) -> EmbeddedStore:
    """The store that was prepared; raises ValueError where it cannot be read."""
    place = place_of(folder)
    snapshot = read_snapshot(place, STATE.ledger, STATE.audience)
    if snapshot is None:
        raise ValueError(f"the snapshot in {place} cannot be read")
    return snapshot.store


def _open(folder: Path) -> WithSearch:
    return WithSearch(store_in(folder), place_of(folder))


EMBEDDED = Named("embedded", prepare, _open)
