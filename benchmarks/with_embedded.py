"""The product's search over its embedded engine, opened from its snapshot on disk as a ledger's graph is."""

import shutil
from pathlib import Path

import numpy as np

from benchmarks.asking import Named
from benchmarks.made_graph import id_, load
from benchmarks.made_store import public_hops, store_of
from benchmarks.with_search import WithSearch
from graph.arrays import Numbers, Whole, flagged
from graph.embedded_store import EmbeddedStore
from graph.once import once
from graph.snapshot import State, read_snapshot, write_whole
from graph.store import HopFilter

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


class WithArrays(WithSearch):
    """The search over its own store, whose arrays can be read by themselves."""

    def __init__(self, store: EmbeddedStore, place: Path) -> None:
        super().__init__(store, place)
        self._arrays = store

    def within(self, entity: int, seconds: float) -> int:
        """As every engine tells it. What the last hops lead to is only counted, so it need not be put in order."""
        reached = np.zeros(self._arrays.size, np.bool_)
        frontier = self._arrays.numbers([id_(entity)])
        reached[frontier] = True
        for is_last in (False, False, True):
            ends = self._beside(frontier)
            if not is_last:
                frontier = once(flagged(ends, ~reached.take(ends)))
            reached[ends] = True
        return int(np.count_nonzero(reached)) - 1

    def _beside(self, entities: Numbers) -> Whole:
        every = HopFilter(through_hubs=True)
        return np.concatenate([layer.leaving(entities, every, ends=True).end for layer in self._arrays.layers])


def _open(folder: Path) -> WithArrays:
    return WithArrays(store_in(folder), place_of(folder))


EMBEDDED = Named("embedded", prepare, _open)
