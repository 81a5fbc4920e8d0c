"""What any engine that holds a graph must be able to do.

Invariant: a store holds what one audience may see and nothing else, so its answers need no filter for rights;
two stores that were given the same hops give the same answers, in any order of giving.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, Self

from evidence.views import EntityView
from graph.days import holds
from graph.model import Base, Hop, level_of
from graph.question import Question

Engine = Literal["embedded", "neo4j"]


@dataclass(frozen=True, slots=True)
class HopFilter:
    """Which hops are wanted; empty sets and None want all. ``level`` is the worst standing, 0 all of them."""

    level: int = 0
    predicates: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    valid_on: int | None = None

    @classmethod
    def of(cls, question: Question, level: int | None = None) -> Self:
        """What a question lets in; ``level`` in the place of its own lowest standing."""
        least = level_of(question.min_standing) if level is None else level
        return cls(least, question.predicates, question.classes, question.valid_on)

    def wants(self, hop: Hop) -> bool:
        """Whether the hop is wanted; a hop is kept whole or not at all."""
        return (
            hop.level >= self.level
            and (not self.predicates or hop.predicate.name in self.predicates)
            and (not self.classes or hop.predicate.cls in self.classes)
            and (self.valid_on is None or holds(hop.hulls, self.valid_on))
        )


class GraphStore(Protocol):
    """A graph of hops, read a whole frontier at a time, written a set of bases at a time."""

    @property
    def engine(self) -> Engine:
        """What the answer names as its engine."""
        ...

    @property
    def cursor(self) -> int:
        """Up to which audit sequence number the graph has followed the ledger."""
        ...

    def replace(self, bases: Collection[Base], hops: Iterable[Hop], cursor: int) -> None:
        """Put these hops in the place of all hops of the bases, and move the cursor; all of it or nothing."""
        ...

    def name(self, entities: Mapping[str, EntityView | None]) -> None:
        """Record entities by id, or take away those that are None."""
        ...

    def entity(self, id_: str) -> EntityView | None:
        """An entity by id."""
        ...

    def entities(self, kind: str | None, types: Collection[str]) -> frozenset[str]:
        """The ids of all entities of a kind (None: any) with one of the types (empty: any)."""
        ...

    def hop(self, id_: str) -> Hop | None:
        """A hop by id."""
        ...

    def neighbours(self, frontier: Collection[str], wanted: HopFilter) -> Mapping[str, Sequence[Hop]]:
        """Every wanted hop at each entity of the frontier; entities without one may be missing."""
        ...

    def hops(self, bases: Collection[Base]) -> Sequence[Hop]:
        """Every hop of the bases."""
        ...
