"""The product's embedded engine with its compiled kernel: the same snapshot, the same questions."""

from pathlib import Path

from benchmarks.asking import Named
from benchmarks.made_graph import id_
from benchmarks.with_embedded import place_of, prepare, store_in
from benchmarks.with_search import WithSearch
from graph.asked import ends_alone
from graph.compiled.kernel import installed_kernel
from graph.compiled.searching import Searching
from graph.compiled.store import CompiledStore
from graph.store import HopFilter


class WithKernel(WithSearch):
    """A WithSearch over a store that has the kernel."""

    def __init__(self, store: CompiledStore, place: Path) -> None:
        super().__init__(store, place)
        self._compiled = store

    def within(self, entity: int, seconds: float) -> int:
        """How many entities lie within three hops."""
        source, store = self._compiled.numbers([id_(entity)]), self._compiled
        with Searching(store, ends_alone(source, source[:0]), HopFilter(through_hubs=True)) as searching:
            return store.kernel.within(searching.search, 3)


def _open(folder: Path) -> WithKernel:
    return WithKernel(CompiledStore.over(store_in(folder), installed_kernel()), place_of(folder))


KERNEL = Named("embedded, compiled", prepare, _open)
