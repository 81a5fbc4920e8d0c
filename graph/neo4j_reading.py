"""The graph as it stands in a Neo4j database, for the search that all engines share.

Invariant: the server sends no more than a call asks for, or of entities with few hops what the search will ask next,
and then it is not asked again; hops and entities go by Neo4j's own numbers, which hold good while ``revision`` stands.
Nobody reads a database that is being filled.
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal, TypeVar

import numpy as np

from evidence.errors import GraphBusy
from evidence.search_text import fold_text
from evidence.views import EntityView, in_key_order
from evidence.vocabulary import vocabulary
from graph import cypher
from graph.arrays import Numbers
from graph.budget import Budget
from graph.distance import by_fronts
from graph.members import Members
from graph.model import Base, Hop
from graph.neo4j_degrees import Degrees
from graph.neo4j_elements import name_line
from graph.neo4j_filling import BUSY
from graph.neo4j_following import rows_of
from graph.neo4j_held import FEW, Held
from graph.neo4j_projection import Projection, look
from graph.neo4j_rows import WAYS, ends_in, hops_in, near_in, ranks, ways_in
from graph.neo4j_store import GraphServer, Row
from graph.record_text import entity_from
from graph.sides import are_fewer_at_ends
from graph.store import HopFilter, Near
from graph.ways import Ways

NOTHING = "nothing was projected into the Neo4j database yet: 'throughline graph sync' does it"
MOVED_ON = "the graph in Neo4j was changed while it was read: ask again"
Found = TypeVar("Found")


@dataclass(slots=True)
class Neo4jStore:
    """A GraphStore of what was projected into a database."""

    server: GraphServer
    engine: Literal["neo4j"] = "neo4j"
    _seen: Projection = field(init=False)
    _degrees: Degrees = field(init=False)
    _numbers: dict[str, int] = field(default_factory=dict)
    """Of the ids last asked for; those of a question are asked for more than once."""
    _ends: dict[int, EntityView] = field(default_factory=dict)
    """Of the hops last shown, whose ends are shown next."""
    _held: Held = field(default_factory=lambda: Held.of(HopFilter()))

    def __post_init__(self) -> None:
        """Raises GraphBusy where the database is being filled, GraphError where it cannot be read."""
        self._seen, self._degrees = self._look(), Degrees(self.server)

    @property
    def revision(self) -> int:
        """How often what is there was changed, read anew; raises GraphBusy while it is being filled."""
        now = self._look()
        if now.revision != self._seen.revision:
            self._degrees.forget()
            self._held, self._numbers, self._ends = Held.of(HopFilter()), {}, {}
        self._seen = now
        return now.revision

    @property
    def size(self) -> int:
        """All entity numbers are below this."""
        return self._seen.size

    def near(self, frontier: Numbers, wanted: HopFilter, *, ends: bool, seconds: float) -> Near:
        """The other ends of the wanted hops at the frontier; raises OutOfTime."""
        if not len(frontier):
            return near_in([[], []])
        held = self._held_for(wanted)
        lacking = held.lacks(frontier)
        if self.degree(lacking, seconds=seconds) <= FEW:
            if len(lacking):
                held.add(lacking, self._leaving(lacking, held.wanted, seconds))
            return held.near(frontier, wanted.level, ends=ends)
        near = near_in(self._searched(cypher.near(wanted, ends=ends), wanted, seconds, frontier=frontier.tolist()))
        self._is_known(near.entities)
        return near

    def ways(self, starts: Members, ends: Members, wanted: HopFilter, *, seconds: float) -> Ways:
        """Every way over a wanted hop from one of the starts to one of the ends; read where the fewest hops are."""
        if not len(starts) or not len(ends):
            return ways_in([[] for _ in range(WAYS)], turned=False)
        if held := self._held_for(wanted).ways(starts, ends, wanted.level):
            return held
        turned = are_fewer_at_ends(starts, ends, partial(self.degree, seconds=seconds))
        here, there = (ends, starts) if turned else (starts, ends)
        sides = {"here": here.numbers.tolist(), "there": there.numbers.tolist()}
        row = self._searched(cypher.ways(wanted), wanted, seconds, **sides)
        return self._known_ways(row, turned=turned)

    def apart(self, sources: Numbers, targets: Numbers, most: int, budget: Budget) -> int | None:
        """How many hops the shortest walk between them has, over any hops; None: more than ``most``.

        Raises OutOfTime where the budget is spent.
        """
        return by_fronts(self, sources, targets, most, budget)

    def degree(self, entities: Numbers, *, seconds: float) -> int:
        """About how many hops there are at these; raises OutOfTime."""
        return self._degrees.of(entities, seconds=seconds)

    def order(self, entities: Numbers, *, seconds: float) -> tuple[Numbers, Numbers]:
        """Two ranks for each: by key, equal keys alike, and by key and id; raises OutOfTime."""
        row = self.server.search(cypher.KEYS, seconds=seconds, entities=np.unique(entities).tolist())
        with _as_it_stood():
            return ranks(row, entities)

    def numbered(self, ids: Collection[str], *, seconds: float = math.inf) -> Mapping[str, int]:
        """The number of each entity with one of these ids that is there; raises OutOfTime."""
        if not self._numbers.keys() >= set(ids):
            found, numbers, degrees = self.server.search(cypher.NUMBERS, seconds=seconds, ids=sorted(ids))
            self._degrees.note(numbers, degrees)
            self._numbers = dict(zip(found, numbers, strict=True))
        return {id_: self._numbers[id_] for id_ in set(ids) & self._numbers.keys()}

    def numbers(self, ids: Collection[str]) -> Numbers:
        """The numbers of the entities with these ids, ascending; those that are not there are left out."""
        return np.array(sorted(self.numbered(ids).values()), np.int64)

    def of_kind(self, kind: str | None, types: Collection[str], *, seconds: float = math.inf) -> Numbers:
        """All entities of a kind (None: any) with one of the types (empty: any), ascending; raises OutOfTime."""
        text = cypher.OF_ANY_KIND if kind is None else cypher.OF_KIND
        (numbers,) = self.server.search(text, seconds=seconds, kind=kind, types=list(types))
        return np.array(sorted(numbers), np.int64)

    def entities(self, numbers: Numbers) -> list[EntityView]:
        """Whole entities, in the order asked for."""
        views: Mapping[int, EntityView] = self._ends
        if not views.keys() >= set(numbers.tolist()):
            ((found, texts),) = self.server.read(cypher.ENTITIES, entities=numbers.tolist())
            views = {number: entity_from(text) for number, text in zip(found, texts, strict=True)}
        return [self._still_there(views, number) for number in numbers.tolist()]

    def hops(self, numbers: Numbers) -> list[Hop]:
        """Whole hops with their claims, in the order asked for."""
        found = self._whole_hops(cypher.HOPS, hops=numbers.tolist())
        return [self._still_there(found, number) for number in numbers.tolist()]

    def hop(self, id_: str) -> Hop | None:
        """A hop by id."""
        return next(iter(self._whole_hops(cypher.HOP, id=id_).values()), None)

    def hops_of(self, bases: Collection[Base]) -> list[Hop]:
        """Every hop of the bases, by predicate and ends."""
        found = self._whole_hops(cypher.HOPS_OF, bases=rows_of(bases))
        return sorted(found.values(), key=lambda hop: (hop.base, hop.id))

    def named(self, text: str) -> Sequence[EntityView]:
        """The entities with that key; if none, that id; if none, a name that folds to the same; by key and id.

        Raises GraphBusy where there is none and somebody fills the database.
        """
        rows = self.server.read(cypher.NAMED, asked=text, line=f"\n{name_line(text)}")
        found = next((texts for texts in rows[0] if texts), ())
        if not found:
            self._look()  # what is not there yet, while somebody fills it anew, is not said to be unknown
        return in_key_order(map(entity_from, found))

    def names(self) -> Iterator[tuple[str, EntityView]]:
        """Every name, folded, with its entity."""
        for (text,) in self.server.stream(cypher.TEXTS):
            view = entity_from(text)
            yield from ((fold_text(name.text), view) for name in view.names)

    def _whole_hops(self, text: str, **parameters: Any) -> dict[int, Hop]:  # noqa: ANN401 -- whatever the text takes
        rows = self.server.read(text, **parameters)
        with _as_it_stood():
            hops = hops_in(rows)
        self._ends = ends_in(rows, hops.values())
        return hops

    def _is_known(self, *columns: Numbers) -> None:
        """Raises GraphBusy where an entity came after the search began: its arrays have no place for it."""
        if any(len(column) and column.max() >= self.size for column in columns):
            raise GraphBusy(MOVED_ON)

    @staticmethod
    def _still_there(found: Mapping[int, Found], number: int) -> Found:
        if number not in found:
            raise GraphBusy(MOVED_ON)
        return found[number]

    def _look(self) -> Projection:
        found = look(self.server)
        if found is None or found.state != "whole":
            raise GraphBusy(BUSY if found else NOTHING)
        return found

    def _held_for(self, wanted: HopFilter) -> Held:
        if not self._held.serves(wanted):
            self._held = Held.of(wanted)
        return self._held

    def _leaving(self, here: Numbers, wanted: HopFilter, seconds: float) -> Ways:
        """Every wanted hop at these; how many hops the other ends have is kept in mind."""
        row = self._searched(cypher.leaving(wanted), wanted, seconds, here=here.tolist())
        self._degrees.note(row[1], row[WAYS])
        return self._known_ways(row[:WAYS], turned=False)

    def _known_ways(self, row: Row, *, turned: bool) -> Ways:
        with _as_it_stood():
            ways = ways_in(row, turned=turned)
        self._is_known(ways.start, ways.end)
        return ways

    def _searched(self, text: str, wanted: HopFilter, seconds: float, **parameters: object) -> Row:
        return self.server.search(text, seconds=seconds, **_parameters(wanted), **parameters)


@contextmanager
def _as_it_stood() -> Iterator[None]:
    """What is missing where it was named went in between: Neo4j shows each query, and each part of one, what stands."""
    try:
        yield
    except KeyError as error:
        raise GraphBusy(MOVED_ON) from error


def _parameters(wanted: HopFilter) -> Mapping[str, object]:
    """What the texts that are made of a filter may ask for."""
    predicates = vocabulary().predicates
    names = [
        name
        for name in cypher.relationships()
        if (not wanted.predicates or name in wanted.predicates)
        and (not wanted.classes or predicates[name].cls in wanted.classes)
    ]
    return {
        "level": wanted.level,
        "relationships": [cypher.relationships()[name] for name in names],
        "day": wanted.valid_on,
        "types": sorted(wanted.types),
    }
