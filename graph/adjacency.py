"""Which hops there are at each entity, in compressed sparse rows: every hop stands in the rows of both its ends.

Invariant: within a row the best standings come first, so that one cut gives all hops of a standing or better; those of
one standing ascend by where they lead, so that a few ends can be looked up in a long row. What a filter asks is kept in
row order: a row is read in one piece, hub or not.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from graph.arrays import Flags, Numbers, Whole
from graph.entity_table import EntityTable
from graph.entries import ALONG, BACK, BROKEN, CERTAIN, PLAIN_END, PLAIN_START, Entries, Packed
from graph.hop_columns import HopColumns
from graph.members import Members
from graph.question import STANDINGS
from graph.rows import FewRows, Rows
from graph.store import predicates

_NO_DAYS = (1, 0)
_CUTS = len(STANDINGS)
_FEW, _SHORT = 8, 1_000
"""So many entities are looked at one by one, which have so many entries: arrays would cost more than they save."""
_HALVED, _BEGUN = 100, 150
"""So many entries of a row are read in the time that it takes to look one end up; and it takes as long as to look so
many up before the first of them is.
"""


@dataclass(frozen=True, slots=True)
class Adjacency:
    """Rows of entries. ``rows`` are the entities that have one, ascending; None: every entity has, by its number.

    A row has so many cuts as there are standings: ``cuts[standings * row]`` is where it starts, and ``n`` cuts on the
    entries of its ``n`` best standings end. ``packed`` is as Entries has it; ``end`` is its first column by itself: of
    most entries that are read nothing else is looked at, and so four of them are read in the time of one. A file keeps
    it in the smallest type that holds it.
    """

    rows: npt.NDArray[np.int32] | None
    cuts: npt.NDArray[np.int32]
    end: Whole
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
        return cls(rows, cuts, entries.end.copy(), entries.packed)

    def rows_of(self, entities: Numbers, level: int) -> Rows | FewRows:
        """The rows of these entities, as far as the entries of at least a level go."""
        if len(entities) <= _FEW and (few := self.few_rows_of(entities.tolist(), level)).size <= _SHORT:
            return few
        rows, found = self._found(entities)
        at = rows * _CUTS
        start = self._cut(at).astype(np.int64)
        return Rows.of(found, start, self._cut(at + (_CUTS - level)) - start)

    def entries(self, rows: Rows | FewRows) -> Entries:
        """The entries of the rows."""
        return Entries(rows.read(self.packed))

    def ends(self, rows: Rows | FewRows) -> Packed:
        """The entities at the other ends of the rows' entries, in one type: they are compared with larger ones."""
        return rows.read(self.end).astype(np.int32, copy=False)

    def leading_to(self, members: Members, rows: Rows | FewRows) -> tuple[Numbers, Entries]:
        """The rows' entries that lead to a member, in any order, each with the entity at which it stands."""
        if isinstance(rows, FewRows):
            places = members[self.ends(rows)].nonzero()[0]
            return rows.of_read(places), self.entries(rows).at(places)
        dear = (rows.count[: rows.long] > _HALVED * (len(members) + _BEGUN)).nonzero()[0]
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
            cut = self.cuts.item
            return sum([cut((row + 1) * _CUTS) - cut(row * _CUTS) for row in self._few_found(entities.tolist())[0]])
        at = self._found(entities)[0] * _CUTS
        return int(self._cut(at + _CUTS).sum(dtype=np.int64) - self._cut(at).sum(dtype=np.int64))

    def few_rows_of(self, entities: Collection[int], level: int = 0) -> FewRows:
        """The rows of those of a few entities that have one, as far as a level, looked at one by one."""
        rows, found = self._few_found(entities)
        cut, wanted = self.cuts.item, _CUTS - level
        return FewRows(found, [slice(cut(at), cut(at + wanted)) for at in [row * _CUTS for row in rows]])

    def _read(self, members: Members, rows: Rows) -> tuple[Numbers, Numbers]:
        """At which entity, and where, the rows' entries stand that lead to a member."""
        return rows.of_read(members[self.ends(rows)].nonzero()[0])

    def _looked_up(self, members: Members, rows: Rows) -> tuple[Numbers, Numbers]:
        """The same, found by halves: where entries that lead to a member begin, and where those past it would.

        What is sought is of the type that a large column has: numpy would copy the column otherwise.
        """
        sought = np.sort(members.numbers).astype(np.int32).repeat(2)
        sought[1::2] += 1
        owner, parts = zip(*self._parts(rows), strict=True)
        bounds = np.concatenate([self.end[part].searchsorted(sought) + part.start for part in parts])
        count = bounds[1::2] - bounds[::2]
        some = count.nonzero()[0]
        found = Rows(np.array(owner).take(some // len(members)), bounds[::2].take(some), count.take(some), 0)
        return found.of_read(np.arange(int(count.sum())))

    def _parts(self, rows: Rows) -> Iterator[tuple[int, slice]]:
        """The entries of each standing in the rows of entities that have one, as far as these rows go."""
        at, entities = self._found(rows.entity)
        for row, entity, stop in np.stack([at, entities, rows.start + rows.count], axis=1).tolist():
            cuts = self.cuts[row * _CUTS : (row + 1) * _CUTS + 1].tolist()
            yield from ((entity, slice(*part)) for part in pairwise(cuts) if part[1] <= stop)

    def _cut(self, places: Numbers) -> npt.NDArray[np.int32]:
        """The cuts at these places; of an entity that came after the rows were made the last one, so it has none."""
        return self.cuts.take(places, mode="clip")

    def _few_found(self, entities: Collection[int]) -> tuple[list[int], list[int]]:
        """The rows of those of a few entities that have one, and these entities."""
        if self.rows is None:
            found = [row for row in entities if row < len(self.cuts) // _CUTS]
            return found, found
        rows, entities = self._found(np.fromiter(entities, np.int64, len(entities)))
        return rows.tolist(), entities.tolist()

    def _found(self, entities: Numbers) -> tuple[Numbers, Numbers]:
        """The rows of those entities that have one, and these entities; where all have, also of those beyond."""
        if self.rows is None:
            return entities, entities
        rows = np.searchsorted(self.rows, entities)
        places = np.flatnonzero(rows < len(self.rows))
        places = places[self.rows[rows[places]] == entities[places]]
        return rows[places], entities[places]


def _cuts(row: Numbers, level: Whole, count: int) -> npt.NDArray[np.int32]:
    """Where in the sorted entries each row's hops of each standing end, the best first."""
    own = np.bincount(row * _CUTS + (_CUTS - 1 - level), minlength=count * _CUTS)
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
    undirected = np.array([not one.directed for one in predicates()])[hops.traits.predicate]
    subject_side = np.array([one.hub in ("subject", "both") for one in predicates()])[hops.traits.predicate]
    object_side = np.array([one.hub in ("object", "both") for one in predicates()])[hops.traits.predicate]
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
