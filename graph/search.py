"""The chains that answer a question, ranked: exact within its limits.

Invariant: strength by strength and length by length, as the rank goes, and best first within each; so what is found
first is what is given, and a search that a budget ended says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from graph.asked import NOTHING_ASKED, Asked, in_numbers
from graph.budget import Budget, OutOfTime
from graph.bypasses import Bypasses
from graph.chains import Chain
from graph.detours import Detours, DetoursLeft, Way
from graph.ground import Ground
from graph.members import NumberSet
from graph.model import Step, level_of
from graph.once import once
from graph.question import STANDINGS, Question
from graph.scout import Scout, scout_of
from graph.store import GraphStore, HopFilter
from graph.verdicts_left import VerdictsLeft
from graph.walks import GivenUp, Walk, Walks, begun_at

_IDLE = 256
"""After so many chains to ends that have theirs already, an exposure leaves these ends out and starts again."""


@dataclass(frozen=True, slots=True)
class Found:
    """Ranked chains; ``complete``: no budget ended the search; ``more``: the limit cut chains off."""

    chains: tuple[Chain, ...]
    complete: bool
    more: bool


@dataclass(frozen=True, slots=True)
class Track:
    """A chain in the numbers of a store: its entities, its hops, and which of these are walked along."""

    entities: tuple[int, ...]
    hops: tuple[int, ...]
    along: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Tracked:
    """Ranked chains by numbers, with what Found says of them."""

    tracks: tuple[Track, ...]
    complete: bool
    more: bool


def search(store: GraphStore, question: Question) -> Found:
    """The best chains that the question allows, up to its limit."""
    tracked = tracks(store, question)
    chains = whole(store, tracked.tracks, backwards=question.backwards)
    return Found(tuple(chains), tracked.complete, tracked.more)


def tracks(store: GraphStore, question: Question) -> Tracked:
    """The same chains by numbers, without reading what stands beside their hops."""
    looking = Search.of(store, question)
    found = list(islice(looking.tracks(), question.limit + 1))
    return Tracked(tuple(found[: question.limit]), not looking.budget.spent, len(found) > question.limit)


def every_chain(store: GraphStore, question: Question) -> tuple[list[Chain], bool]:
    """All chains within the question, detours among them, whatever its limit; and whether these are all."""
    looking = Search.of(store, question.relaxed(detours=True))
    return whole(store, list(looking.tracks()), backwards=question.backwards), not looking.budget.spent


@dataclass(slots=True)
class Search:
    """One search: its budget, and what was found so far."""

    store: GraphStore
    question: Question
    asked: Asked
    budget: Budget
    detours: Detours
    open_ends: NumberSet = field(init=False)
    scout: Scout = field(init=False)

    @classmethod
    def of(cls, store: GraphStore, question: Question) -> "Search":
        """A search that has not begun; its budget is spent where even its ends cannot be found in time."""
        budget = Budget(question.steps, question.seconds)
        try:
            asked = in_numbers(store, question, seconds=budget.seconds)
        except OutOfTime:
            budget.spend()
            asked = NOTHING_ASKED
        one_target = len(asked.targets) == 1
        detours = Detours(one_target, one_pair=one_target and len(asked.sources) == 1)
        return cls(store, question, asked, budget, detours)

    def __post_init__(self) -> None:
        self.open_ends = self.asked.is_target
        self.scout = scout_of(self.store, self.asked, HopFilter.of(self.question), self.budget)

    def tracks(self) -> Iterator[Track]:
        """The chains in the order of their rank, each found only when it is asked for."""
        try:
            if self.asked.is_vain:
                return
            for level in range(len(STANDINGS) - 1, level_of(self.question.min_standing) - 1, -1):
                yield from self._of_level(level)
                if self.budget.spent:
                    return
        except OutOfTime:
            self.budget.spend()
        finally:
            self.scout.leave()

    def _of_level(self, level: int) -> Iterator[Track]:
        self.scout.begin(HopFilter.of(self.question, level))
        for hops in range(1, self.question.max_hops + 1):
            if (hops > 1 and self.detours.is_every_longer) or not self.budget.take(1):
                return
            self.scout.reach(hops)
            ground = self.scout.ground()
            if ground is not None:
                yield from self._of_length(ground, level, hops)
            elif self.scout.are_apart:
                return

    def _of_length(self, ground: Ground, level: int, hops: int) -> Iterator[Track]:
        again = bool(len(ground.start))
        while again:
            again, idle = False, 0
            for walk in self._walks(ground, level, hops):
                if not self._has_a_place(ground, walk):
                    idle += 1
                else:
                    yield _track(ground, walk)
                if self.question.best_of_each and idle > _IDLE:
                    again = True
                    break

    def _walks(self, ground: Ground, level: int, hops: int) -> Iterator[Walk]:
        asked = self.question
        verdicts = VerdictsLeft(ground, self.open_ends, asked.backwards)
        given_up = self._given_up(ground, verdicts, hops)
        begun = [walk for walk in begun_at(ground, self.asked.sources, asked.backwards) if not given_up(walk)]
        if not begun:
            return iter(())
        prospects = self.scout.prospects(ground, self.open_ends, hops, level=level, turns=asked.turns)
        via = frozenset(map(ground.place_of, self.asked.via))
        return Walks(ground, prospects, verdicts, asked, self.budget, hops, via, given_up).from_(begun)

    def _given_up(self, ground: Ground, verdicts: VerdictsLeft, hops: int) -> GivenUp:
        """Whether a walk is a detour, or will be one whatever way it goes on."""
        if not self._leaves_out_detours:
            return lambda _: False
        shorter, bypasses = tuple(self.detours.shorter(ground, hops)), Bypasses(ground, self.open_ends)
        return DetoursLeft(shorter, hops, self.detours.one_target, verdicts, bypasses, self.budget).has

    @property
    def _leaves_out_detours(self) -> bool:
        return not self.question.detours and not self.question.best_of_each

    def _has_a_place(self, ground: Ground, walk: Walk) -> bool:
        """Whether the chain stands in the answer beside the better ones; it is taken note of."""
        if not self.question.best_of_each:
            if self._leaves_out_detours:
                self.detours.keep(_way(ground, walk))
            return True
        end = ground.entities[[walk.places[-1]]]
        has_place = bool(self.open_ends[end][0])
        if has_place:
            self.open_ends = self.open_ends.without(end)
        return has_place


def _way(ground: Ground, walk: Walk) -> Way:
    return Way(tuple(map(ground.entities.item, walk.places)), walk.reading.verdict, walk.may_be_one_run)


def _track(ground: Ground, walk: Walk) -> Track:
    return Track(
        tuple(map(ground.entities.item, walk.places)),
        tuple(map(ground.hop.item, walk.ways)),
        tuple(map(ground.along.item, walk.ways)),
    )


def whole(store: GraphStore, tracks: Sequence[Track], *, backwards: bool) -> list[Chain]:
    """The chains with all that stands beside their hops."""
    numbers = once(np.array([hop for track in tracks for hop in track.hops], np.int64))
    hops = dict(zip(numbers.tolist(), store.hops(numbers), strict=True))
    places = once(np.array([entity for track in tracks for entity in track.entities], np.int64))
    entities = dict(zip(places.tolist(), store.entities(places), strict=True))
    return [
        Chain(
            tuple(
                Step(hops[hop], along, entities[to])
                for hop, along, to in zip(track.hops, track.along, track.entities[1:], strict=True)
            ),
            backwards,
        )
        for track in tracks
    ]
