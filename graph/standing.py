"""How good a hop is: the decision table over its counting citations, by origin and day.

Invariant: origins corroborate one another only on a day that all their claims can be true of; nothing is averaged.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from evidence.dates import Days
from evidence.grading import counts
from evidence.origins import fold
from evidence.views import ClaimView
from evidence.vocabulary import vocabulary
from graph.question import STANDINGS, Standing


@dataclass(frozen=True, slots=True)
class Support:
    """A standing, the most origins that one day has, and all counting origins (folded)."""

    standing: Standing
    origins: int
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Witness:
    """One counting citation: its origin, whether it is primary, and the days its claim may be true of."""

    origin: str
    primary: bool
    hull: Days


def support_of(affirming: Iterable[ClaimView]) -> Support:
    """The standing that the claims' citations give together, on the best day."""
    witnesses = [witness for claim in affirming for witness in _witnesses(claim)]
    days = [_on(day, witnesses) for day in {witness.hull[0] for witness in witnesses}]
    return Support(
        max((_row(found) for found in days), key=STANDINGS.index, default="unjudged"),
        max((len({witness.origin for witness in found}) for found in days), default=0),
        frozenset(witness.origin for witness in witnesses),
    )


def _witnesses(claim: ClaimView) -> Iterable[_Witness]:
    assertions = vocabulary().assertions
    return (
        _Witness(fold(citation.origin), assertions[citation.assertion].primary, claim.period.hull)
        for citation in claim.citations
        if counts(claim, citation)
    )


def _on(day: int, witnesses: Iterable[_Witness]) -> list[_Witness]:
    """Who may speak of that day. The first days of hulls are enough: between them nobody is added."""
    return [witness for witness in witnesses if witness.hull[0] <= day <= witness.hull[1]]


def _row(found: list[_Witness]) -> Standing:
    several = len({witness.origin for witness in found}) >= 2
    if any(witness.primary for witness in found):
        return "established" if several else "documented"
    return "corroborated" if several else "reported"
