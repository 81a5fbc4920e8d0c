"""How the dates and scopes of a chain's hops read, hop by hop, from where it is read.

Invariant: a verdict never gets better by another hop, so a walk whose verdict is too bad already is given up. Hops
come in walking order; ``backwards`` reads them from the far end.
"""

from collections.abc import Hashable, Iterable
from typing import NamedTuple

from evidence.dates import EARLIEST, LATEST
from graph.days import EVER, DaySet, first_from, last_until, met
from graph.question import Time


class Leg(NamedTuple):
    """What of a hop, as it is walked, the verdicts are read off. ``lies_in``: its scope, or None."""

    cores: DaySet
    hulls: DaySet
    lies_in: Hashable | None
    is_flow: bool
    is_directed: bool
    along: bool


class Reading(NamedTuple):
    """The dates of the hops so far: days that all cores share, and all hulls; the day reached by going on one way.

    ``day`` is the earliest that the last hop can have (read backwards: the latest), None if there is none left.
    """

    backwards: bool = False
    cores: DaySet = EVER
    hulls: DaySet = EVER
    day: int | None = EARLIEST

    @classmethod
    def began(cls, *, backwards: bool) -> "Reading":
        """The reading of no hop."""
        return cls(backwards=backwards, day=LATEST if backwards else EARLIEST)

    def then(self, leg: Leg) -> "Reading":
        """The reading with one more hop."""
        return Reading(self.backwards, met(self.cores, leg.cores), met(self.hulls, leg.hulls), self._day(leg))

    @property
    def verdict(self) -> Time:
        """Whether the hops held together, may have, can have followed one another, or not even that."""
        if self.cores:
            return "observed"
        if self.hulls:
            return "possible"
        return "impossible" if self.day is None else "sequence"

    def _day(self, leg: Leg) -> int | None:
        """Nothing that flows is read against its direction; otherwise the first day that does not go back."""
        if self.day is None or (leg.is_flow and leg.is_directed and leg.along == self.backwards):
            return None
        return last_until(leg.hulls, self.day) if self.backwards else first_from(leg.hulls, self.day)


def time_of(legs: Iterable[Leg], *, backwards: bool) -> Time:
    """The time verdict of hops in walking order."""
    reading = Reading.began(backwards=backwards)
    for leg in legs:
        reading = reading.then(leg)
    return reading.verdict


class Run(NamedTuple):
    """The leading run of hops in one scope, whose flows go one way; ``goes_on``: the next hop may belong to it."""

    hops: int = 0
    scope: Hashable | None = None
    flow: bool | None = None
    goes_on: bool = True

    def takes(self, leg: Leg) -> bool:
        """Whether the next hop belongs to the run; the first one always does."""
        if not self.goes_on:
            return False
        in_scope = not self.hops or leg.lies_in == self.scope
        return in_scope and not (leg.is_flow and self.flow not in (None, leg.along))

    def then(self, leg: Leg) -> "Run":
        """The run after one more hop."""
        if not self.takes(leg):
            return Run(self.hops, self.scope, self.flow, goes_on=False)
        return Run(self.hops + 1, leg.lies_in, leg.along if leg.is_flow else self.flow, leg.lies_in is not None)


def run_of(legs: Iterable[Leg]) -> Run:
    """The leading run of hops in reading order."""
    run = Run()
    for leg in legs:
        run = run.then(leg)
    return run
