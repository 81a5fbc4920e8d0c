"""The part of a graph in which chains of one question can lie, read from the store as far as a length needs.

Invariant: once ``reach(n)`` was called, every hop of every chain of up to n hops is here, and no way that the
question forbids: ways through hubs, avoided entities, ends as steps, entities of other types.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from evidence.views import EntityView
from graph.model import Hop, Step
from graph.question import Question
from graph.store import GraphStore, HopFilter

_HUB_KINDS = frozenset({"place", "group"})


@dataclass(frozen=True, slots=True)
class Way:
    """One permitted step. ``weak``: its hop has the worst standing allowed; ``through``: it may be walked on."""

    step: Step
    start: str
    end: str
    weak: bool
    through: bool
    bound: str | None


class Ground:
    """The permitted ways between hops of at least one level."""

    def __init__(self, store: GraphStore, question: Question, level: int) -> None:
        self._store, self._question, self._level = store, question, level
        self._wanted = HopFilter.of(question, level)
        self.sources = question.sources - question.avoid
        self.targets = question.targets - question.avoid
        self.out: defaultdict[str, list[Way]] = defaultdict(list)
        self.into: defaultdict[str, list[Way]] = defaultdict(list)
        self._hops: set[str] = set()
        self._ahead = _Front(self.sources)
        self._behind = _Front(self.targets)

    def reach(self, length: int) -> bool:
        """Read what chains of this length need, half of it from either side; whether there was anything new."""
        known = len(self._hops)
        while self._ahead.depth < (length + 1) // 2:
            self._read(self._ahead.entities)
            self._ahead.advance(way.end for at in self._ahead.entities for way in self.out[at] if way.through)
        while self._behind.depth < length // 2:
            self._read(self._behind.entities)
            self._behind.advance(
                way.start for at in self._behind.entities for way in self.into[at] if way.through or at in self.targets
            )
        return len(self._hops) > known

    @property
    def whole(self) -> bool:
        """Whether one side is read to its end, so that no chain has a hop that is not here."""
        return not (self._ahead.entities and self._behind.entities)

    def _read(self, frontier: Iterable[str]) -> None:
        found = self._store.neighbours(frozenset(frontier), self._wanted)
        for hops in found.values():
            for hop in hops:
                if hop.id not in self._hops:
                    self._hops.add(hop.id)
                    self._lay(hop, hop.subject, hop.object)
                    self._lay(hop, hop.object, hop.subject)

    def _lay(self, hop: Hop, start: EntityView, end: EntityView) -> None:
        """Lay the way from start to end, if a chain may leave the one and enter the other by it."""
        through = self._open(hop, end)
        leaves = start.id in self.sources or self._open(hop, start)
        if not leaves or not (through or end.id in self.targets):
            return
        step = hop.walked_from(start.id)
        way = Way(step, start.id, end.id, hop.level == self._level, through, hop.bound)
        self.out[start.id].append(way)
        self.into[end.id].append(way)

    def _open(self, hop: Hop, entity: EntityView) -> bool:
        """Whether a chain may pass the entity by this hop."""
        asked = self._question
        if entity.id in asked.avoid or entity.id in self.sources:
            return False
        if entity.id in self.targets and not asked.best_of_each:
            return False
        if asked.types and asked.types.isdisjoint(entity.types):
            return False
        return asked.through_hubs or not (entity.kind in _HUB_KINDS or entity.id in hop.hubs)


class _Front:
    """Breadth first: the entities at a depth, each once."""

    def __init__(self, entities: Iterable[str]) -> None:
        self.entities = frozenset(entities)
        self.depth = 0
        self._seen = set(self.entities)

    def advance(self, found: Iterable[str]) -> None:
        """Go one deeper, to those found that were not seen yet."""
        self.entities = frozenset(found) - self._seen
        self._seen |= self.entities
        self.depth += 1
