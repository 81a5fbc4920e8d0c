"""The made graph as a ledger that a projection follows: one event, after which all of it is public."""

from dataclasses import dataclass
from functools import cached_property

from benchmarks.made_graph import MadeGraph
from benchmarks.made_records import disclosure
from evidence.canonical import digest
from graph.feed import Increment
from graph.hops import hops_of


@dataclass(frozen=True)
class MadeFeed:
    """A Feed of whole records, which are made when they are first asked for."""

    graph: MadeGraph

    def head(self) -> int:
        """There is one event."""
        return 1

    def hash_at(self, seq: int) -> str | None:
        """Its hash."""
        return digest(["made", self.graph.size, len(self.graph.subject)]) if seq == 1 else None

    def number_of(self, hash_: str) -> int | None:
        """One, where it is the hash of the one event."""
        return 1 if hash_ == self.hash_at(1) else None

    def whole(self) -> Increment:
        """Everything that is public."""
        return self._whole

    @cached_property
    def _whole(self) -> Increment:
        told = disclosure(self.graph)
        return Increment(1, frozenset(), tuple(hops_of(told.claims.values()).values()), told.entities)

    def increment(self, cursor: int) -> Increment:
        """Nothing happens after the one event."""
        return Increment(1, frozenset(), (), {})
