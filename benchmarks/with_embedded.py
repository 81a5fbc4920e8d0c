"""The product's search over its embedded engine, opened from a file that is mapped into memory."""

import mmap
import pickle
from pathlib import Path

import numpy as np

from benchmarks.asking import Named
from benchmarks.made_graph import load
from benchmarks.made_store import public_hops, store_of
from benchmarks.with_search import WithSearch
from graph.embedded_store import EmbeddedStore


def prepare(folder: Path) -> None:
    """Fill the store and write it beside the graph, once; and what its hops are in the made graph."""
    place = folder / "embedded"
    if place.exists():
        return
    building = folder / "embedded.building"
    building.mkdir(exist_ok=True)
    graph = load(folder / "graph")
    digests, hops = public_hops(graph)
    np.save(building / "digests.npy", digests)
    np.save(building / "hops.npy", hops)
    _write(store_of(graph), building)
    building.rename(place)


def _write(store: EmbeddedStore, folder: Path) -> None:
    arrays: list[pickle.PickleBuffer] = []
    (folder / "store.pickle").write_bytes(pickle.dumps(store, protocol=5, buffer_callback=arrays.append))
    sizes = [array.raw().nbytes for array in arrays]
    with (folder / "arrays").open("wb") as out:
        for array in arrays:
            out.write(array.raw())
            out.write(bytes(-array.raw().nbytes % 64))
    np.save(folder / "sizes.npy", np.array(sizes, np.int64))


def _read(folder: Path) -> EmbeddedStore:
    with (folder / "arrays").open("rb") as file:
        mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    sizes = np.load(folder / "sizes.npy").tolist()
    starts = np.cumsum([0, *(size + -size % 64 for size in sizes)]).tolist()
    arrays = [mapped[start : start + size] for start, size in zip(starts, sizes, strict=False)]
    store: EmbeddedStore = pickle.loads((folder / "store.pickle").read_bytes(), buffers=arrays)  # noqa: S301 - our own
    return store


def _open(folder: Path) -> WithSearch:
    place = folder / "embedded"
    digests, hops = (np.load(place / f"{name}.npy", mmap_mode="r") for name in ("digests", "hops"))
    return WithSearch(_read(place), digests, hops)


EMBEDDED = Named("embedded", prepare, _open)
