"""Breadth first from both ends at once: how near every entity is to where chains start, and to where they end.

Invariant: after ``reach(n)`` every walk of up to n hops goes through an entity that both sides know, or over one of
the hops ``between`` them. What is known to one side only was never read further than the half that it stands for; the
side that costs less goes first, and where the last hop would cost both much, neither goes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from graph.arrays import Flags, Numbers, Whole, flagged
from graph.asked import Asked
from graph.budget import Budget, OutOfTime
from graph.marks import MARKS, Marks
from graph.members import NumberSet
from graph.once import first_of_each
from graph.store import GraphStore, HopFilter
from graph.ways import Ways, picked

DEAR = 2_000
"""Where the last hop would read more hops than these, only those between what both sides know are asked for."""

REACHED = 32
"""So many entities reached cost what one way tried does, of a budget of steps."""

_PASSED = np.uint8(1)
"""The last bit of a mark; above it stands one more than the depth, so what is not known is 0."""


@dataclass(frozen=True)
class Within:
    """What one side reached in so many hops; as Members are. ``reached``: at each depth."""

    reached: Sequence[Numbers]
    hops: int
    known: Marks

    @cached_property
    def numbers(self) -> Numbers:
        """Each of them once; put together when they are asked for: mostly who is among them is all that is asked."""
        return np.concatenate(self.reached)

    def __len__(self) -> int:
        """How many they are."""
        return sum(map(len, self.reached))

    def __getitem__(self, asked: Whole) -> Flags:
        """Which of many it reached; one less than nothing is the largest byte."""
        marks = self.known.take(asked)
        marks -= 1
        return np.asarray(marks < _mark(self.hops + 1))


def _mark(depth: int) -> int:
    return depth + 1 << 1


class Front:
    """One side: the entities first reached at each depth, and those to go on from.

    ``_known``: the mark of every number, which tells its depth, and whether it was gone on from.
    """

    def __init__(self, ends: Numbers, goals: NumberSet, size: int) -> None:
        self.ends, self.goals = ends, goals
        self._known = MARKS.take(size)
        self._cost_at_ends: int | None = None
        self.reached: list[Numbers] = []
        self.begin()

    def begin(self) -> None:
        """Stand at the ends, with nothing reached beyond them."""
        self._wipe()
        self.reached, self.going_on = [self.ends], self.ends
        self._cost = self._cost_at_ends
        self._known[self.ends] = _mark(0) | _PASSED

    def leave(self) -> None:
        """Reach nothing any more; left a second time there is nothing to give back, or two searches would share it."""
        self._wipe()
        MARKS.give_back(self._known)
        self._known, self.reached = np.zeros(0, np.uint8), []

    def _wipe(self) -> None:
        for reached in self.reached:
            self._known[reached] = 0

    @property
    def radius(self) -> int:
        """How many hops were gone."""
        return len(self.reached) - 1

    def cost(self, store: GraphStore, budget: Budget) -> int:
        """About how many hops going on by one more would read."""
        if self._cost is None:
            self._cost = store.degree(self.going_on, seconds=budget.seconds)
            if not self.radius:
                self._cost_at_ends = self._cost
        return self._cost

    def knows(self, entities: Numbers) -> Flags:
        """Which of them it has reached."""
        return np.asarray(self._known.take(entities) > 0)

    def within(self, hops: int) -> Within:
        """The entities reached in so many hops."""
        return Within(self.reached[: hops + 1], hops, self._known)

    def advance(self, store: GraphStore, asked: Asked, wanted: HopFilter, budget: Budget) -> Numbers:
        """Go one hop on; returns the entities reached first now. Raises OutOfTime where the budget is spent."""
        near = store.near(self.going_on, wanted, ends=self.radius == 0, seconds=budget.seconds)
        if not budget.take(len(near.entities) // REACHED):
            raise OutOfTime
        passable = near.open & ~asked.is_no_step[near.entities]
        known = self._known.take(near.entities)
        new: Numbers = flagged(near.entities, (passable | self.goals[near.entities]) & (known == 0))
        self._cost = None
        self.going_on = flagged(near.entities, passable & (known & _PASSED == 0))
        self.reached.append(new)
        self._known[new] = _mark(self.radius)
        self._known[self.going_on] |= _PASSED
        return new


@dataclass(slots=True)
class Fronts:
    """Both sides, and where they meet: the entities that both know, or instead of these the hops ``between`` them."""

    store: GraphStore
    asked: Asked
    wanted: HopFilter
    budget: Budget
    ahead: Front = field(init=False)
    behind: Front = field(init=False)
    meeting: Numbers = field(init=False)
    between: Ways | None = None

    def __post_init__(self) -> None:
        asked = self.asked
        self.ahead = Front(asked.sources, asked.is_target, self.store.size)
        self.behind = Front(asked.targets, asked.is_source, self.store.size)
        self._meet()

    def begin(self, wanted: HopFilter) -> None:
        """Begin again, over other hops."""
        self.wanted, self.between = wanted, None
        self.ahead.begin()
        self.behind.begin()
        self._meet()

    def leave(self) -> None:
        """Give back what they have to themselves: for who needs them no more."""
        self.ahead.leave()
        self.behind.leave()

    def reach(self, hops: int) -> None:
        """Go on until walks of so many hops have their middle between the sides; raises OutOfTime."""
        self.between = None
        while (left := hops - self.ahead.radius - self.behind.radius) > 0:
            near, far = sorted((self.ahead, self.behind), key=lambda side: side.cost(self.store, self.budget))
            if left == 1 and near.cost(self.store, self.budget) > DEAR:
                self.between = self._between()
                return
            new = near.advance(self.store, self.asked, self.wanted, self.budget)
            self.meeting = np.concatenate([self.meeting, new[far.knows(new)]])

    @property
    def met(self) -> tuple[Numbers, Numbers]:
        """From where walks go back to where they start, and from where on to where they end."""
        return (self.meeting, self.meeting) if self.between is None else (self.between.start, self.between.end)

    @property
    def are_apart(self) -> bool:
        """Whether one side was read to its end without reaching the other: then no walk joins them, however long."""
        return any(
            not len(side.going_on) and not ends[side.knows(ends)].size
            for side, ends in ((self.ahead, self.asked.targets), (self.behind, self.asked.sources))
        )

    def _meet(self) -> None:
        """Where they meet before either has gone a hop."""
        self.meeting = self.asked.sources[self.behind.knows(self.asked.sources)]

    def _between(self) -> Ways:
        ahead, behind = (side.within(side.radius) for side in (self.ahead, self.behind))
        ways = usable(self.store.ways(ahead, behind, self.wanted, seconds=self.budget.seconds), self.asked)
        if not self.budget.take(len(ways.hop) // REACHED):
            raise OutOfTime
        return ways


def usable(ways: Ways, asked: Asked) -> Ways:
    """Each way once, if a chain may leave its start and enter its end by it."""
    leaves = asked.is_source[ways.start] | (ways.open_start & ~asked.is_no_step[ways.start])
    enters = asked.is_target[ways.end] | (ways.open_end & ~asked.is_no_step[ways.end])
    taken = (leaves & enters).nonzero()[0]
    walked = ways.hop.take(taken) * 2 + (ways.start.take(taken) < ways.end.take(taken))
    return picked(ways, taken.take(first_of_each(walked)))
