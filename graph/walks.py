"""Every simple walk of one length and one strength over a ground, best first: in the order in which chains are ranked.

Invariant: a walk is found once, and none is missed unless the budget is spent. What waits was promised no more than
what is given; what is given up could not have been a chain of the question.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from typing import Any, NamedTuple

import numpy as np

from graph.arrays import Flags, Numbers
from graph.budget import Budget
from graph.ground import Ground
from graph.legs import Legs
from graph.prospects import NOTHING, Prospects
from graph.question import Question
from graph.reading import Reading, Run, run_of
from graph.times_left import TimesLeft


class Walk(NamedTuple):
    """A walk so far: its places and ways on the ground, and what its hops come to.

    ``needs``: no hop of the ground's worst standing was walked yet. ``run``: of the hops from its start, whatever
    end it is read from. ``keys`` and ``orders`` rank it among walks that are promised the same.
    """

    places: tuple[int, ...]
    ways: tuple[int, ...]
    needs: bool
    support: int
    reading: Reading
    run: Run
    may_be_one_run: bool
    keys: tuple[int, ...]
    orders: tuple[tuple[int, ...], ...]


def begun_at(ground: Ground, sources: Numbers, backwards: bool) -> Iterator[Walk]:
    """The walks of no hop from those of these entities that are on the ground."""
    reading = Reading.began(backwards=backwards)
    for place in map(ground.place_of, sources.tolist()):
        if place >= 0:
            yield Walk((place,), (), True, 0, reading, Run(), True, (int(ground.key[place]),), ())


GivenUp = Callable[[Walk], bool]
"""Whether nothing that a walk can become has a place in the answer."""


class _Branch(NamedTuple):
    """Ways by which a walk may go on, best first, of which those before ``at`` were tried."""

    walk: Walk
    ways: Numbers
    beyond: int
    at: int = 0


@dataclass(slots=True)
class Walks:
    """The walks of so many hops over a ground; ``given_up`` is asked of each before it is gone on with."""

    ground: Ground
    prospects: Prospects
    times: TimesLeft
    question: Question
    budget: Budget
    hops: int
    via: frozenset[int]
    given_up: GivenUp
    _legs: Legs = field(init=False)
    _waiting: list[tuple[Any, ...]] = field(default_factory=list)
    _turn: Iterator[int] = field(default_factory=count)
    _sorted: dict[tuple[int, int, bool], Numbers] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._legs = Legs(self.ground)

    def from_(self, begun: Iterable[Walk]) -> Iterator[Walk]:
        """All that these walks of no hop can become, in the order of their rank; fewer once the budget is spent."""
        starts = iter(sorted(self._starts(begun), key=lambda start: start[:-1]))
        self._let_one_start(starts)
        while self._waiting:
            *_, walk, rest = heappop(self._waiting)
            if rest:
                self._try(rest)
            if not walk.ways:
                self._let_one_start(starts)
            elif not self.given_up(walk):
                if len(walk.ways) == self.hops:
                    yield walk
                else:
                    self._branch_out(walk)
            if self.budget.spent:
                return

    def _starts(self, begun: Iterable[Walk]) -> Iterator[tuple[int, int, int, int, _Branch]]:
        """The first branches of each walk, and what ranks them: hops beyond, best promise, key and tie."""
        promise = self.prospects.promise[self.hops - 1][1]
        for walk in begun:
            tie = int(self.ground.tie[walk.places[0]])
            for branch in self._branches(walk):
                yield branch.beyond, -int(promise[branch.ways[0]]), walk.keys[0], tie, branch

    def _let_one_start(self, starts: Iterator[tuple[int, int, int, int, _Branch]]) -> None:
        """Let the next start wait; the one after it follows when this one has its turn."""
        for beyond, promised, key, _, branch in starts:
            waiting = (beyond, promised, (key,), (), (), (), next(self._turn), branch.walk, branch)
            heappush(self._waiting, waiting)
            return

    def _branch_out(self, walk: Walk) -> None:
        for branch in self._branches(walk):
            self._try(branch)

    def _branches(self, walk: Walk) -> Iterator[_Branch]:
        """How a walk may go on: within its run, if it is read from the start and may go on, and otherwise."""
        ways = self._ways_on(walk)
        if not len(ways):
            return
        if self.question.backwards:
            yield _Branch(walk, ways, 0)
            return
        inside = self._may_stay_one_run(walk, ways)
        if inside.any():
            yield _Branch(walk, ways[inside], 0)
        if not self.question.same_arrangement and not inside.all():
            yield _Branch(walk, ways[~inside], self.hops - max(walk.run.hops, 1))

    def _ways_on(self, walk: Walk) -> Numbers:
        """The ways that promise something, best first."""
        place, left = walk.places[-1], self.hops - len(walk.ways) - 1
        asked = place, left, walk.needs
        if asked not in self._sorted:
            first, last = self.ground.row[place], self.ground.row[place + 1]
            promise = self.prospects.promise[left][walk.needs][first:last]
            best_first = (-promise).argsort(kind="stable")
            self._sorted[asked] = (best_first[promise[best_first] > NOTHING] + first).astype(np.int64)
        return self._sorted[asked]

    def _may_stay_one_run(self, walk: Walk, ways: Numbers) -> Flags:
        """After which of the ways the whole walk may still be one run."""
        if not walk.ways:
            return (self.ground.traits.lies_in[ways] >= 0) | (self.hops == 1)
        if not walk.run.goes_on or walk.run.scope is None:
            return np.zeros(len(ways), np.bool_)
        return np.array([walk.run.takes(self._legs[way]) for way in ways.tolist()], np.bool_)

    def _try(self, branch: _Branch) -> None:
        """Let the next way that can be gone wait for its turn."""
        for at in range(branch.at, len(branch.ways)):
            if not self.budget.take(1):
                return
            walk = self._extended(branch.walk, int(branch.ways[at]))
            if walk is None:
                continue
            rest = _Branch(branch.walk, branch.ways, branch.beyond, at + 1)
            if not self.question.backwards or len(walk.ways) < self.hops:
                self._wait(walk, branch.beyond, rest)
                return
            self._wait_as_read_backwards(walk)

    def _wait_as_read_backwards(self, walk: Walk) -> None:
        """How far beyond the arrangement a walk goes is known only at its end, when it is read from there."""
        beyond = self.hops - run_of(self._legs[way] for way in reversed(walk.ways)).hops
        if not (beyond and self.question.same_arrangement):
            self._wait(walk, beyond, None)

    def _wait(self, walk: Walk, beyond: int, rest: _Branch | None) -> None:
        promised = self._promised(walk)
        whole = len(walk.ways) == self.hops
        ties = tuple(self.ground.tie[list(walk.places)].tolist()) if whole else ()
        last = tuple(map(tuple, self.ground.last[list(walk.ways)].tolist())) if whole else ()
        heappush(self._waiting, (beyond, -promised, walk.keys, walk.orders, ties, last, next(self._turn), walk, rest))

    def _promised(self, walk: Walk) -> int:
        """The support of a whole walk, of another the best that it can come to."""
        left, way = self.hops - len(walk.ways), walk.ways[-1]
        if not left:
            return walk.support
        own = int(self.ground.traits.origins[way])
        before = walk.needs or bool(self.prospects.weak[way])
        return walk.support - own + int(self.prospects.promise[left][before][way])

    def _extended(self, walk: Walk, way: int) -> Walk | None:
        """The walk gone on by a way, or None where that makes no chain of the question."""
        end = int(self.ground.end[way])
        if end in walk.places or (walk.ways and self.prospects.turns(walk.ways[-1], way)):
            return None
        leg = self._legs[way]
        run = walk.run.then(leg)
        further = Walk(
            places=(*walk.places, end),
            ways=(*walk.ways, way),
            needs=walk.needs and not self.prospects.weak[way],
            support=walk.support + int(self.ground.traits.origins[way]),
            reading=walk.reading.then(leg),
            run=run,
            may_be_one_run=self._may_be_one_run(run, (*walk.ways, way)),
            keys=(*walk.keys, int(self.ground.key[end])),
            orders=(*walk.orders, tuple(self.ground.order[way].tolist())),
        )
        return None if self._is_vain(further) else further

    def _may_be_one_run(self, run: Run, ways: tuple[int, ...]) -> bool:
        """Whether the walk, gone on to its end, may lie in one scope; of a whole one, whether it does."""
        whole = len(ways) == self.hops
        if self.question.backwards:
            return not whole or run_of(self._legs[way] for way in reversed(ways)).hops == self.hops
        return run.goes_on and (whole or run.scope is not None)

    def _is_vain(self, walk: Walk) -> bool:
        left = self.hops - len(walk.ways)
        return len(self.via.difference(walk.places)) > left or not self.times.allow(walk.reading, walk.places[-1], left)
