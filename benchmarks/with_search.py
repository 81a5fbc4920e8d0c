"""The product's own search over any of its stores, asked as the other engines are.

The product's chains name records; they are turned into numbers of the made graph after the time was taken.
"""

from pathlib import Path

import numpy as np

from benchmarks.asked import ASKED_KIND, Asked, Chain, Pair, TimedOut
from benchmarks.asking import Engine
from benchmarks.made_graph import Numbers, id_
from graph.asked import in_numbers
from graph.budget import Budget
from graph.fronts import Front, Fronts
from graph.hop_columns import digest_of
from graph.question import STANDINGS, Question
from graph.search import Found, search
from graph.store import GraphStore, HopFilter

MOST_HOPS = 6
_NO_LIMIT = 10**9


class WithSearch(Engine):
    """One store. ``place`` has the digests of all public hops, ascending, and what these are in the made graph."""

    def __init__(self, store: GraphStore, place: Path) -> None:
        self._store, self._place = store, place

    def ask(self, pair: Pair, asked: Asked, seconds: float) -> Found:
        """The product's answer; one that is not complete within its seconds has timed out."""
        return self._complete(search(self._store, question(pair, asked, seconds)))

    def exposed(self, entity: int, asked: Asked, seconds: float) -> Found:
        """The product's exposure, up to the limit of the question."""
        exposure = question((entity, entity), asked, seconds).relaxed(
            targets=frozenset(), to_kind=ASKED_KIND, best_of_each=True
        )
        return self._complete(search(self._store, exposure))

    def chains(self, answer: Found) -> list[Chain]:
        """Its chains in numbers. What hops are is read for that and let go: it is nothing that the engine holds."""
        digests, numbers = (np.load(self._place / f"{name}.npy", mmap_mode="r") for name in ("digests", "hops"))
        return [
            Chain(
                tuple(int(entity.id[1:]) for entity in chain.entities),
                tuple(int(numbers[digests.searchsorted(digest_of(step.hop.id))]) for step in chain.steps),
            )
            for chain in answer.chains
        ]

    def shortest(self, pair: Pair, seconds: float) -> int:
        """The length of the shortest chain over any hops, which is walked back from where both sides meet."""
        asked = in_numbers(self._store, Question(frozenset({id_(pair[0])}), frozenset({id_(pair[1])})))
        fronts = Fronts(self._store, asked, HopFilter(through_hubs=True), Budget(_NO_LIMIT, seconds))
        for hops in range(1, MOST_HOPS + 1):
            fronts.reach(hops)
            if len(fronts.met[0]):
                sides = zip((fronts.ahead, fronts.behind), fronts.met, strict=True)
                walked = (self._walked_back(side, met[:1], seconds) for side, met in sides)
                return (fronts.between is not None) + sum(map(len, walked))
        return -1

    def _walked_back(self, side: Front, at: Numbers, seconds: float) -> list[int]:
        """The hops from an entity back to the end that the side came from."""
        hops: list[int] = []
        for depth in range(side.depth(int(at[0])) - 1, -1, -1):
            ways = self._store.ways(side.reached[depth], at, HopFilter(through_hubs=True), seconds=seconds)
            hops, at = [*hops, int(ways.hop[0])], ways.start[:1]
        return hops

    def within(self, entity: int, seconds: float) -> int:
        """How many entities lie within three hops, level by level."""
        frontier = self._store.numbers([id_(entity)])
        reached, count = np.zeros(self._store.size, np.bool_), 0
        reached[frontier] = True
        for _ in range(3):
            near = self._store.near(frontier, HopFilter(through_hubs=True), ends=True, seconds=seconds).entities
            frontier = near[~reached[near]]
            reached[frontier] = True
            count += len(frontier)
        return count

    def _complete(self, found: Found) -> Found:
        if not found.complete:
            raise TimedOut
        return found


def question(pair: Pair, asked: Asked, seconds: float) -> Question:
    """The same question in the product's words. Without rules, detours and any time are let in, and hubs passed."""
    return Question(
        sources=frozenset({id_(pair[0])}),
        targets=frozenset({id_(pair[1])}),
        max_hops=asked.max_hops,
        limit=asked.limit,
        valid_on=asked.day,
        predicates=frozenset(asked.predicates),
        min_standing=STANDINGS[asked.least],
        min_time="sequence" if asked.rules else "impossible",
        through_hubs=not asked.rules,
        turns=not asked.rules,
        detours=not asked.rules,
        seconds=seconds,
    )
