"""What any engine that holds a graph must be able to do for the one search that all of them share.

Invariant: a store holds what one audience may see and nothing else, so its answers need no filter for rights; two
stores that were given the same hops give the same answers, whatever their numbers for entities and hops are.

Entities and hops go by numbers here, from 0: a number means nothing outside its store, nor at another revision.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import inf
from typing import Literal, Protocol, Self

import numpy as np
import numpy.typing as npt

from evidence.views import EntityView
from evidence.vocabulary import Predicate, vocabulary
from graph.arrays import Flags, Numbers
from graph.budget import Budget
from graph.days import holds
from graph.members import Members
from graph.model import Base, Hop, level_of
from graph.once import once, once_with
from graph.question import Question
from graph.ways import Ways

Engine = Literal["embedded", "neo4j"]

HUB_KINDS = frozenset({"place", "group"})
"""Kinds of entities that are ends and no steps."""


@cache
def predicate_names() -> tuple[str, ...]:
    """The predicates in code-point order: a store's number for a predicate is its place here."""
    return tuple(sorted(vocabulary().predicates))


@cache
def predicates() -> tuple[Predicate, ...]:
    """What these names mean, in the same order."""
    return tuple(vocabulary().predicates[name] for name in predicate_names())


@dataclass(frozen=True, slots=True)
class HopFilter:
    """Which hops are wanted, and by which of them an entity may be passed; empty sets and None want all.

    ``level`` is the worst standing, 0 all of them; ``valid_on`` an ordinal day that must lie in a hop's hulls;
    ``certain`` wants only hops that have a core.

    An entity is *open* to a hop of which it is an end when a chain may pass it by that hop: it has one of the
    ``types``, if any are named, and, unless ``through_hubs``, is no place or group and not on the hop's hub side.
    """

    level: int = 0
    predicates: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    valid_on: int | None = None
    certain: bool = False
    types: frozenset[str] = frozenset()
    through_hubs: bool = False

    @classmethod
    def of(cls, question: Question, level: int | None = None) -> Self:
        """What a question lets in; ``level`` in the place of its own lowest standing."""
        return cls(
            level=level_of(question.min_standing) if level is None else level,
            predicates=question.predicates,
            classes=question.classes,
            valid_on=question.valid_on,
            certain=question.min_time == "observed",
            types=question.types,
            through_hubs=question.through_hubs,
        )

    @property
    def looks_at_hops(self) -> bool:
        """Whether it asks more of a hop than its standing."""
        return bool(self.predicates or self.classes or self.certain) or self.valid_on is not None

    def wants(self, hop: Hop) -> bool:
        """Whether the hop is wanted; a hop is kept whole or not at all."""
        return (
            hop.level >= self.level
            and (not self.predicates or hop.predicate.name in self.predicates)
            and (not self.classes or hop.predicate.cls in self.classes)
            and (self.valid_on is None or holds(hop.hulls, self.valid_on))
            and (not self.certain or bool(hop.cores))
        )


@dataclass(frozen=True, slots=True)
class Near:
    """Entities one hop away, each once, by number; ``open``: to at least one of the hops that lead there."""

    entities: Numbers
    open: Flags

    @classmethod
    def of(cls, ends: Numbers | npt.NDArray[np.int32], is_open: Flags | None) -> Self:
        """What these ends of hops are, each with whether it is open to its hop; None: every one is."""
        if is_open is None:
            entities = once(ends)
            return cls(entities, np.ones(len(entities), np.bool_))
        return cls(*once_with(ends, is_open))


class GraphStore(Protocol):
    """A graph of hops, read a whole frontier at a time.

    ``seconds`` is what a call may take; when it ends before the call does, the call raises OutOfTime.
    """

    @property
    def engine(self) -> Engine:
        """What the answer names as its engine."""
        ...

    @property
    def revision(self) -> int:
        """Another number once the graph is another."""
        ...

    @property
    def size(self) -> int:
        """All entity numbers are below this."""
        ...

    def near(self, frontier: Numbers, wanted: HopFilter, *, ends: bool, seconds: float) -> Near:
        """The other ends of the wanted hops at the frontier.

        ``ends``: the frontier is where chains start or end, and any wanted hop may be taken; otherwise only those
        to which the frontier's entity is open.
        """
        ...

    def ways(self, starts: Members, ends: Members, wanted: HopFilter, *, seconds: float) -> Ways:
        """Every way over a wanted hop from one of the starts to one of the ends."""
        ...

    def apart(self, sources: Numbers, targets: Numbers, most: int, budget: Budget) -> int | None:
        """How many hops the shortest walk between them has, over any hops; None: more than ``most``.

        Raises OutOfTime where the budget is spent.
        """
        ...

    def degree(self, entities: Numbers, *, seconds: float) -> int:
        """About how many hops there are at these: what tells the side that costs less."""
        ...

    def order(self, entities: Numbers, *, seconds: float) -> tuple[Numbers, Numbers]:
        """Two ranks for each, to be compared within one call: by key, equal keys alike, and by key and id."""
        ...

    def numbered(self, ids: Collection[str], *, seconds: float = inf) -> Mapping[str, int]:
        """The number of each entity with one of these ids; those that are not there are left out."""
        ...

    def numbers(self, ids: Collection[str]) -> Numbers:
        """The numbers of the entities with these ids, ascending, without a limit of time."""
        ...

    def of_kind(self, kind: str | None, types: Collection[str], *, seconds: float = inf) -> Numbers:
        """All entities of a kind (None: any) with one of the types (empty: any), ascending."""
        ...

    def entities(self, numbers: Numbers) -> list[EntityView]:
        """Whole entities, in the order asked for."""
        ...

    def hops(self, numbers: Numbers) -> list[Hop]:
        """Whole hops with their claims, in the order asked for."""
        ...

    def named(self, text: str) -> Sequence[EntityView]:
        """The entities with that key; if none, that id; if none, a name that folds to the same."""
        ...

    def names(self) -> Iterator[tuple[str, EntityView]]:
        """Every name, folded, with its entity: what is looked through for those like a name that is none."""
        ...

    def hop(self, id_: str) -> Hop | None:
        """A hop by id."""
        ...

    def hops_of(self, bases: Collection[Base]) -> list[Hop]:
        """Every hop of the bases."""
        ...
