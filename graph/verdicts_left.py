"""The best that can still be said of a walk's time and scope once it is whole, whatever way it goes on.

Invariant: what is said is never worse than what comes out; so who gives a walk up because that is too bad misses none.
"""

from dataclasses import dataclass, field
from functools import cached_property

from graph.ground import Ground
from graph.members import NumberSet
from graph.question import TIMES, Time
from graph.reading import Reading
from graph.scopes_left import ScopesLeft
from graph.times_left import TimesLeft


@dataclass
class VerdictsLeft:
    """Over one ground; ``is_end``: where walks may end."""

    ground: Ground
    is_end: NumberSet
    backwards: bool
    _times: dict[Time, TimesLeft] = field(default_factory=dict)

    def times(self, wanted: Time) -> TimesLeft:
        """Whether walks can still have a time verdict, or a better one."""
        if wanted not in self._times:
            self._times[wanted] = TimesLeft(self.ground, self.is_end, wanted, self.backwards)
        return self._times[wanted]

    def time(self, reading: Reading, place: int, left: int) -> Time:
        """The best time verdict of a walk that reads so far, is at a place, and has so many hops to go."""
        no_better = TIMES[: TIMES.index(reading.verdict) + 1]
        return next(time for time in reversed(no_better) if self.times(time).allow(reading, place, left))

    @cached_property
    def scopes(self) -> ScopesLeft:
        """Whether walks can still be one run."""
        return ScopesLeft(self.ground, self.is_end[self.ground.entities])
