"""The embedded engine's store: columns that never change, and beside them what later changes put in their place.

Invariant: a store is a value. ``after`` gives another one, which shares what did not change and equals a store made
anew; so whoever searches goes on reading one state of the graph.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import inf
from typing import Literal

import numpy as np
import numpy.typing as npt

from evidence.views import EntityView, in_key_order
from graph.arrays import Flags, Numbers
from graph.budget import Budget
from graph.distance import TooMany, by_fronts, one_by_one
from graph.entities_read import EntitiesRead
from graph.entity_table import EntityColumns, EntityTable, type_bits
from graph.layer import Layer, Leaving
from graph.members import Members, NumberSet
from graph.model import Base, Hop
from graph.once import once
from graph.sides import are_fewer_at_ends
from graph.store import HopFilter, Near
from graph.ways import Ways, joined


@dataclass(frozen=True, slots=True)
class EmbeddedStore:
    """A GraphStore over arrays: ``whole`` as it was made, ``recent`` what changed since, if anything did."""

    entity_table: EntityTable
    whole: Layer
    recent: Layer | None
    cursor: int
    engine: Literal["embedded"] = "embedded"

    @classmethod
    def of(cls, entities: Mapping[str, EntityView], hops: Iterable[Hop], cursor: int) -> "EmbeddedStore":
        """A graph of these entities and hops."""
        in_order = in_key_order(entities.values())
        table = EntityTable.of(EntityColumns.of(in_order))
        numbers = {entity.id: number for number, entity in enumerate(in_order)}
        return cls(table, Layer.of(hops, numbers.__getitem__, table, sparse=False), None, cursor)

    def after(
        self, bases: Collection[Base], hops: Iterable[Hop], entities: Mapping[str, EntityView | None], cursor: int
    ) -> "EmbeddedStore":
        """The store in which these hops stand in the place of all hops of the bases, and entities are changed."""
        gone = {hop.id for hop in self.hops_of(bases)}
        table = self.entity_table.with_changes(entities)
        kept = [hop for hop in self._recent_hops() if hop.id not in gone]
        recent = Layer.of([*kept, *hops], table.known, table, sparse=True, number=len(self.whole.hops))
        return replace(self, entity_table=table, whole=self.whole.without(gone), recent=recent, cursor=cursor)

    @property
    def revision(self) -> int:
        """The last event that it follows: where nothing happened since, the graph is the same."""
        return self.cursor

    @property
    def size(self) -> int:
        """All entity numbers are below this."""
        return self.entity_table.size

    @property
    def layers(self) -> tuple[Layer, ...]:
        """All that hops are in."""
        return (self.whole,) if self.recent is None else (self.whole, self.recent)

    def near(self, frontier: Numbers, wanted: HopFilter, *, ends: bool, seconds: float) -> Near:
        """The other ends of the wanted hops at the frontier; a call takes a fraction of a second."""
        if wanted.types and not ends:
            frontier = frontier[self._of_types(frontier, wanted)]
        found = [layer.leaving(frontier, wanted, ends=ends) for layer in self.layers]
        end, is_open = found[0] if len(found) == 1 else _together(found)
        if wanted.types:
            fitting = self._of_types(end, wanted)
            is_open = fitting if is_open is None else is_open & fitting
        return Near.of(end, is_open)

    def ways(self, starts: Members, ends: Members, wanted: HopFilter, *, seconds: float) -> Ways:
        """Every way over a wanted hop from one of the starts to one of the ends; read from the side with fewer."""
        turned = are_fewer_at_ends(starts, ends, self.degree)
        leave, reach = (ends, starts) if turned else (starts, ends)
        ways = joined([layer.ways(leave.numbers, reach, wanted, turned=turned) for layer in self.layers])
        if not wanted.types:
            return ways
        return replace(
            ways,
            open_start=ways.open_start & self._of_types(ways.start, wanted),
            open_end=ways.open_end & self._of_types(ways.end, wanted),
        )

    def degree(self, entities: Numbers, *, seconds: float = inf) -> int:
        """How many hops there are at these."""
        return sum([layer.adjacency.degree(entities) for layer in self.layers])

    def beside(self, entities: Collection[int]) -> list[int]:
        """The entities at the other ends of the hops of a few, some of them more than once."""
        return [end for layer in self.layers for end in layer.beside(entities)]

    def apart(self, sources: Numbers, targets: Numbers, most: int, budget: Budget) -> int | None:
        """How many hops the shortest walk between them has, over any hops; None: more than ``most``.

        Raises OutOfTime where the budget is spent.
        """
        try:
            return one_by_one(self, sources.tolist(), targets.tolist(), most)
        except TooMany:
            return by_fronts(self, sources, targets, most, budget)

    def order(self, entities: Numbers, *, seconds: float) -> tuple[Numbers, Numbers]:
        """Two ranks for each: by key, equal keys alike, and by key and id."""
        return self.entity_table.order(entities)

    def numbered(self, ids: Collection[str], *, seconds: float = inf) -> Mapping[str, int]:
        """The number of each entity with one of these ids; those that are not there are left out."""
        return self.entity_table.numbered(ids)

    def numbers(self, ids: Collection[str]) -> Numbers:
        """The numbers of the entities with these ids, ascending; those that are not there are left out."""
        return np.array(sorted(self.numbered(ids).values()), np.int64)

    def of_kind(self, kind: str | None, types: Collection[str], *, seconds: float = inf) -> Numbers:
        """All entities of a kind (None: any) with one of the types (empty: any), ascending."""
        return self.entity_table.of_kind(kind, types)

    def entities(self, numbers: Numbers) -> list[EntityView]:
        """Whole entities, in the order asked for."""
        return [self.entity_table[int(number)] for number in numbers]

    def hops(self, numbers: Numbers) -> list[Hop]:
        """Whole hops with their claims, in the order asked for."""
        return self._whole_hops(numbers.tolist())

    def named(self, text: str) -> Sequence[EntityView]:
        """The entities with that key; if none, that id; if none, a name that folds to the same."""
        return self.entity_table.named(text)

    def names(self) -> Iterator[tuple[str, EntityView]]:
        """Every name, folded, with its entity."""
        return self.entity_table.names()

    def hop(self, id_: str) -> Hop | None:
        """A hop by id."""
        found = (number for layer in self.layers if (number := layer.number_of(id_)) is not None)
        return next(iter(self._whole_hops([*found][:1])), None)

    def hops_of(self, bases: Collection[Base]) -> list[Hop]:
        """Every hop of the bases, which are all those of a predicate between two entities, whichever way."""
        return [hop for base in sorted(set(bases)) for hop in self._between(*base[1:]) if hop.base == base]

    def everything(self) -> tuple[dict[str, EntityView], dict[str, Hop]]:
        """All entities and all hops by id: two stores of which these are equal give the same answers."""
        entities = self.entities(self.of_kind(None, ()))
        hops = self.hops(np.concatenate([layer.numbers() for layer in self.layers]))
        return {entity.id: entity for entity in entities}, {hop.id: hop for hop in hops}

    def _between(self, one: str, other: str) -> list[Hop]:
        start, end = (NumberSet(self.numbers([id_])) for id_ in (one, other))
        ways = self.ways(start, end, HopFilter(), seconds=inf)
        return self.hops(once(ways.hop))

    def _whole_hops(self, numbers: Iterable[int]) -> list[Hop]:
        """Whole hops by number; each entity and each source is read once."""
        read = EntitiesRead(self.entity_table)
        sources = {one.number: cache(one.hops.claims.source) for one in self.layers}
        layers = ((number, self._layer_of(number)) for number in numbers)
        return [layer.hop(number, read.at, read.by_id, sources[layer.number]) for number, layer in layers]

    def _layer_of(self, number: int) -> Layer:
        return self.whole if self.recent is None or number < len(self.whole.hops) else self.recent

    def _recent_hops(self) -> list[Hop]:
        return self._whole_hops(self.recent.numbers().tolist()) if self.recent else []

    def _of_types(self, entities: npt.NDArray[np.integer], wanted: HopFilter) -> Flags:
        return np.asarray((self.entity_table.types[entities] & type_bits(wanted.types)) != 0)


def _together(found: Sequence[Leaving]) -> Leaving:
    """What leaves in several layers; all of them answer one filter, which lets all ends be open or tells of each."""
    is_open = [one.open_end for one in found if one.open_end is not None]
    return Leaving(np.concatenate([one.end for one in found]), np.concatenate(is_open) if is_open else None)
