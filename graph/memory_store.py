"""The embedded store: hops in dictionaries, indexed by entity and by base.

Invariant: the indexes name exactly the hops that are held.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, TypeVar

from evidence.views import EntityView
from graph.model import Base, Hop
from graph.store import HopFilter

_Place = TypeVar("_Place")


class MemoryStore:
    """A GraphStore in memory."""

    engine: Literal["embedded"] = "embedded"

    def __init__(self) -> None:
        self.cursor = 0
        self._entities: dict[str, EntityView] = {}
        self._hops: dict[str, Hop] = {}
        self._at: defaultdict[str, dict[str, Hop]] = defaultdict(dict)
        self._of: defaultdict[Base, dict[str, Hop]] = defaultdict(dict)

    def copy(self) -> "MemoryStore":
        """A store with the same hops, of its own: one can be brought up to date while the other is being read."""
        other = MemoryStore()
        other.name(self._entities)
        other.replace((), self._hops.values(), self.cursor)
        return other

    def replace(self, bases: Collection[Base], hops: Iterable[Hop], cursor: int) -> None:
        """Put these hops in the place of all hops of the bases, and move the cursor."""
        for hop in self.hops(bases):
            self._forget(hop)
        for hop in hops:
            self._hold(hop)
        self.cursor = cursor

    def name(self, entities: Mapping[str, EntityView | None]) -> None:
        """Record entities by id, or take away those that are None."""
        for id_, entity in entities.items():
            if entity is None:
                self._entities.pop(id_, None)
            else:
                self._entities[id_] = entity

    def entity(self, id_: str) -> EntityView | None:
        """An entity by id."""
        return self._entities.get(id_)

    def entities(self, kind: str | None, types: Collection[str]) -> frozenset[str]:
        """The ids of all entities of a kind (None: any) with one of the types (empty: any)."""
        return frozenset(
            entity.id
            for entity in self._entities.values()
            if kind in (None, entity.kind) and (not types or not set(types).isdisjoint(entity.types))
        )

    def hop(self, id_: str) -> Hop | None:
        """A hop by id."""
        return self._hops.get(id_)

    def neighbours(self, frontier: Collection[str], wanted: HopFilter) -> Mapping[str, Sequence[Hop]]:
        """Every wanted hop at each entity of the frontier."""
        return {
            entity: [hop for hop in self._at[entity].values() if wanted.wants(hop)]
            for entity in frontier
            if entity in self._at
        }

    def hops(self, bases: Collection[Base]) -> Sequence[Hop]:
        """Every hop of the bases."""
        return [hop for base in bases if base in self._of for hop in self._of[base].values()]

    def _hold(self, hop: Hop) -> None:
        self._hops[hop.id] = hop
        self._of[hop.base][hop.id] = hop
        for entity in (hop.subject.id, hop.object.id):
            self._at[entity][hop.id] = hop

    def _forget(self, hop: Hop) -> None:
        del self._hops[hop.id]
        self._drop(self._of, hop.base, hop)
        for entity in (hop.subject.id, hop.object.id):
            self._drop(self._at, entity, hop)

    @staticmethod
    def _drop(index: dict[_Place, dict[str, Hop]], place: _Place, hop: Hop) -> None:
        del index[place][hop.id]
        if not index[place]:
            del index[place]
