"""How many hops entities have in a Neo4j database, as far as it is known; of others the server is asked.

Invariant: what is told here says only what costs less, never what is found; so it may be old. It is bounded: once so
many entities are known, all are forgotten.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph import cypher
from graph.arrays import Numbers
from graph.neo4j_store import GraphServer

MANY = 20_000
"""Of so many entities the hops are not counted: it would cost what reading them does."""
HOPS_EACH = 3
"""About how many hops an entity has, where nobody counted."""
HELD = 200_000
"""So many entities' hops are kept in mind."""


@dataclass(slots=True)
class Degrees:
    """What was told so far, by the number of the entity."""

    server: GraphServer
    _told: dict[int, int] = field(default_factory=dict)

    def note(self, entities: Iterable[int], degrees: Iterable[int]) -> None:
        """Keep in mind what an answer told besides."""
        if len(self._told) > HELD:
            self.forget()
        self._told.update(zip(entities, degrees, strict=True))

    def forget(self) -> None:
        """Know of none any more."""
        self._told.clear()

    def of(self, entities: Numbers, *, seconds: float) -> int:
        """About how many hops there are at these; what is not known yet is asked for. Raises OutOfTime."""
        if len(entities) > MANY:
            return HOPS_EACH * len(entities)
        asked = entities.tolist()
        if unknown := [entity for entity in asked if entity not in self._told]:
            self.note(*self.server.search(cypher.DEGREES, seconds=seconds, entities=unknown))
        return sum(self._told.get(entity, 0) for entity in asked)
