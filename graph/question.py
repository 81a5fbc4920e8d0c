"""What is asked of the graph: the parameters of docs/reference, the same names on every door.

Invariant: a question is complete and valid before anything is looked up.
"""

from dataclasses import dataclass, field, replace
from typing import Self

TIMES = ("impossible", "sequence", "possible", "observed")
"""Time verdicts, worst first."""

STANDINGS = ("unjudged", "reported", "corroborated", "documented", "established")
"""Standings, worst first."""


@dataclass(frozen=True, slots=True)
class Question:
    """A chain search. Entities by opaque id; ``valid_on`` an ordinal day; ``seconds`` and ``steps`` a budget."""

    sources: frozenset[str]
    targets: frozenset[str]
    max_hops: int = 6
    limit: int = 10
    via: frozenset[str] = frozenset()
    avoid: frozenset[str] = frozenset()
    valid_on: int | None = None
    predicates: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    min_standing: str = "unjudged"
    min_time: str = "sequence"
    backwards: bool = False
    same_arrangement: bool = False
    through_hubs: bool = False
    turns: bool = False
    detours: bool = False
    steps: int = 1_000_000
    seconds: float = 30.0
    best_of_each: bool = field(default=False)
    """Only the best chain to each target: what an exposure asks."""

    def relaxed(self, **changes: object) -> Self:
        """The same question with some parameters changed."""
        return replace(self, **changes)  # type: ignore[arg-type]
