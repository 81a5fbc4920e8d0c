"""Where among ascending numbers each of many stands.

Invariant: it is the place that a search by halves would find; of what is not among them any place is given.
"""

import numpy as np

from graph.arrays import Numbers

_MANY = 20_000
"""So many are looked up in a table as long as the store: halving would go through memory that is in no cache."""


def places_of(asked: Numbers, ascending: Numbers, size: int) -> Numbers:
    """The place of each; all are below ``size``, or below 0, which is not among them."""
    if len(asked) < _MANY:
        return np.minimum(np.searchsorted(ascending, asked), max(len(ascending) - 1, 0))
    table = np.zeros(size, np.int32)
    table[ascending] = np.arange(len(ascending), dtype=np.int32)
    return table.take(asked).astype(np.int64)
