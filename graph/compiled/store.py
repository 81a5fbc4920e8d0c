"""An embedded store whose searches the compiled kernel makes.

Invariant: it is the same store, and answers the same.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from graph.arrays import Numbers
from graph.asked import ends_alone
from graph.budget import Budget
from graph.compiled.kernel import Kernel, at
from graph.compiled.kernel import Layer as KernelLayer
from graph.compiled.searching import Searching
from graph.embedded_store import EmbeddedStore
from graph.layer import Layer
from graph.question import MOST_HOPS
from graph.store import HopFilter


@dataclass(frozen=True, slots=True)
class KernelRows:
    """The rows of all layers as the kernel reads them, and the arrays that these lead to."""

    layers: Any
    kept: tuple[npt.NDArray[Any], ...]

    @classmethod
    def of(cls, layers: tuple[Layer, ...]) -> Self:
        """Columns that are kept in smaller or larger numbers are copied."""
        kept: list[npt.NDArray[Any]] = []

        def kept_at(column: npt.NDArray[Any] | None, kind: type[np.generic] = np.int32) -> int | None:
            if column is None:
                return None
            kept.append(np.ascontiguousarray(column, kind))
            return at(kept[-1])

        rows = [_rows_of(layer, kept_at) for layer in layers]
        return cls((KernelLayer * len(rows))(*rows), tuple(kept))


def _rows_of(layer: Layer, kept_at: Callable[..., int | None]) -> KernelLayer:
    adjacency, hulls = layer.adjacency, layer.hops.traits.hulls
    columns = adjacency.rows, adjacency.cuts, adjacency.packed, hulls.starts, hulls.first, hulls.last
    return KernelLayer(
        *map(kept_at, columns),
        kept_at(layer.out, np.uint8),
        0 if adjacency.rows is None else len(adjacency.rows),
        len(adjacency.cuts),
        layer.number,
    )


@dataclass(frozen=True, slots=True)
class CompiledStore(EmbeddedStore):
    """An EmbeddedStore with a kernel."""

    kernel: Kernel = field(kw_only=True)
    rows: KernelRows = field(init=False)

    @classmethod
    def over(cls, store: EmbeddedStore, kernel: Kernel) -> Self:
        """The same store, searched by the kernel."""
        return cls(store.entity_table, store.whole, store.recent, store.cursor, kernel=kernel)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", KernelRows.of(self.layers))

    def apart(self, sources: Numbers, targets: Numbers, most: int, budget: Budget) -> int | None:
        """As every store has it; it takes a fraction of a second, so the budget is not looked at."""
        with Searching(self, ends_alone(sources, targets), HopFilter(through_hubs=True)) as searching:
            hops = self.kernel.apart(searching.search, min(most, MOST_HOPS))
        return None if hops < 0 else hops
