"""The questions over networkx, as somebody who knows it well would write them.

Per standing level a view of the filter's hops, in it the simple paths in order of their length (Yen's algorithm over
a search from both ends); every length is taken whole, because the rank goes by support within it.
"""

from collections.abc import Iterator
from itertools import groupby, takewhile
from pathlib import Path

import networkx as nx
import numpy as np

from benchmarks.asked import Asked, Chain, Pair, ranked
from benchmarks.asking import Engine, Named, nothing_to_prepare
from benchmarks.made_graph import MadeGraph, load
from benchmarks.parallel_hops import ParallelHops

MOST_HOPS = 6


class WithNetworkx(Engine):
    """The made graph as a networkx graph. The caller's alarm ends a question."""

    def __init__(self, graph: MadeGraph) -> None:
        self._made = graph
        self._all: nx.Graph[int] = nx.Graph()
        self._all.add_nodes_from(range(graph.size))
        ends = (column[graph.public].tolist() for column in (graph.subject, graph.object))
        for number, one, other in zip(graph.public.tolist(), *ends, strict=True):
            if self._all.has_edge(one, other):
                self._all[one][other]["hops"] += (number,)
            else:
                self._all.add_edge(one, other, hops=(number,))

    def ask(self, pair: Pair, asked: Asked, seconds: float) -> list[Chain]:
        """The best chains, level by level and length by length."""
        found: list[Chain] = []
        for level in range(4, asked.least - 1, -1):
            wanted = asked.wants(self._made, level)
            joined = ParallelHops(self._made, np.flatnonzero(wanted))
            for walks in self._by_length(wanted.tolist(), pair, asked.max_hops):
                found += ranked(self._made, joined.chains(walks, level))
                if len(found) >= asked.limit:
                    return found[: asked.limit]
        return found

    def _by_length(self, wanted: list[bool], pair: Pair, most: int) -> Iterator[Iterator[tuple[int, ...]]]:
        edges = self._all.adj
        view = nx.subgraph_view(
            self._all, filter_edge=lambda one, other: any(wanted[hop] for hop in edges[one][other]["hops"])
        )
        try:
            walks = takewhile(lambda walk: len(walk) <= most + 1, nx.shortest_simple_paths(view, *pair))
            for _, alike in groupby(walks, key=len):
                yield (tuple(walk) for walk in alike)
        except nx.NetworkXNoPath:
            return

    def shortest(self, pair: Pair, seconds: float) -> int:
        """The length of the shortest chain over any hops."""
        try:
            length = len(nx.bidirectional_shortest_path(self._all, *pair)) - 1
        except nx.NetworkXNoPath:
            return -1
        return length if length <= MOST_HOPS else -1

    def within(self, entity: int, seconds: float) -> int:
        """How many entities lie within three hops."""
        return len(nx.single_source_shortest_path_length(self._all, entity, cutoff=3)) - 1


def _open(folder: Path) -> WithNetworkx:
    return WithNetworkx(load(folder / "graph"))


NETWORKX = Named("networkx", nothing_to_prepare, _open)
