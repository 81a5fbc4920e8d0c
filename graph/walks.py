"""Every simple walk of one length and one strength over a ground, best first: in the order in which chains are ranked.

Invariant: a walk is found once, and none is missed unless the budget is spent. What waits was promised no more than
what is given; what is given up could not have been a chain of the question.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import compress, count
from typing import Any

from graph.arrays import Numbers
from graph.budget import Budget
from graph.ground import Ground
from graph.legs import Legs
from graph.prospects import Prospects
from graph.question import Question
from graph.reading import Leg, Reading, Run, run_of
from graph.verdicts_left import VerdictsLeft


@dataclass(slots=True)
class Walk:
    """A walk so far: its places and ways on the ground, and what its hops come to.

    ``needs``: no hop of the ground's worst standing was walked yet. ``run``: of the hops from its start, whatever
    end it is read from. ``keys`` and ``orders`` rank it among walks that are promised the same. ``read`` is its
    reading, or the walk before its last hop and the legs of ways, which it can be worked out from.
    """

    places: tuple[int, ...]
    ways: tuple[int, ...]
    needs: bool
    support: int
    read: "Reading | tuple[Walk, Mapping[int, Leg]]"
    run: Run
    may_be_one_run: bool
    keys: tuple[int, ...]
    orders: tuple[list[int], ...]

    @property
    def reading(self) -> Reading:
        """How its dates read; worked out when it is first asked for: where any time will do, nobody asks."""
        if not isinstance(self.read, Reading):
            before, legs = self.read
            self.read = before.reading.then(legs[self.ways[-1]])
        return self.read


def begun_at(ground: Ground, sources: Numbers, backwards: bool) -> Iterator[Walk]:
    """The walks of no hop from those of these entities that are on the ground."""
    reading = Reading.began(backwards=backwards)
    for place in map(ground.place_of, sources.tolist()):
        if place >= 0:
            yield Walk((place,), (), True, 0, reading, Run(), True, (ground.key.item(place),), ())


GivenUp = Callable[[Walk], bool]
"""Whether nothing that a walk can become has a place in the answer."""


@dataclass(slots=True)
class _Branch:
    """Ways by which a walk may go on, best first, of which those before ``at`` were tried."""

    walk: Walk
    ways: list[int]
    beyond: int
    at: int = 0


@dataclass(slots=True)
class Walks:
    """The walks of so many hops over a ground; ``given_up`` is asked of each before it is gone on with."""

    ground: Ground
    prospects: Prospects
    verdicts: VerdictsLeft
    question: Question
    budget: Budget
    hops: int
    via: frozenset[int]
    given_up: GivenUp
    _legs: Legs = field(init=False)
    _waiting: list[tuple[Any, ...]] = field(default_factory=list)
    _turn: Iterator[int] = field(default_factory=count)
    _sorted: dict[tuple[int, int, bool], list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._legs = Legs(self.ground)

    def from_(self, begun: Iterable[Walk]) -> Iterator[Walk]:
        """All that these walks of no hop can become, in the order of their rank; fewer once the budget is spent."""
        starts = iter(sorted(self._starts(begun), key=lambda start: start[:-1]))
        self._let_one_start(starts)
        while self._waiting:
            walk, rest = heappop(self._waiting)[-2:]
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
            tie = self.ground.tie.item(walk.places[0])
            for branch in self._branches(walk):
                yield branch.beyond, -promise.item(branch.ways[0]), walk.keys[0], tie, branch

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
        inside, outside = self._parted(walk, ways)
        if inside:
            yield _Branch(walk, inside, 0)
        if outside and not self.question.same_arrangement:
            yield _Branch(walk, outside, self.hops - max(walk.run.hops, 1))

    def _ways_on(self, walk: Walk) -> list[int]:
        """The ways that promise something, best first."""
        place, left = walk.places[-1], self.hops - len(walk.ways) - 1
        asked = place, left, walk.needs
        if asked not in self._sorted:
            row = range(self.ground.row.item(place), self.ground.row.item(place + 1))
            self._sorted[asked] = self.prospects.best_first(left, row, needs=walk.needs)
        return self._sorted[asked]

    def _parted(self, walk: Walk, ways: list[int]) -> tuple[list[int], list[int]]:
        """The ways after which the whole walk may still be one run, if it is read from the start, and the others."""
        if self.question.backwards or (not walk.ways and self.hops == 1):
            return ways, []
        if not walk.run.goes_on:
            return [], ways
        stays = self._may_stay_one_run(walk, ways)
        return list(compress(ways, stays)), [way for way, stay in zip(ways, stays, strict=True) if not stay]

    def _may_stay_one_run(self, walk: Walk, ways: list[int]) -> list[bool]:
        if not walk.ways:
            return [scope >= 0 for scope in self.ground.traits.lies_in.take(ways).tolist()]
        return [walk.run.takes(self._legs[way]) for way in ways]

    def _try(self, branch: _Branch) -> None:
        """Let the next way that can be gone wait for its turn."""
        while branch.at < len(branch.ways):
            if not self.budget.take(1):
                return
            way = branch.ways[branch.at]
            branch.at += 1
            walk = self._extended(branch.walk, way)
            if walk is None:
                continue
            promised = self._promised(branch.walk, way)
            if not self.question.backwards or len(walk.ways) < self.hops:
                self._wait(walk, branch.beyond, promised, branch)
                return
            self._wait_as_read_backwards(walk, promised)

    def _wait_as_read_backwards(self, walk: Walk, promised: int) -> None:
        """How far beyond the arrangement a walk goes is known only at its end, when it is read from there."""
        beyond = self.hops - run_of(self._legs[way] for way in reversed(walk.ways)).hops
        if not (beyond and self.question.same_arrangement):
            self._wait(walk, beyond, promised, None)

    def _wait(self, walk: Walk, beyond: int, promised: int, rest: _Branch | None) -> None:
        whole = len(walk.ways) == self.hops
        ties = list(map(self.ground.tie.item, walk.places)) if whole else ()
        last = [self.ground.last[way].tolist() for way in walk.ways] if whole else ()
        turn = next(self._turn)
        heappush(self._waiting, (beyond, -promised, walk.keys, walk.orders, ties, last, turn, walk, rest))

    def _promised(self, walk: Walk, way: int) -> int:
        """The best support that the walk can come to by a way that it may go on by; at its end, what it comes to."""
        left = self.hops - len(walk.ways) - 1
        return walk.support + self.prospects.promise[left][walk.needs].item(way)

    def _extended(self, walk: Walk, way: int) -> Walk | None:
        """The walk gone on by a way, or None where that makes no chain of the question."""
        end = self.ground.end.item(way)
        if end in walk.places or (walk.ways and self.prospects.turns(walk.ways[-1], way)):
            return None
        run = walk.run.then(self._legs[way]) if walk.run.goes_on else walk.run
        ways = (*walk.ways, way)
        further = Walk(
            (*walk.places, end),
            ways,
            walk.needs and not self.prospects.weak.item(way),
            walk.support + self.ground.traits.origins.item(way),
            (walk, self._legs),
            run,
            self._may_be_one_run(run, ways),
            (*walk.keys, self.ground.key.item(end)),
            (*walk.orders, self.ground.order[way].tolist()),
        )
        return None if self._is_vain(further) else further

    def _may_be_one_run(self, run: Run, ways: tuple[int, ...]) -> bool:
        """Whether the walk, gone on to its end, may lie in one scope; of a whole one, whether it does."""
        whole = len(ways) == self.hops
        if self.question.backwards:
            return not whole or run_of(self._legs[way] for way in reversed(ways)).hops == self.hops
        return run.hops == len(ways) and (whole or run.goes_on)

    def _is_vain(self, walk: Walk) -> bool:
        left = self.hops - len(walk.ways)
        if self.via and len(self.via.difference(walk.places)) > left:
            return True
        least = self.question.min_time
        return least != "impossible" and not self.verdicts.allow(least, walk.reading, walk.places[-1], left)
