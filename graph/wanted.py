"""Which entries a filter lets in, but for standing and open ends.

Invariant: an entry is let in just where the filter wants its hop. A few entries, as most rows have, are asked one by
one: arrays would cost more than they save.
"""

import sys
from functools import lru_cache

import numpy as np

from graph.arrays import Flags
from graph.days import holds
from graph.entries import BROKEN, CERTAIN, LOW, Entries, bounds_of
from graph.hop_columns import HopColumns
from graph.store import HopFilter, predicate_names, predicates

_FEW = 16
"""So many are asked one by one."""


def wanted_of(entries: Entries, wanted: HopFilter, hops: HopColumns) -> Flags:
    """Which of the entries are let in."""
    if len(entries) <= _FEW:
        return np.array(_one_by_one(entries, wanted, hops), np.bool_)
    return _at_once(entries, wanted, hops)


def _at_once(entries: Entries, wanted: HopFilter, hops: HopColumns) -> Flags:
    keep = predicates_wanted(wanted.predicates, wanted.classes).take(entries.predicate)
    if wanted.certain:
        keep &= entries.are(CERTAIN)
    if wanted.valid_on is not None:
        keep &= entries.span(wanted.valid_on)
        for place in (keep & entries.are(BROKEN)).nonzero()[0].tolist():
            keep[place] = holds(hops.traits.hulls.at(entries.hop.item(place)), wanted.valid_on)
    return keep


def _one_by_one(entries: Entries, wanted: HopFilter, hops: HopColumns) -> list[bool]:
    let_in, day = predicates_wanted(wanted.predicates, wanted.classes).tolist(), wanted.valid_on
    most, least = (sys.maxsize, -sys.maxsize) if day is None else bounds_of(day)
    needed = CERTAIN if wanted.certain else 0
    return [
        let_in[first & LOW]
        and first <= most
        and last >= least
        and last & needed == needed
        and (day is None or not last & BROKEN or holds(hops.traits.hulls.at(hop), day))
        for _, hop, first, last in entries.packed.tolist()
    ]


@lru_cache(maxsize=64)
def predicates_wanted(names: frozenset[str], classes: frozenset[str]) -> Flags:
    """For each predicate whether it is let in: of the names and the classes, where any are asked for."""
    return np.array(
        [
            (not names or name in names) and (not classes or predicate.cls in classes)
            for name, predicate in zip(predicate_names(), predicates(), strict=True)
        ]
    )
