"""Which hops there are at each entity, in compressed sparse rows: every hop stands in the rows of both its ends.

Invariant: within a row the best standings come first, so that one cut gives all hops of a standing or better; those of
one standing ascend by where they lead, so that a few ends can be looked up in a long row. What a filter asks is kept in
row order: a row is read in one piece, hub or not.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from evidence.vocabulary import vocabulary
from graph.arrays import Flags, Numbers, Whole
from graph.days import holds
from graph.entity_table import EntityTable
from graph.entries import ALONG, BACK, BROKEN, CERTAIN, PLAIN_END, PLAIN_START, Entries, Packed
from graph.hop_columns import HopColumns
from graph.members import Members
from graph.question import STANDINGS
from graph.store import HopFilter, predicate_names

_NO_DAYS = (1, 0)


_FEW = 8
"""So many entities are looked at one by one: arrays would cost more than they save."""
_LONG = 128
"""Rows of so many entries are read as they lie; of shorter ones the places are worked out, all at once."""
_HALVED, _BEGUN = 100, 150
"""So many entries of a row are read in the time that it takes to look one end up; and it takes as long as to look so
many up before the first of them is.
"""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of some entities, as far as a standing: where the entries of each start, and how many they are.

    The ``long`` ones come first.
    """

    entity: Numbers
    start: Numbers
    count: Numbers
    long: int

    @classmethod
    def of(cls, entity: Numbers, start: Numbers, count: Numbers) -> "Rows":
        """These rows, in the order in which they are read."""
        is_long = count >= _LONG
        long = int(np.count_nonzero(is_long))
        if long:
            short = (~is_long[:long]).nonzero()[0]
            far = is_long.nonzero()[0][long - len(short) :]
            entity, start, count = (_swapped(column, short, far) for column in (entity, start, count))
        return cls(entity, start, count, long)

    def of_read(self, read: Numbers) -> tuple[Numbers, Numbers]:
        """Of some entries, numbered as they are read: at which entity each stands, and where among all entries."""
        upto = self.count.cumsum()
        row = upto.searchsorted(read, side="right")
        return self.entity.take(row), read + (self.start - upto + self.count).take(row)

    def read(self, packed: Packed) -> Packed:
        """Their entries, or one column of these, row by row."""
        starts, counts = self.start[: self.long].tolist(), self.count[: self.long].tolist()
        pieces = [packed[start : start + count] for start, count in zip(starts, counts, strict=True)]
        if self.long < len(self.entity) or not pieces:
            # A column is no piece of memory of its own, and ``take`` would copy the whole of it first.
            pieces.append(packed[self._places()] if packed.ndim == 1 else packed.take(self._places(), axis=0))
        return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)

    def parted(self, some: Numbers) -> tuple["Rows", "Rows"]:
        """Some of the long ones, and all others."""
        is_other = np.ones(len(self.entity), np.bool_)
        is_other[some] = False
        return self._some(some, len(some)), self._some(is_other.nonzero()[0], self.long - len(some))

    def _some(self, places: Numbers, long: int) -> "Rows":
        return Rows(self.entity.take(places), self.start.take(places), self.count.take(places), long)

    def _places(self) -> Numbers:
        """Where the entries of the short ones stand."""
        start, count = self.start[self.long :], self.count[self.long :]
        upto = count.cumsum()
        places: Numbers = (start - upto + count).repeat(count)
        places += np.arange(len(places))
        return places


