"""Which walks lead a longer way round than a chain that is in the answer already.

Invariant: only what the rule drops is dropped: a chain that goes through all entities of a better-ranked, shorter one
in the same order, and is no better in time and scope. A walk is given up early only where all that it can become is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

from graph.budget import Budget
from graph.bypasses import Bypasses
from graph.ground import Ground
from graph.question import TIMES, Time
from graph.verdicts_left import VerdictsLeft
from graph.walks import Walk


class Way(NamedTuple):
    """The entities of a chain, or their places on a ground, and the best that can be said of its time and scope."""

    through: tuple[int, ...]
    time: Time
    one_run: bool

    def is_as_good(self, time: Time, *, one_run: bool) -> bool:
        """Whether nothing of which this is the best that can be said is better in time or scope."""
        return TIMES.index(self.time) >= TIMES.index(time) and (self.one_run or not one_run)


@dataclass(slots=True)
class Detours:
    """The chains in the answer. ``one_target``: all chains end at one entity; ``one_pair``: and start at one."""

    one_target: bool
    one_pair: bool
    kept: list[Way] = field(default_factory=list)

    def keep(self, chain: Way) -> None:
        """Take note of a chain that is in the answer."""
        self.kept.append(chain)

    @property
    def is_every_longer(self) -> bool:
        """Whether every chain of more than one hop is one: a single observed hop joins the two ends."""
        return self.one_pair and any(len(chain.through) == 2 and chain.time == "observed" for chain in self.kept)

    def shorter(self, ground: Ground, hops: int) -> Iterator[Way]:
        """The chains of fewer hops that lie on a ground, by places: walks of so many there are detours of no other."""
        for chain in self.kept:
            if len(chain.through) <= hops:
                places = tuple(map(ground.place_of, chain.through))
                if -1 not in places:
                    yield chain._replace(through=places)


@dataclass(frozen=True, slots=True)
class DetoursLeft:
    """What walks of so many hops over one ground may be detours of: the chains that are ``shorter``."""

    shorter: tuple[Way, ...]
    hops: int
    one_target: bool
    verdicts: VerdictsLeft
    bypasses: Bypasses
    budget: Budget

    def has(self, walk: Walk) -> bool:
        """Whether the walk is one, or will be one whatever way it goes on."""
        if not self.shorter:
            return False
        left = self.hops - len(walk.ways)
        if left and self.one_target:
            # Each may need a table as long as the ground, so the clock is looked at for each.
            in_time = takewhile(lambda _: self.budget.take(0), self._as_good(*self._at_best(walk, left)))
            return any(not self.bypasses.is_there(chain.through, walk.places, left) for chain in in_time)
        as_good = self._as_good(walk.reading.verdict, walk.may_be_one_run)
        return any(_in_order(chain.through, walk.places) for chain in as_good)

    def _as_good(self, time: Time, one_run: bool) -> Iterator[Way]:
        return (chain for chain in self.shorter if chain.is_as_good(time, one_run=one_run))

    def _at_best(self, walk: Walk, left: int) -> tuple[Time, bool]:
        """What can be said of the walk after so many hops more."""
        place = walk.places[-1]
        one_run = walk.may_be_one_run and self.verdicts.scopes.allow(walk.run, place, left)
        return self.verdicts.time(walk.reading, place, left), one_run


def _in_order(part: Iterable[int], whole: Iterable[int]) -> bool:
    rest = iter(whole)
    return all(place in rest for place in part)
