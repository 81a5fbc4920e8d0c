"""The product's own search over any of its stores, asked as the other engines are.

Its chains are asked for by number, as all engines are: they are turned into numbers of the made graph after the time
was taken. What it takes to read the claims and sources beside every hop is asked for by itself.
"""

from pathlib import Path

import numpy as np

from benchmarks.asked import ASKED_KIND, Asked, Chain, Pair, TimedOut, timed_out_by
from benchmarks.asking import HoldsRecords
from benchmarks.made_graph import id_
from graph.arrays import flagged
from graph.budget import Budget, OutOfTime
from graph.hop_columns import digest_of
from graph.question import STANDINGS, Question
from graph.search import Tracked, search, tracks, whole
from graph.store import GraphStore, HopFilter

MOST_HOPS = 6
_NO_LIMIT = 10**9


class WithSearch(HoldsRecords):
    """One store. ``place`` has the digests of all public hops, ascending, and what these are in the made graph."""

    def __init__(self, store: GraphStore, place: Path) -> None:
        self._store, self._place = store, place

    def ask(self, pair: Pair, asked: Asked, seconds: float) -> Tracked:
        """The product's chains by number, as the other engines give theirs.

        An answer that is not complete within its seconds has timed out, as of all that is asked here.
        """
        return self._tracked(question(pair, asked, seconds))

    def ask_whole(self, pair: Pair, asked: Asked, seconds: float) -> None:
        """The same with the claims and the sources of every hop, as the product shows them."""
        if not search(self._store, question(pair, asked, seconds)).complete:
            raise TimedOut

    def exposed(self, entity: int, asked: Asked, seconds: float) -> Tracked:
        """The product's exposure, up to the limit of the question."""
        return self._tracked(
            question((entity, entity), asked, seconds).relaxed(
                targets=frozenset(), to_kind=ASKED_KIND, best_of_each=True
            )
        )

    def chains(self, answer: Tracked) -> list[Chain]:
        """Its chains in numbers. What hops are is read for that and let go: it is nothing that the engine holds."""
        digests, numbers = (np.load(self._place / f"{name}.npy", mmap_mode="r") for name in ("digests", "hops"))
        return [
            Chain(
                tuple(int(entity.id[1:]) for entity in chain.entities),
                tuple(int(numbers[digests.searchsorted(digest_of(step.hop.id))]) for step in chain.steps),
            )
            for chain in whole(self._store, answer.tracks, backwards=False)
        ]

    def shortest(self, pair: Pair, seconds: float) -> int:
        """The length of the shortest chain over any hops."""
        one, other = (self._store.numbers([id_(entity)]) for entity in pair)
        with timed_out_by(OutOfTime):
            hops = self._store.apart(one, other, MOST_HOPS, Budget(_NO_LIMIT, seconds))
        return -1 if hops is None else hops

    def within(self, entity: int, seconds: float) -> int:
        """How many entities lie within three hops, level by level."""
        frontier = self._store.numbers([id_(entity)])
        reached, count = np.zeros(self._store.size, np.bool_), 0
        for _ in range(3):
            reached[frontier] = True
            with timed_out_by(OutOfTime):
                near = self._store.near(frontier, HopFilter(through_hubs=True), ends=True, seconds=seconds).entities
            frontier = flagged(near, ~reached.take(near))
            count += len(frontier)
        return count

    def _tracked(self, asked: Question) -> Tracked:
        found = tracks(self._store, asked)
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
