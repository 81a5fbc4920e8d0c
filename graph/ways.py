"""Hops as they may be walked, and putting them together: out of several stores' answers, out of those that are wanted.

Invariant: over one layer of an embedded graph, what the hops are is not read before it is asked for: of most ways
nobody asks. What comes of several is read where it is put together, and a server tells it with the ways.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.arrays import Flags, Numbers
from graph.traits import Traits, traits_joined


@dataclass(frozen=True, slots=True)
class Ways:
    """A way a row, in any order; of a store's answer none twice. All columns but ``traits`` are of equal length.

    ``along`` is true also where there is no direction; ``open_start``: the start is open to the hop. What its hop is
    stands in the row ``place`` of ``traits``.
    """

    start: Numbers
    end: Numbers
    hop: Numbers
    along: Flags
    open_start: Flags
    open_end: Flags
    place: Numbers
    traits: Traits


def picked(ways: Ways, rows: Numbers) -> Ways:
    """Some rows of the ways, in the order asked for."""
    return Ways(
        start=ways.start.take(rows),
        end=ways.end.take(rows),
        hop=ways.hop.take(rows),
        along=ways.along.take(rows),
        open_start=ways.open_start.take(rows),
        open_end=ways.open_end.take(rows),
        place=ways.place.take(rows),
        traits=ways.traits,
    )


def joined(some: Sequence[Ways]) -> Ways:
    """All rows of one after another."""
    if len(some) == 1:
        return some[0]
    place, traits = _traits_of(some)
    return Ways(
        start=np.concatenate([one.start for one in some]),
        end=np.concatenate([one.end for one in some]),
        hop=np.concatenate([one.hop for one in some]),
        along=np.concatenate([one.along for one in some]),
        open_start=np.concatenate([one.open_start for one in some]),
        open_end=np.concatenate([one.open_end for one in some]),
        place=place,
        traits=traits,
    )


def _traits_of(some: Sequence[Ways]) -> tuple[Numbers, Traits]:
    """Where the traits of all of them stand: where they stood, if that is one place."""
    if all(one.traits is some[0].traits for one in some):
        return np.concatenate([one.place for one in some]), some[0].traits
    traits = traits_joined([one.traits.of(one.place) for one in some])
    return np.arange(len(traits.level)), traits
