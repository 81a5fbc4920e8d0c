"""The product's embedded engine with its compiled kernel: the same snapshot, the same questions."""

from pathlib import Path

from benchmarks.asking import Named
from benchmarks.with_embedded import WithArrays, place_of, prepare, store_in
from graph.compiled.kernel import installed_kernel
from graph.compiled.store import CompiledStore


def _open(folder: Path) -> WithArrays:
    return WithArrays(CompiledStore.over(store_in(folder), installed_kernel()), place_of(folder))


KERNEL = Named("embedded, compiled", prepare, _open)
