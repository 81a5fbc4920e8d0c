"""What the dates and scopes of a chain's hops say together.

Invariant: verdicts are read off sets of days and scopes, never off their outer range; steps come in walking order,
and ``backwards`` reads them from the far end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from evidence.views import EntityView
from graph.days import DaySet, shared
from graph.model import Step
from graph.question import TIMES, Time
from graph.reading import run_of
from graph.reading import time_of as verdict_of


@dataclass(frozen=True, slots=True)
class Scope:
    """The longest leading run of hops in one scope: how many hops it has, and which scope."""

    run: int
    entity: EntityView | None


def time_of(steps: Sequence[Step], *, backwards: bool = False) -> Time:
    """Whether the hops held together, may have, can have followed one another, or not even that."""
    return verdict_of((step.leg for step in steps), backwards=backwards)


def windows(steps: Sequence[Step], time: Time) -> DaySet:
    """The days that all cores share when observed, that all hulls share when possible, else none."""
    if time == "observed":
        return shared(step.hop.cores for step in steps)
    return shared(step.hop.hulls for step in steps) if time == "possible" else ()


def decided_by(steps: Sequence[Step], time: Time, *, backwards: bool = False) -> tuple[int, ...]:
    """The smallest set of hop numbers, lowest first, that by itself is no better than the verdict."""
    if time == "observed":
        return ()
    for size in range(1, len(steps)):
        for some in combinations(range(len(steps)), size):
            verdict = time_of([steps[number] for number in some], backwards=backwards)
            if TIMES.index(verdict) <= TIMES.index(time):
                return tuple(number + 1 for number in some)
    return tuple(range(1, len(steps) + 1))


def scope_of(steps: Sequence[Step], *, backwards: bool = False) -> Scope:
    """The arrangement that the chain starts in, as far as it reaches; its flow hops are walked one way."""
    read = steps[::-1] if backwards else steps
    return Scope(run_of(step.leg for step in read).hops, read[0].hop.lies_in)
