"""The best that can still be said of a walk's time and scope once it is whole, whatever way it goes on.

Invariant: what is said is never worse than what comes out; so who gives a walk up because that is too bad misses none.
"""

from dataclasses import dataclass
from functools import cached_property

from graph.arrays import Flags
from graph.ground import Ground
from graph.members import NumberSet
from graph.question import TIMES, Time
from graph.reading import Reading
from graph.scopes_left import ScopesLeft
from graph.sequence_left import SequenceLeft
from graph.shared_days_left import SharedDaysLeft


@dataclass
class VerdictsLeft:
    """Over one ground; ``is_end``: where walks may end. What it is worked out from is made when it is first needed."""

    ground: Ground
    is_end: NumberSet
    backwards: bool

    def allow(self, time: Time, reading: Reading, place: int, left: int) -> bool:
        """Whether a walk that reads so far, and is at a place, can have the verdict, or a better one, after so many
        hops more.
        """
        if time == "impossible":
            return True
        if time == "observed":
            return self._cores.allow(reading.cores, place, left)
        if self._hulls.allow(reading.hulls, place, left):
            return True
        return time == "sequence" and self._sequence.allow(reading.day, place, left)

    def time(self, reading: Reading, place: int, left: int) -> Time:
        """The best time verdict of a walk that reads so far, is at a place, and has so many hops to go."""
        no_better = TIMES[: TIMES.index(reading.verdict) + 1]
        return next(time for time in reversed(no_better) if self.allow(time, reading, place, left))

    @cached_property
    def scopes(self) -> ScopesLeft:
        """Whether walks can still be one run."""
        return ScopesLeft(self.ground, self._ends)

    @cached_property
    def _ends(self) -> Flags:
        return self.is_end[self.ground.entities]

    @cached_property
    def _cores(self) -> SharedDaysLeft:
        return SharedDaysLeft(self.ground, self._ends, self.ground.traits.cores)

    @cached_property
    def _hulls(self) -> SharedDaysLeft:
        return SharedDaysLeft(self.ground, self._ends, self.ground.traits.hulls)

    @cached_property
    def _sequence(self) -> SequenceLeft:
        return SequenceLeft(self.ground, self._ends, self.backwards)
