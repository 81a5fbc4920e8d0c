"""What a search reads of hops beside where they lead: a row each, in columns.

Invariant: columns that are picked, or put together, say of every hop what they said before. A file keeps them in the
smallest types; those that are picked are of one type, wherever they came from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.arrays import Numbers, Whole, spread
from graph.days import DaySet


@dataclass(frozen=True, slots=True)
class Spans:
    """A set of days for each row: the intervals ``starts[row]:starts[row + 1]``, sorted and apart."""

    starts: Whole
    first: Whole
    last: Whole

    def at(self, row: int) -> DaySet:
        """The days of one row."""
        start, stop = self.starts.item(row), self.starts.item(row + 1)
        if stop == start + 1:
            return ((self.first.item(start), self.last.item(start)),)
        places = slice(start, stop)
        return tuple(zip(self.first[places].tolist(), self.last[places].tolist(), strict=True))

    @property
    def filled(self) -> Numbers:
        """The rows that have any day."""
        return np.diff(self.starts).nonzero()[0]

    def of(self, rows: Numbers) -> "Spans":
        """The sets of days of some rows."""
        starts = self.starts.take(rows)
        counts = self.starts.take(rows + 1) - starts
        upto = np.zeros(len(rows) + 1, np.int64)
        counts.cumsum(out=upto[1:])
        places = spread(starts, counts)
        first, last = (days.take(places).astype(np.int32, copy=False) for days in (self.first, self.last))
        return Spans(upto, first, last)


@dataclass(frozen=True, slots=True)
class Traits:
    """``predicate`` is a place in ``predicate_names``; ``scope`` (as recorded) and ``lies_in`` are entities, or -1."""

    level: Whole
    origins: Whole
    predicate: Whole
    subject: Whole
    scope: Whole
    lies_in: Whole
    cores: Spans
    hulls: Spans

    def of(self, rows: Numbers) -> "Traits":
        """Those of some rows, in the order asked for."""
        picked = Picked(self, rows)
        return Traits(
            level=picked.level,
            origins=picked.origins,
            predicate=picked.predicate,
            subject=self.subject.take(rows).astype(np.int64, copy=False),
            scope=self.scope.take(rows).astype(np.int64, copy=False),
            lies_in=picked.lies_in,
            cores=picked.cores,
            hulls=picked.hulls,
        )


@dataclass(frozen=True)
class Picked:
    """The traits of some rows, in the order asked for; a column is read when it is first asked for, and then kept.

    A question that any time will do for asks for no days but those of a few.
    """

    every: Traits
    rows: Numbers

    @cached_property
    def level(self) -> npt.NDArray[np.int8]:
        """As Traits have it, and so the others."""
        return self.every.level.take(self.rows).astype(np.int8, copy=False)

    @cached_property
    def origins(self) -> npt.NDArray[np.int32]:
        """How many origins back each."""
        return self.every.origins.take(self.rows).astype(np.int32, copy=False)

    @cached_property
    def predicate(self) -> npt.NDArray[np.int16]:
        """The place of each predicate."""
        return self.every.predicate.take(self.rows).astype(np.int16, copy=False)

    @cached_property
    def lies_in(self) -> Numbers:
        """The scope that each counts for, or -1."""
        return self.every.lies_in.take(self.rows).astype(np.int64, copy=False)

    @cached_property
    def cores(self) -> Spans:
        """The days on which each held for certain."""
        return self.every.cores.of(self.rows)

    @cached_property
    def hulls(self) -> Spans:
        """The days on which each may have held."""
        return self.every.hulls.of(self.rows)

    def days_at(self, place: int) -> tuple[DaySet, DaySet]:
        """Core and hull of one of them: by themselves, but where all hulls were asked for out of both columns."""
        if "hulls" in vars(self):
            return self.cores.at(place), self.hulls.at(place)
        row = self.rows.item(place)
        return self.every.cores.at(row), self.every.hulls.at(row)


def traits_joined(some: Sequence[Traits]) -> Traits:
    """All rows of one after another."""
    return Traits(
        level=np.concatenate([one.level for one in some]),
        origins=np.concatenate([one.origins for one in some]),
        predicate=np.concatenate([one.predicate for one in some]),
        subject=np.concatenate([one.subject for one in some]),
        scope=np.concatenate([one.scope for one in some]),
        lies_in=np.concatenate([one.lies_in for one in some]),
        cores=_spans_joined([one.cores for one in some]),
        hulls=_spans_joined([one.hulls for one in some]),
    )


def _spans_joined(some: Sequence[Spans]) -> Spans:
    counts = np.concatenate([np.diff(one.starts) for one in some])
    return Spans(
        np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]),
        np.concatenate([one.first for one in some]),
        np.concatenate([one.last for one in some]),
    )
