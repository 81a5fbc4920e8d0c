"""A ledger as a graph elsewhere follows it.

Invariant: nothing here knows where that graph is: who only tells what changed loads no driver of a server.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from evidence.views import EntityView
from graph.model import Base, Hop


@dataclass(frozen=True, slots=True)
class Increment:
    """What changed, as it is at ``cursor``: all hops of the bases; entities by id, None where one is gone."""

    cursor: int
    bases: frozenset[Base]
    hops: tuple[Hop, ...]
    entities: Mapping[str, EntityView | None]


class Feed(Protocol):
    """The ledger as a projection follows it: what is public of it, each time read whole and let go of."""

    def head(self) -> int:
        """The sequence number of the last event."""
        ...

    def hash_at(self, seq: int) -> str | None:
        """The hash of an event, if there is one with that number."""
        ...

    def number_of(self, hash_: str) -> int | None:
        """The sequence number of the event that has a hash; None where there is none that can be followed from."""
        ...

    def increment(self, cursor: int) -> Increment:
        """What changed after an event."""
        ...

    def whole(self) -> Increment:
        """Everything that is public."""
        ...
