"""What the search reads of a store, over an SQLite file: the same algorithm with the graph in a database.

One table holds each hop in the rows of both its ends, clustered by start and standing, with all columns that a filter
asks; another the claims. Invariant: the public part of a made graph, in its own numbers, which are in key order; it has
no places, groups or hub sides, so every entity is open to every hop.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from math import inf
from pathlib import Path
from typing import Any, Literal, cast

import numpy as np

from benchmarks.made_graph import KINDS, PREDICATES, MadeGraph, id_
from benchmarks.made_records import claim_texts, entity, sources
from benchmarks.made_store import spans
from evidence.views import EntityView
from graph.arrays import Numbers
from graph.budget import Budget, OutOfTime
from graph.distance import by_fronts
from graph.hops import made_hop
from graph.members import Members
from graph.model import Hop, ends_of
from graph.record_text import claim_from, entity_from, entity_text
from graph.sides import are_fewer_at_ends
from graph.store import GraphStore, HopFilter, Near, predicate_names
from graph.traits import Traits
from graph.ways import Ways

SCHEMA = """
CREATE TABLE entity (number INTEGER PRIMARY KEY, id TEXT UNIQUE, kind TEXT, hops INTEGER, text TEXT) STRICT;
CREATE INDEX entity_of_kind ON entity (kind);
CREATE TABLE claim (hop INTEGER PRIMARY KEY, text TEXT) STRICT;
CREATE TABLE way (
    start INTEGER, "end" INTEGER, hop INTEGER, along INTEGER, level INTEGER, origins INTEGER, predicate INTEGER,
    subject INTEGER, scope INTEGER, lies_in INTEGER,
    hull_first INTEGER, hull_last INTEGER, core_first INTEGER, core_last INTEGER,
    PRIMARY KEY (start, level DESC, hop)
) STRICT, WITHOUT ROWID;
"""
NEAR = 'SELECT DISTINCT "end" FROM json_each(:starts) CROSS JOIN way ON start = json_each.value WHERE {wanted}'
WAYS = (
    'SELECT start, "end", hop, along, level, origins, predicate, subject, scope, lies_in, hull_first, hull_last, '
    "core_first, core_last FROM json_each(:starts) CROSS JOIN way ON start = json_each.value "
    'WHERE {wanted} AND "end" IN (SELECT value FROM json_each(:ends))'
)
DEGREE = "SELECT coalesce(sum(hops), 0) FROM json_each(?) JOIN entity ON number = json_each.value"
OF_KIND = "SELECT number FROM entity WHERE kind = ? ORDER BY number"
NUMBERS = "SELECT entity.id, number FROM json_each(?) AS asked JOIN entity ON entity.id = asked.value"

_CACHE_KIB = 262_144
_OPCODES = 10_000
"""SQLite looks at the clock after so many steps of its machine."""


def write(graph: MadeGraph, file: Path) -> None:
    """Put the public part of the graph into a new file."""
    with sqlite3.connect(file, isolation_level=None) as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO entity VALUES (?, ?, ?, ?, ?)", _entities(graph))
        connection.executemany("INSERT INTO claim VALUES (?, ?)", _claims(graph))
        connection.executemany("INSERT INTO way VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _ways(graph))
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
    connection.close()


def _entities(graph: MadeGraph) -> Iterator[tuple[object, ...]]:
    ends = np.concatenate([graph.subject[graph.public], graph.object[graph.public]])
    degrees = np.bincount(ends, minlength=graph.size).tolist()
    return ((n, id_(n), KINDS[graph.kind[n]], degrees[n], entity_text(entity(graph, n))) for n in range(graph.size))


def _claims(graph: MadeGraph) -> Iterable[tuple[int, str]]:
    return zip(graph.public.tolist(), claim_texts(graph, graph.public), strict=True)


def _ways(graph: MadeGraph) -> Iterable[tuple[object, ...]]:
    """Both rows of each hop, in the order of the table."""
    hops = graph.public
    hop, half = np.tile(hops, 2), np.repeat([True, False], len(hops))
    start, end = (np.where(half, one[hop], two[hop]) for one, two in _both(graph.subject, graph.object))
    order = np.lexsort((hop, -graph.level[hop], start))
    hop = hop[order]
    directed = ~np.isin(graph.predicate[hop], [PREDICATES.index(one) for one in ("cooperates_with", "partners_with")])
    columns = (
        start[order], end[order], hop, half[order] | ~directed, graph.level[hop], graph.origins[hop],
        graph.predicate[hop], graph.subject[hop], graph.scope[hop], graph.lies_in[hop],
        graph.hull_first[hop], graph.hull_last[hop], graph.core_first[hop], graph.core_last[hop],
    )  # fmt: skip
    return zip(*(column.tolist() for column in columns), strict=True)


def _both(one: Any, other: Any) -> tuple[tuple[Any, Any], tuple[Any, Any]]:  # noqa: ANN401
    return (one, other), (other, one)


class SqliteStore:
    """The reading half of a GraphStore: what a search asks, and no more."""

    engine: Literal["embedded"] = "embedded"
    revision = 1

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        self._connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self.size: int = self._connection.execute("SELECT max(number) + 1 FROM entity").fetchone()[0]
        self._sources = {source.id: source for source in sources()}

    def near(self, frontier: Numbers, wanted: HopFilter, *, ends: bool, seconds: float) -> Near:
        """The other ends of the wanted hops at the frontier."""
        given = {"starts": _listed(frontier), **_given(wanted)}
        with self._limited(seconds):
            rows = self._connection.execute(NEAR.format(wanted=_condition(wanted)), given).fetchall()
        found = np.array(rows, np.int64).reshape(-1)
        return Near(found, np.ones(len(found), np.bool_))

    def ways(self, starts: Members, ends: Members, wanted: HopFilter, *, seconds: float) -> Ways:
        """Every way over a wanted hop from one of the starts to one of the ends; read from the side with fewer."""
        turned = are_fewer_at_ends(starts, ends, partial(self.degree, seconds=seconds))
        leave, reach = (ends, starts) if turned else (starts, ends)
        given = {"starts": _listed(leave.numbers), "ends": _listed(reach.numbers), **_given(wanted)}
        with self._limited(seconds):
            rows = self._connection.execute(WAYS.format(wanted=_condition(wanted)), given).fetchall()
        return _ways_of(np.array(rows, np.int64).reshape(-1, 14).T, turned=turned)

    def apart(self, sources: Numbers, targets: Numbers, most: int, budget: Budget) -> int | None:
        """How many hops the shortest walk between them has, over any hops; None: more than ``most``."""
        return by_fronts(cast(GraphStore, self), sources, targets, most, budget)

    def degree(self, entities: Numbers, *, seconds: float) -> int:
        """How many hops there are at these."""
        with self._limited(seconds):
            return int(self._connection.execute(DEGREE, (_listed(entities),)).fetchone()[0])

    def order(self, entities: Numbers, *, seconds: float) -> tuple[Numbers, Numbers]:
        """Numbers are in key order, and so are ids."""
        return entities, entities

    def numbered(self, ids: Collection[str], *, seconds: float = inf) -> Mapping[str, int]:
        """The number of each entity with one of these ids."""
        with self._limited(seconds):
            return dict(self._connection.execute(NUMBERS, (json.dumps(sorted(ids)),)).fetchall())

    def numbers(self, ids: Collection[str]) -> Numbers:
        """The numbers of the entities with these ids, ascending; those that are not there are left out."""
        return np.array(sorted(self.numbered(ids).values()), np.int64)

    def of_kind(self, kind: str | None, types: Collection[str], *, seconds: float = inf) -> Numbers:
        """All entities of a kind, ascending; entities of the made graph have no types."""
        with self._limited(seconds):
            rows = self._connection.execute(OF_KIND, (kind,)).fetchall()
        return np.array(rows, np.int64).reshape(-1)

    def entities(self, numbers: Numbers) -> list[EntityView]:
        """Whole entities, in the order asked for."""
        return [self._entity(int(number)) for number in numbers]

    def hops(self, numbers: Numbers) -> list[Hop]:
        """Whole hops with their claims, in the order asked for."""
        return [self._hop(int(number)) for number in numbers]

    def _hop(self, number: int) -> Hop:
        text = self._connection.execute("SELECT text FROM claim WHERE hop = ?", (number,)).fetchone()[0]
        claim = claim_from(text, lambda one: self._entity(int(one[1:])), self._sources.__getitem__)
        ends = ends_of(claim)
        if ends is None:
            raise ValueError(f"the claim of hop {number} has no object")
        return made_hop(claim.predicate, ends, claim.scope, (claim,), ())

    def _entity(self, number: int) -> EntityView:
        row = self._connection.execute("SELECT text FROM entity WHERE number = ?", (number,)).fetchone()
        return entity_from(row[0])

    @contextmanager
    def _limited(self, seconds: float) -> Iterator[None]:
        """End a query that takes longer."""
        self._connection.set_progress_handler(_until(time.monotonic() + seconds), _OPCODES)
        try:
            yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise OutOfTime from error
            raise
        finally:
            self._connection.set_progress_handler(None, 0)


def _until(deadline: float) -> Callable[[], bool]:
    return lambda: time.monotonic() > deadline


def _listed(numbers: Numbers) -> str:
    return json.dumps(numbers.tolist())


def _condition(wanted: HopFilter) -> str:
    """The filter as SQL. Only what the measured questions ask is read."""
    parts = ["level >= :level"]
    if wanted.predicates:
        parts.append("predicate IN (SELECT value FROM json_each(:predicates))")
    if wanted.valid_on is not None:
        parts.append(":day BETWEEN hull_first AND hull_last")
    return " AND ".join(parts)


def _given(wanted: HopFilter) -> dict[str, Any]:
    codes = [PREDICATES.index(name) for name in sorted(wanted.predicates)]
    return {"level": wanted.level, "predicates": json.dumps(codes), "day": wanted.valid_on}


def _ways_of(columns: Numbers, *, turned: bool) -> Ways:
    start, end, hop, along, level, origins, predicate, subject, scope, lies_in, *days = columns
    hull_first, hull_last, core_first, core_last = (one.astype(np.int32) for one in days)
    every = np.ones(len(hop), np.bool_)
    if turned:
        directed = ~np.isin(predicate, [PREDICATES.index(one) for one in ("cooperates_with", "partners_with")])
        start, end, along = end, start, (end == subject) | ~directed
    names = np.array([predicate_names().index(name) for name in PREDICATES], np.int16)
    return Ways(
        start=start,
        end=end,
        hop=hop,
        along=along.astype(np.bool_),
        open_start=every,
        open_end=every,
        place=np.arange(len(hop)),
        traits=Traits(
            level=level.astype(np.int8),
            origins=origins.astype(np.int32),
            predicate=names[predicate],
            subject=subject,
            scope=scope,
            lies_in=lies_in,
            cores=spans(core_first, core_last),
            hulls=spans(hull_first, hull_last),
        ),
    )
