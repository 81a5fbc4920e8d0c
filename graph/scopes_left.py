"""Whether a walk in one scope can stay in it to its end, whatever way it goes on.

Invariant: it says no only where no walk to an end, simple or not, is one run. Only the scopes of hops that end a walk
are looked at: in any other none can end.
"""

from dataclasses import dataclass, field

import numpy as np

from graph.arrays import Flags, flagged
from graph.ground import Ground
from graph.members import NumberSet
from graph.once import once
from graph.reading import Run
from graph.shared_left import SharedLeft

_BITS = 64
"""Scopes that share a bit are taken for the same: that lets more in, never less."""


@dataclass(slots=True)
class ScopesLeft:
    """Over one ground; ``ends``: at which places walks may end."""

    ground: Ground
    ends: Flags
    _bit_of: dict[int, int] = field(init=False)
    _left: SharedLeft = field(init=False)

    def __post_init__(self) -> None:
        scopes = self.ground.traits.lies_in
        last = once(flagged(scopes, self.ends[self.ground.end] & (scopes >= 0)))
        self._bit_of = {scope: number % _BITS for number, scope in enumerate(last.tolist())}
        bits = np.uint64(1) << (np.searchsorted(last, scopes) % _BITS).astype(np.uint64)
        self._left = SharedLeft(self.ground, np.where(NumberSet(last)[scopes], bits, np.uint64(0)), self.ends)

    def allow(self, run: Run, place: int, left: int) -> bool:
        """Whether a walk that is the run so far, and is at a place, can be one run after so many hops more."""
        if not run.hops:
            return left == 1 or bool(self._left.at(place, left))
        bit = self._bit_of.get(run.scope) if isinstance(run.scope, int) else None
        return run.goes_on and bit is not None and bool(self._left.at(place, left) >> bit & 1)
