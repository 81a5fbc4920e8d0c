"""From walks over entities to chains: which hops lie between two neighbours, and every choice among parallel ones.

For engines that search a graph without parallel hops and rank afterwards.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise, product

import numpy as np

from benchmarks.asked import Chain
from benchmarks.made_graph import MadeGraph, Numbers


class ParallelHops:
    """The hops that a question takes, by the two entities that they join."""

    def __init__(self, graph: MadeGraph, hops: Numbers) -> None:
        low = np.minimum(graph.subject[hops], graph.object[hops]).astype(np.int64)
        high = np.maximum(graph.subject[hops], graph.object[hops])
        codes = low * graph.size + high
        order = np.argsort(codes, kind="stable")
        self._graph, self._hops, self._codes = graph, hops[order], codes[order]

    @property
    def pairs(self) -> Numbers:
        """Every two entities that a hop joins, once, as rows."""
        unique = np.unique(self._codes)
        return np.stack([unique // self._graph.size, unique % self._graph.size], axis=1)

    def chains(self, walks: Iterable[tuple[int, ...]], level: int) -> Iterator[Chain]:
        """The chains over these entities whose weakest hop has the level."""
        for walk in walks:
            for hops in product(*(self._between(*ends) for ends in pairwise(walk))):
                if self._graph.level[list(hops)].min() == level:
                    yield Chain(walk, hops)

    def _between(self, one: int, other: int) -> list[int]:
        code = min(one, other) * self._graph.size + max(one, other)
        first, last = np.searchsorted(self._codes, code), np.searchsorted(self._codes, code, side="right")
        found: list[int] = self._hops[first:last].tolist()
        return found
