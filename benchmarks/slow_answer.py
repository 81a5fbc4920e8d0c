"""The slow but sure answer as an engine: what the others are checked with where graphs are small."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from benchmarks.asked import ASKED_KIND, Asked, Chain, Pair, ranked
from benchmarks.asking import KnowsRules, Named, nothing_to_prepare
from benchmarks.made_graph import KINDS, MadeGraph, load
from benchmarks.reference import reference

MOST_HOPS = 6


class SlowAnswer(KnowsRules):
    """Every simple walk of the made graph."""

    def __init__(self, graph: MadeGraph) -> None:
        self._made = graph
        self._near: dict[int, set[int]] = defaultdict(set)
        ends = (column[graph.public].tolist() for column in (graph.subject, graph.object))
        for one, other in zip(*ends, strict=True):
            self._near[one].add(other)
            self._near[other].add(one)

    def ask(self, pair: Pair, asked: Asked, seconds: float) -> list[Chain]:
        """The best chains between the two."""
        return reference(self._made, asked, pair)

    def exposed(self, entity: int, asked: Asked, seconds: float) -> list[Chain]:
        """The best chain to each entity of the kind, ranked together."""
        ends = np.flatnonzero(self._made.kind == KINDS.index(ASKED_KIND))
        best = (reference(self._made, asked, (entity, end)) for end in ends.tolist() if end != entity)
        return ranked(self._made, (chains[0] for chains in best if chains))[: asked.limit]

    def shortest(self, pair: Pair, seconds: float) -> int:
        """The length of the shortest chain over any hops."""
        reached = {pair[0]}
        for hops in range(1, MOST_HOPS + 1):
            reached |= self._beside(reached)
            if pair[1] in reached:
                return hops
        return -1

    def within(self, entity: int, seconds: float) -> int:
        """How many entities lie within three hops."""
        reached = {entity}
        for _ in range(3):
            reached |= self._beside(reached)
        return len(reached) - 1

    def _beside(self, entities: Iterable[int]) -> set[int]:
        return {other for entity in entities for other in self._near[entity]}


def _open(folder: Path) -> SlowAnswer:
    return SlowAnswer(load(folder / "graph"))


SLOW = Named("brute force", nothing_to_prepare, _open)
