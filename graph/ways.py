"""Putting ways together: out of hop columns, out of several stores' answers, out of those that are wanted."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from graph.hop_columns import HopColumns
from graph.store import Flags, Numbers, Spans, Ways

_SPANS = ("cores", "hulls")
"""The columns of ways that are sets of days."""


def taken(
    hops: HopColumns, rows: Numbers, ends: tuple[Numbers, Numbers], opened: tuple[Flags, Flags], along: Flags
) -> Ways:
    """The ways over hops of these rows, from one end to the other; ``opened``: whether the start is, and the end."""
    return Ways(
        start=ends[0],
        end=ends[1],
        hop=rows,
        along=along,
        open_start=opened[0],
        open_end=opened[1],
        level=hops.level.take(rows).astype(np.int8, copy=False),
        origins=hops.origins.take(rows).astype(np.int32, copy=False),
        predicate=hops.predicate.take(rows).astype(np.int16, copy=False),
        subject=hops.subject.take(rows).astype(np.int64, copy=False),
        scope=hops.scope.take(rows).astype(np.int64, copy=False),
        lies_in=hops.lies_in.take(rows).astype(np.int64, copy=False),
        cores=spans_at(hops.cores, rows),
        hulls=spans_at(hops.hulls, rows),
    )


def picked(ways: Ways, rows: Numbers) -> Ways:
    """Some rows of the ways, in the order asked for."""
    return _made(lambda name, days: (spans_at if days else _rows_at)(getattr(ways, name), rows))


def joined(some: Sequence[Ways]) -> Ways:
    """All rows of one after another."""
    if len(some) == 1:
        return some[0]
    return _made(lambda name, days: (_spans_joined if days else np.concatenate)([getattr(one, name) for one in some]))


def spans_at(spans: Spans, rows: Numbers) -> Spans:
    """The sets of days of some rows."""
    starts = spans.starts.take(rows)
    counts = spans.starts.take(rows + 1) - starts
    upto = np.zeros(len(rows) + 1, np.int64)
    counts.cumsum(out=upto[1:])
    places = (starts - upto[:-1]).repeat(counts)
    places += np.arange(len(places))
    first, last = (days.take(places).astype(np.int32, copy=False) for days in (spans.first, spans.last))
    return Spans(upto, first, last)


def _spans_joined(some: Sequence[Spans]) -> Spans:
    counts = np.concatenate([np.diff(one.starts) for one in some])
    return Spans(
        np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]),
        np.concatenate([one.first for one in some]),
        np.concatenate([one.last for one in some]),
    )


def _rows_at(column: Any, rows: Numbers) -> Any:  # noqa: ANN401 -- a column of any type
    return column.take(rows)


def _made(column: Callable[[str, bool], Any]) -> Ways:
    """Ways made column by column; told of each whether it is of sets of days."""
    columns: dict[str, Any] = {field.name: column(field.name, field.name in _SPANS) for field in fields(Ways)}
    return Ways(**columns)
