"""One layer of an embedded graph: hops as columns with the rows that lead to them.

Invariant: a hop that was taken out stays in the columns and is found by no way of asking.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evidence.views import EntityView
from graph.adjacency import Adjacency
from graph.arrays import Flags, Numbers
from graph.entity_table import EntityTable
from graph.entries import ALONG, BACK, PLAIN_END, PLAIN_START, Entries
from graph.hop_columns import HopColumns, NumberOf
from graph.members import Members
from graph.model import Hop
from graph.record_text import EntityOf, SourceOf
from graph.store import HopFilter
from graph.wanted import wanted_of
from graph.ways import Ways


class Leaving(NamedTuple):
    """Where hops lead to, and whether that end is open but for its types; None: every one is."""

    end: npt.NDArray[np.int32]
    open_end: Flags | None


@dataclass(frozen=True, slots=True)
class Layer:
    """Hops numbered from ``number`` on; ``out`` marks those taken out, None: none is."""

    hops: HopColumns
    adjacency: Adjacency
    number: int
    out: Flags | None = None

    @classmethod
    def of(
        cls, hops: Iterable[Hop], number_of: NumberOf, entities: EntityTable, *, sparse: bool, number: int = 0
    ) -> "Layer":
        """A layer of these hops; ``sparse`` where few entities have one."""
        columns = HopColumns.of(hops, number_of)
        return cls(columns, Adjacency.of(columns, entities, sparse=sparse), number)

    def without(self, ids: Collection[str]) -> "Layer":
        """The layer without the hops of these ids."""
        rows = [row for id_ in ids if (row := self.hops.row_of(id_)) is not None]
        out = np.zeros(len(self.hops), np.bool_) if self.out is None else self.out.copy()
        out[rows] = True
        return replace(self, out=out)

    def numbers(self) -> Numbers:
        """The numbers of all hops."""
        there = np.arange(len(self.hops)) if self.out is None else np.flatnonzero(~self.out)
        return there + self.number

    def number_of(self, id_: str) -> int | None:
        """The number of the hop with this id."""
        row = self.hops.row_of(id_)
        return None if row is None or (self.out is not None and self.out[row]) else row + self.number

    def hop(self, number: int, entity_of: Callable[[int], EntityView], by_id: EntityOf, source_of: SourceOf) -> Hop:
        """The whole hop with this number."""
        return self.hops.hop(number - self.number, entity_of, by_id, source_of)

    def beside(self, entities: Collection[int]) -> list[int]:
        """The entities at the other ends of the hops of a few, some of them more than once."""
        end, hop, found = self.adjacency.end, Entries(self.adjacency.packed).hop, list[int]()
        for row in self.adjacency.few_rows_of(entities).parts:
            found += (end[row] if self.out is None else end[row][~self.out[hop[row]]]).tolist()
        return found

    def leaving(self, frontier: Numbers, wanted: HopFilter, *, ends: bool) -> Leaving:
        """Where the wanted hops at the frontier lead to; without ``ends`` by hops that it is open to."""
        rows = self.adjacency.rows_of(frontier, wanted.level)
        if wanted.through_hubs and not self._leaves_out_some(wanted):
            return Leaving(np.ascontiguousarray(self.adjacency.ends(rows), np.int32), None)
        entries = self.adjacency.entries(rows)
        keep = self._kept(entries, wanted)
        if not ends and not wanted.through_hubs:
            keep = keep & entries.are(PLAIN_START)
        entries = entries.at(keep.nonzero()[0])
        is_open = None if wanted.through_hubs else entries.are(PLAIN_END)
        return Leaving(np.ascontiguousarray(entries.end, np.int32), is_open)

    def ways(self, leave: Numbers, reach: Members, wanted: HopFilter, *, turned: bool) -> Ways:
        """The ways from those left to those reached; ``turned``: walked from these instead."""
        start, entries = self.adjacency.leading_to(reach, self.adjacency.rows_of(leave, wanted.level))
        if self._leaves_out_some(wanted):
            kept = self._kept(entries, wanted).nonzero()[0]
            entries, start = entries.at(kept), start.take(kept)
        ends = start, entries.end.astype(np.int64)
        opened = _open(entries, wanted)
        if turned:
            ends, opened = ends[::-1], opened[::-1]
        place, along = entries.hop.astype(np.int64), entries.are(BACK if turned else ALONG)
        return Ways(*ends, place + self.number, along, *opened, place, self.hops.traits)

    def _leaves_out_some(self, wanted: HopFilter) -> bool:
        return self.out is not None or wanted.looks_at_hops

    def _kept(self, entries: Entries, wanted: HopFilter) -> Flags:
        keep = wanted_of(entries, wanted, self.hops)
        return keep if self.out is None else keep & ~self.out[entries.hop]


def _open(entries: Entries, wanted: HopFilter) -> tuple[Flags, Flags]:
    """Whether the start and the end of each are open, but for their types."""
    if wanted.through_hubs:
        every = np.ones(len(entries), np.bool_)
        return every, every
    return entries.are(PLAIN_START), entries.are(PLAIN_END)