@dataclass(frozen=True, slots=True)
class Adjacency:
    """Rows of entries. ``rows`` are the entities that have one, ascending; None: every entity has, by its number.

    A row has so many cuts as there are standings: ``cuts[standings * row]`` is where it starts, and ``n`` cuts on the
    entries of its ``n`` best standings end. ``packed`` is as Entries has it.
    """

    rows: npt.NDArray[np.int32] | None
    cuts: npt.NDArray[np.int32]
    packed: Packed

    @classmethod
    def of(cls, hops: HopColumns, entities: EntityTable, *, sparse: bool) -> "Adjacency":
        """The rows of these hops; ``sparse`` where few of the entities have one."""
        start = np.concatenate([hops.traits.subject, hops.object])
        hop = np.tile(np.arange(len(hops), dtype=np.int32), 2)
        end = np.concatenate([hops.object, hops.traits.subject])
        by_row = np.lexsort((end, -hops.traits.level[hop].astype(np.int8), start))
        start, end, hop, first_half = start[by_row], end[by_row], hop[by_row], by_row < len(hops)
        rows = np.unique(start) if sparse else None
        count = len(rows) if rows is not None else entities.size
        first, last = _outer(hops)
        flags = _flags(hops, entities, (start, end), hop, along=first_half)
        entries = Entries.of(end, hop, (first[hop], last[hop]), hops.traits.predicate[hop], flags)
        cuts = _cuts(start if rows is None else np.searchsorted(rows, start), hops.traits.level[hop], count)
        return cls(rows, cuts, entries.packed)

    def rows_of(self, entities: Numbers, level: int) -> Rows:
        """The rows of these entities, as far as the entries of at least a level go."""
        rows, found = self._found(entities)
        at = rows * len(STANDINGS)
        start = self._cut(at).astype(np.int64)
        return Rows.of(found, start, self._cut(at + (len(STANDINGS) - level)) - start)

    def entries(self, rows: Rows) -> Entries:
        """The entries of the rows."""
        return Entries(rows.read(self.packed))

    def ends(self, rows: Rows) -> Packed:
        """The entities at the other ends of the rows' entries."""
        return rows.read(Entries(self.packed).end)

    def leading_to(self, members: Members, rows: Rows) -> tuple[Numbers, Entries]:
        """The rows' entries that lead to a member, in any order, each with the entity at which it stands."""
        dear = (rows.count[: rows.long] > _HALVED * (len(members.numbers) + _BEGUN)).nonzero()[0]
        if not len(dear):
            entity, places = self._read(members, rows)
        else:
            halved, others = rows.parted(dear)
            found = self._looked_up(members, halved), self._read(members, others)
            entity, places = (np.concatenate(column) for column in zip(*found, strict=True))
        return entity, Entries(self.packed).at(places)

    def degree(self, entities: Numbers) -> int:
        """How many entries these have."""
        if len(entities) <= _FEW:
            return sum(row.stop - row.start for row in self.one_by_one(entities.tolist()))
        rows, _ = self._found(entities)
        at = rows * len(STANDINGS)
        return int(self._cut(at + len(STANDINGS)).sum(dtype=np.int64) - self._cut(at).sum(dtype=np.int64))

    def one_by_one(self, entities: Iterable[int]) -> Iterator[slice]:
        """Where the row of each entity that has one is: for a few."""
        rows = entities if self.rows is None else self._found(np.fromiter(entities, np.int64))[0].tolist()
        for at in (row * len(STANDINGS) for row in rows):
            if at + 1 < len(self.cuts):
                yield slice(self.cuts.item(at), self.cuts.item(at + len(STANDINGS)))

    def _read(self, members: Members, rows: Rows) -> tuple[Numbers, Numbers]:
        """At which entity, and where, the rows' entries stand that lead to a member."""
        return rows.of_read(members[self.ends(rows)].nonzero()[0])

    def _looked_up(self, members: Members, rows: Rows) -> tuple[Numbers, Numbers]:
        """The same, found by halves: where entries that lead to a member begin, and where those past it would.

        What is sought is of the column's own type: numpy would copy the column otherwise.
        """
        ends, sought = Entries(self.packed).end, np.sort(members.numbers).astype(np.int32).repeat(2)
        sought[1::2] += 1
        owner, parts = zip(*self._parts(rows), strict=True)
        bounds = np.concatenate([ends[part].searchsorted(sought) + part.start for part in parts])
        count = bounds[1::2] - bounds[::2]
        some = count.nonzero()[0]
        found = Rows(np.array(owner).take(some // len(members.numbers)), bounds[::2].take(some), count.take(some), 0)
        return found.of_read(np.arange(int(count.sum())))

    def _parts(self, rows: Rows) -> Iterator[tuple[int, slice]]:
        """The entries of each standing in the rows of entities that have one, as far as these rows go."""
        at, entities = self._found(rows.entity)
        for row, entity, stop in np.stack([at, entities, rows.start + rows.count], axis=1).tolist():
            cuts = self.cuts[row * len(STANDINGS) : (row + 1) * len(STANDINGS) + 1].tolist()
            yield from ((entity, slice(*part)) for part in pairwise(cuts) if part[1] <= stop)

    def _cut(self, places: Numbers) -> npt.NDArray[np.int32]:
        """The cuts at these places; of an entity that came after the rows were made the last one, so it has none."""
        return self.cuts.take(places, mode="clip")

    def _found(self, entities: Numbers) -> tuple[Numbers, Numbers]:
        """The rows of those entities that have one, and these entities; where all have, also of those beyond."""
        if self.rows is None:
            return entities, entities
        rows = np.searchsorted(self.rows, entities)
        places = np.flatnonzero(rows < len(self.rows))
        places = places[self.rows[rows[places]] == entities[places]]
        return rows[places], entities[places]


def _swapped(column: Numbers, some: Numbers, others: Numbers) -> Numbers:
    swapped = column.copy()
    swapped[some], swapped[others] = column[others], column[some]
    return swapped


def wanted_of(entries: Entries, wanted: HopFilter, hops: HopColumns) -> Flags:
    """Which entries the filter lets in, but for standing and open ends."""
    keep = np.ones(len(entries), np.bool_)
    if wanted.predicates or wanted.classes:
        keep &= predicates_wanted(wanted.predicates, wanted.classes).take(entries.predicate)
    if wanted.certain:
        keep &= entries.are(CERTAIN)
    if wanted.valid_on is not None:
        keep &= entries.span(wanted.valid_on)
        for place in np.flatnonzero(keep & entries.are(BROKEN)):
            keep[place] = holds(hops.traits.hulls.at(int(entries.hop[place])), wanted.valid_on)
    return keep


def _cuts(row: Numbers, level: Whole, count: int) -> npt.NDArray[np.int32]:
    """Where in the sorted entries each row's hops of each standing end, the best first."""
    own = np.bincount(row * len(STANDINGS) + (len(STANDINGS) - 1 - level), minlength=count * len(STANDINGS))
    return np.concatenate([[0], own.cumsum()]).astype(np.int32)


def _outer(hops: HopColumns) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """The first and the last day of each hull; of an empty one, a range that holds no day."""
    starts, ends = hops.traits.hulls.starts[:-1], hops.traits.hulls.starts[1:]
    first, last = np.full(len(hops), _NO_DAYS[0], np.int32), np.full(len(hops), _NO_DAYS[1], np.int32)
    some = ends > starts
    first[some], last[some] = hops.traits.hulls.first[starts[some]], hops.traits.hulls.last[ends[some] - 1]
    return first, last


def _flags(
    hops: HopColumns,
    entities: EntityTable,
    ends: tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]],
    hop: npt.NDArray[np.int32],
    *,
    along: Flags,
) -> npt.NDArray[np.uint8]:
    predicates = [vocabulary().predicates[name] for name in predicate_names()]
    undirected = np.array([not one.directed for one in predicates])[hops.traits.predicate]
    subject_side = np.array([one.hub in ("subject", "both") for one in predicates])[hops.traits.predicate]
    object_side = np.array([one.hub in ("object", "both") for one in predicates])[hops.traits.predicate]
    hub_start = np.where(along, subject_side[hop], object_side[hop]) | entities.is_hub(ends[0])
    hub_end = np.where(along, object_side[hop], subject_side[hop]) | entities.is_hub(ends[1])
    flags = (
        ALONG * (along | undirected[hop])
        + BACK * (~along | undirected[hop])
        + PLAIN_START * ~hub_start
        + PLAIN_END * ~hub_end
    )
    broken, certain = np.diff(hops.traits.hulls.starts) > 1, np.diff(hops.traits.cores.starts) > 0
    flags += BROKEN * broken[hop] + CERTAIN * certain[hop]
    return np.asarray(flags, np.uint8)


@lru_cache(maxsize=64)
def predicates_wanted(names: frozenset[str], classes: frozenset[str]) -> Flags:
    """For each predicate whether it is let in: of the names and the classes, where any are asked for."""
    return np.array(
        [
            (not names or name in names) and (not classes or vocabulary().predicates[name].cls in classes)
            for name in predicate_names()
        ]
    )
