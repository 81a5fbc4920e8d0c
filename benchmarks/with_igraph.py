"""The questions over python-igraph, as somebody who knows it well would write them.

Per standing level the subgraph of the filter; in it the distances from both ends, and per length all simple paths
within the part that is near enough to both: igraph's own path searches know neither such pruning nor our rank.
"""

from collections.abc import Iterator
from pathlib import Path

import igraph
import numpy as np

from benchmarks.asked import Asked, Chain, Pair, ranked
from benchmarks.asking import Engine, Named, nothing_to_prepare
from benchmarks.made_graph import MadeGraph, load
from benchmarks.parallel_hops import ParallelHops

MOST_HOPS = 6


class WithIgraph(Engine):
    """The made graph as an igraph graph. The caller's alarm ends a question."""

    def __init__(self, graph: MadeGraph) -> None:
        self._made = graph
        ends = np.stack([graph.subject, graph.object], axis=1)[graph.public]
        self._all = igraph.Graph(n=graph.size, edges=ends)

    def ask(self, pair: Pair, asked: Asked, seconds: float) -> list[Chain]:
        """The best chains, level by level and length by length."""
        found: list[Chain] = []
        for level in range(4, asked.least - 1, -1):
            joined = ParallelHops(self._made, np.flatnonzero(asked.wants(self._made, level)))
            filtered = igraph.Graph(n=self._made.size, edges=joined.pairs)
            for walks in _by_length(filtered, pair, asked.max_hops):
                found += ranked(self._made, joined.chains(walks, level))
                if len(found) >= asked.limit:
                    return found[: asked.limit]
        return found

    def shortest(self, pair: Pair, seconds: float) -> int:
        """The length of the shortest chain over any hops."""
        walk = self._all.get_shortest_path(*pair, output="epath")
        return len(walk) if 0 < len(walk) <= MOST_HOPS else -1

    def within(self, entity: int, seconds: float) -> int:
        """How many entities lie within three hops."""
        return int(self._all.neighborhood_size(entity, order=3)) - 1


def _by_length(graph: igraph.Graph, pair: Pair, most: int) -> Iterator[list[tuple[int, ...]]]:
    """The simple walks of each length from the shortest on."""
    start, end = pair
    from_start, from_end = (np.array(graph.distances(one)[0]) for one in pair)
    if from_start[end] > most:
        return
    for length in range(int(from_start[end]), most + 1):
        near = np.flatnonzero(from_start + from_end <= length)
        part = graph.induced_subgraph(near.tolist())
        ends = np.searchsorted(near, (start, end)).tolist()
        walks = part.get_all_simple_paths(ends[0], ends[1], minlen=length, maxlen=length)
        yield [tuple(near[walk].tolist()) for walk in walks]


def _open(folder: Path) -> WithIgraph:
    return WithIgraph(load(folder / "graph"))


IGRAPH = Named("igraph", nothing_to_prepare, _open)
