"""A chain: a simple walk over hops, with what its hops say together.

Invariant: the strength is that of the weakest hop, never an average; ``rank`` orders the chains of every engine and
every ledger alike, ids last and only where keys of two investigations coincide.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from evidence.views import EntityView
from graph import verdicts
from graph.days import DaySet
from graph.model import Step
from graph.question import STANDINGS, TIMES, Question, Standing, Time


@dataclass(frozen=True)
class Chain:
    """Steps in walking order; ``backwards`` when time and scope are read from the far end."""

    steps: tuple[Step, ...]
    backwards: bool = False

    @cached_property
    def entities(self) -> tuple[EntityView, ...]:
        """The entities in order, one more than hops."""
        return (self.steps[0].start, *(step.to for step in self.steps))

    @property
    def level(self) -> int:
        """How good the weakest hop is, 0 the worst."""
        return min(step.hop.level for step in self.steps)

    @property
    def strength(self) -> Standing:
        """The standing of the weakest hop."""
        return STANDINGS[self.level]

    @property
    def weakest(self) -> tuple[int, ...]:
        """The numbers of the weakest hops, from 1."""
        return tuple(n for n, step in enumerate(self.steps, 1) if step.hop.level == self.level)

    @property
    def support(self) -> int:
        """The independent origins of each hop, summed."""
        return sum(step.hop.origins for step in self.steps)

    @property
    def distinct_origins(self) -> frozenset[str]:
        """All counting origins of the chain as a whole, folded."""
        return frozenset().union(*(step.hop.origin_names for step in self.steps))

    @cached_property
    def time(self) -> Time:
        """The time verdict."""
        return verdicts.time_of(self.steps, backwards=self.backwards)

    @property
    def windows(self) -> DaySet:
        """The days that make the time verdict."""
        return verdicts.windows(self.steps, self.time)

    @property
    def decided_by(self) -> tuple[int, ...]:
        """The hops that decide against a better time verdict."""
        return verdicts.decided_by(self.steps, self.time, backwards=self.backwards)

    @cached_property
    def scope(self) -> verdicts.Scope:
        """The leading run within one scope."""
        return verdicts.scope_of(self.steps, backwards=self.backwards)

    @property
    def beyond(self) -> int:
        """How many hops lie beyond the arrangement."""
        return len(self.steps) - self.scope.run

    @property
    def one_arrangement(self) -> bool:
        """Whether the run is the whole chain."""
        return self.beyond == 0

    @property
    def ends_at(self) -> EntityView:
        """The entity where the arrangement stops."""
        return self.entities[self.beyond if self.backwards else self.scope.run]

    @cached_property
    def rank(self) -> tuple[Any, ...]:
        """Strength, hops, hops beyond the arrangement, support, entities' keys, then each hop's order."""
        return (
            -self.level,
            len(self.steps),
            self.beyond,
            -self.support,
            tuple(entity.key for entity in self.entities),
            tuple(step.hop.order for step in self.steps),
            tuple(entity.id for entity in self.entities),
            tuple((step.hop.scope.id if step.hop.scope else "", step.hop.subject.id) for step in self.steps),
        )


def allowed(chain: Chain, question: Question) -> bool:
    """Whether the question takes a chain with these verdicts."""
    if question.same_arrangement and not chain.one_arrangement:
        return False
    return TIMES.index(chain.time) >= TIMES.index(question.min_time)
