"""One layer of an embedded graph: hops as columns with the rows that lead to them.

Invariant: a hop that was taken out stays in the columns and is found by no way of asking.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evidence.views import EntityView
from evidence.vocabulary import vocabulary
from graph.adjacency import ALONG, PLAIN_END, PLAIN_START, Adjacency
from graph.asked import NumberSet
from graph.entity_table import EntityTable
from graph.hop_columns import HopColumns, NumberOf
from graph.model import Hop
from graph.record_text import EntityOf, SourceOf
from graph.store import Flags, HopFilter, Numbers, Ways, predicate_names
from graph.ways import taken


class Leaving(NamedTuple):
    """Where hops lead to, and whether that end is open but for its types."""

    end: npt.NDArray[np.int32]
    open_end: Flags


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

    def leaving(self, frontier: Numbers, wanted: HopFilter, *, ends: bool) -> Leaving:
        """Where the wanted hops at the frontier lead to; without ``ends`` by hops that it is open to."""
        entry = self.adjacency.entries(frontier, wanted.level)
        if self._leaves_out_some(wanted):
            entry = entry[self._kept(entry, wanted)]
        if not ends and not wanted.through_hubs:
            entry = entry[self._open(entry, PLAIN_START, wanted)]
        return Leaving(self.adjacency.end[entry].astype(np.int32), self._open(entry, PLAIN_END, wanted))

    def ways(self, leave: Numbers, reach: NumberSet, wanted: HopFilter, *, turned: bool) -> Ways:
        """The ways from those left to those reached; ``turned``: walked from these instead."""
        entry = self.adjacency.entries(leave, wanted.level)
        there = np.flatnonzero(reach[self.adjacency.end[entry].astype(np.int64)])
        there = there[self._kept(entry[there], wanted)]
        entry, start = entry[there], self.adjacency.owners(leave, wanted.level)[there]
        ends, along = (start, self.adjacency.end[entry].astype(np.int64)), self.adjacency.flags[entry] & ALONG > 0
        opened = (self._open(entry, PLAIN_START, wanted), self._open(entry, PLAIN_END, wanted))
        rows = self.adjacency.hop[entry].astype(np.int64)
        if turned:
            ends, opened = ends[::-1], opened[::-1]
            along = (ends[0] == self.hops.subject[rows]) | _undirected()[self.hops.predicate[rows]]
        ways = taken(self.hops, rows, ends, opened, along)
        return replace(ways, hop=ways.hop + self.number)

    def _open(self, entry: Numbers, plain: int, wanted: HopFilter) -> Flags:
        if wanted.through_hubs:
            return np.ones(len(entry), np.bool_)
        return np.asarray(self.adjacency.flags[entry] & plain > 0)

    def _leaves_out_some(self, wanted: HopFilter) -> bool:
        return self.out is not None or wanted.looks_at_hops

    def _kept(self, entry: Numbers, wanted: HopFilter) -> Flags:
        keep = self.adjacency.wanted(entry, wanted, self.hops)
        return keep if self.out is None else keep & ~self.out[self.adjacency.hop[entry]]


@cache
def _undirected() -> Flags:
    predicates = (vocabulary().predicates[name] for name in predicate_names())
    return np.array([not one.directed for one in predicates])
