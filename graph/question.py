"""What is asked of the graph: the parameters of docs/reference, the same names on every door.

Invariant: a question is complete and valid before anything is looked up.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, Self

from evidence.errors import InvalidDraft, UnknownTerm
from evidence.vocabulary import CLASSES, vocabulary

Standing = Literal["established", "documented", "corroborated", "reported", "unjudged"]
Time = Literal["observed", "possible", "sequence", "impossible"]

TIMES: tuple[Time, ...] = ("impossible", "sequence", "possible", "observed")
"""Time verdicts, worst first."""

STANDINGS: tuple[Standing, ...] = ("unjudged", "reported", "corroborated", "documented", "established")
"""Standings, worst first."""

MOST_HOPS = 12
"""The longest chain that may be asked for: beyond it every two entities of a case are connected somehow."""


@dataclass(frozen=True, slots=True)
class Question:
    """A chain search. Entities by opaque id; ``valid_on`` an ordinal day; ``seconds`` and ``steps`` a budget.

    Raises UnknownTerm for a word outside its closed list, InvalidDraft for a number out of bounds.
    """

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
    min_standing: Standing = "unjudged"
    min_time: Time = "sequence"
    backwards: bool = False
    same_arrangement: bool = False
    through_hubs: bool = False
    turns: bool = False
    detours: bool = False
    steps: int = 1_000_000
    seconds: float = 30.0
    to_kind: str | None = None
    """In the place of targets, every entity of a kind, but for the sources; ``to_types``: that has one of the types."""
    to_types: frozenset[str] = frozenset()
    best_of_each: bool = False
    """Only the best chain to each target: what an exposure asks. Then targets may be steps to other targets."""

    def __post_init__(self) -> None:
        _known("standing", {self.min_standing}, STANDINGS)
        _known("time verdict", {self.min_time}, TIMES)
        _known("predicate", self.predicates, vocabulary().predicates)
        _known("class of predicates", self.classes, CLASSES)
        _known("type", self.types, _types())
        _within("max_hops", self.max_hops, 1, MOST_HOPS)
        _within("limit", self.limit, 1, None)
        _within("steps", self.steps, 1, None)
        _within("seconds", self.seconds, 0, None)

    def relaxed(self, **changes: Any) -> Self:  # noqa: ANN401 - any of the fields
        """The same question with some parameters changed."""
        return replace(self, **changes)


@cache
def _types() -> frozenset[str]:
    return frozenset(term for terms in vocabulary().types.values() for term in terms)


def _known(what: str, words: Collection[str], terms: Collection[str]) -> None:
    for word in sorted(words):
        if word not in terms:
            raise UnknownTerm(f"{word!r} is no {what}: it is one of {', '.join(terms)}")


def _within(name: str, number: float, least: int, most: int | None) -> None:
    if number < least or (most is not None and number > most):
        bounds = f"{least} or more" if most is None else f"from {least} to {most}"
        raise InvalidDraft(f"{name} is {number}, and must be {bounds}")
