"""Which hops there are at each entity, in compressed sparse rows: every hop stands in the rows of both its ends.

Invariant: within a row the best standings come first, so that one cut gives all hops of a standing or better. What a
filter asks is kept in row order beside it: a row is read in one piece, hub or not.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evidence.vocabulary import vocabulary
from graph.days import holds
from graph.entity_table import EntityTable
from graph.hop_columns import HopColumns
from graph.question import STANDINGS
from graph.store import Flags, HopFilter, Numbers, predicate_names

ALONG, PLAIN_START, PLAIN_END, BROKEN, CERTAIN = 1, 2, 4, 8, 16
"""Flags of an entry: walked along; its start (its end) is no hub here; its hull has gaps; it has a core."""

_NO_DAYS = (1, 0)


@dataclass(frozen=True, slots=True)
class Adjacency:
    """Rows of entries. ``rows`` are the entities that have one, ascending; None: every entity has, by its number.

    ``cuts[row, level]`` is where the entries of at least a level end; a row starts where the one before it ends.
    """

    rows: npt.NDArray[np.int32] | None
    cuts: npt.NDArray[np.int32]
    end: npt.NDArray[np.int32]
    hop: npt.NDArray[np.int32]
    predicate: npt.NDArray[np.uint8]
    flags: npt.NDArray[np.uint8]
    first: npt.NDArray[np.int32]
    last: npt.NDArray[np.int32]

    @classmethod
    def of(cls, hops: HopColumns, entities: EntityTable, *, sparse: bool) -> "Adjacency":
        """The rows of these hops; ``sparse`` where few of the entities have one."""
        start = np.concatenate([hops.subject, hops.object])
        hop = np.tile(np.arange(len(hops), dtype=np.int32), 2)
        by_row = np.lexsort((-hops.level[hop].astype(np.int8), start))
        start, hop, first_half = start[by_row], hop[by_row], by_row < len(hops)
        end = np.where(first_half, hops.object[hop], hops.subject[hop])
        rows = np.unique(start) if sparse else None
        count = len(rows) if rows is not None else entities.size
        first, last = _outer(hops)
        return cls(
            rows=rows,
            cuts=_cuts(start if rows is None else np.searchsorted(rows, start), hops.level[hop], count),
            end=end.astype(np.int32),
            hop=hop,
            predicate=hops.predicate[hop],
            flags=_flags(hops, entities, (start, end), hop, along=first_half),
            first=first[hop],
            last=last[hop],
        )

    def entries(self, entities: Numbers, level: int) -> Numbers:
        """Where the entries of at least a level stand, entity by entity."""
        rows, _ = self._rows_of(entities)
        starts = self._starts(rows)
        counts = self.cuts[rows, level] - starts
        upto: Numbers = np.cumsum(counts)
        first: Numbers = np.repeat(starts - upto + counts, counts)
        return np.arange(len(first)) + first

    def owners(self, entities: Numbers, level: int) -> Numbers:
        """For each of these entries the entity at which it stands."""
        rows, places = self._rows_of(entities)
        return np.repeat(entities[places], self.cuts[rows, level] - self._starts(rows))

    def degree(self, entities: Numbers) -> int:
        """How many entries these have."""
        rows, _ = self._rows_of(entities)
        return int((self.cuts[rows, 0] - self._starts(rows)).sum())

    def wanted(self, entry: Numbers, wanted: HopFilter, hops: HopColumns) -> Flags:
        """Which entries the filter lets in, but for standing and open ends."""
        keep = np.ones(len(entry), np.bool_)
        if wanted.predicates or wanted.classes:
            keep &= _predicates_wanted(wanted)[self.predicate[entry]]
        if wanted.certain:
            keep &= self.flags[entry] & CERTAIN > 0
        if wanted.valid_on is not None:
            keep &= (self.first[entry] <= wanted.valid_on) & (wanted.valid_on <= self.last[entry])
            for place in np.flatnonzero(keep & (self.flags[entry] & BROKEN > 0)):
                keep[place] = holds(hops.hulls.at(int(self.hop[entry[place]])), wanted.valid_on)
        return keep

    def _starts(self, rows: Numbers) -> Numbers:
        return np.where(rows > 0, self.cuts[rows - 1, 0], 0).astype(np.int64)

    def _rows_of(self, entities: Numbers) -> tuple[Numbers, Numbers]:
        """The rows of those entities that have one, and their places among those given."""
        if self.rows is None:
            places = np.flatnonzero(entities < len(self.cuts))
            return entities[places], places
        found = np.searchsorted(self.rows, entities)
        places = np.flatnonzero(found < len(self.rows))
        places = places[self.rows[found[places]] == entities[places]]
        return found[places], places


def _cuts(row: Numbers, level: npt.NDArray[np.uint8], count: int) -> npt.NDArray[np.int32]:
    """Where in the sorted entries each row's hops of at least each level end."""
    own = np.bincount(row * len(STANDINGS) + level, minlength=count * len(STANDINGS)).reshape(count, len(STANDINGS))
    better = own[:, ::-1].cumsum(axis=1)[:, ::-1]
    before = np.concatenate([[0], better[:, 0].cumsum()[:-1]]) if count else np.zeros(0)
    return np.asarray(better + before[:, None], np.int32)


def _outer(hops: HopColumns) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """The first and the last day of each hull; of an empty one, a range that holds no day."""
    starts, ends = hops.hulls.starts[:-1], hops.hulls.starts[1:]
    first, last = np.full(len(hops), _NO_DAYS[0], np.int32), np.full(len(hops), _NO_DAYS[1], np.int32)
    some = ends > starts
    first[some], last[some] = hops.hulls.first[starts[some]], hops.hulls.last[ends[some] - 1]
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
    undirected = np.array([not one.directed for one in predicates])[hops.predicate]
    subject_side = np.array([one.hub in ("subject", "both") for one in predicates])[hops.predicate]
    object_side = np.array([one.hub in ("object", "both") for one in predicates])[hops.predicate]
    hub_start = np.where(along, subject_side[hop], object_side[hop]) | entities.is_hub(ends[0])
    hub_end = np.where(along, object_side[hop], subject_side[hop]) | entities.is_hub(ends[1])
    flags = ALONG * (along | undirected[hop]) + PLAIN_START * ~hub_start + PLAIN_END * ~hub_end
    flags += BROKEN * (np.diff(hops.hulls.starts) > 1)[hop] + CERTAIN * (np.diff(hops.cores.starts) > 0)[hop]
    return np.asarray(flags, np.uint8)


def _predicates_wanted(wanted: HopFilter) -> Flags:
    """For each predicate whether the filter lets it in."""
    return np.array(
        [
            (not wanted.predicates or name in wanted.predicates)
            and (not wanted.classes or vocabulary().predicates[name].cls in wanted.classes)
            for name in predicate_names()
        ]
    )
