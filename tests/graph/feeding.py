"""A ledger as a projection sees it, made of disclosures that follow one another."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from evidence.canonical import digest
from evidence.views import ClaimView, Disclosure
from graph.feed import Increment
from graph.hops import hops_of
from graph.model import base_of_claim
from tests.graph.making import claim, disclosed
from tests.graph.test_projector import changed

CLAIMS = (claim("c1", "a", "funds", "b"), claim("c2", "b", "trains", "c"), claim("c3", "a", "visits", "c"))
"""Three hops."""


@dataclass(slots=True)
class Versions:
    """A Feed: version ``n`` is what stands after event ``n + 1``; ``name`` makes it another ledger."""

    disclosures: list[Disclosure]
    name: str = "a ledger"
    asked: list[str] = field(default_factory=list)

    def head(self) -> int:
        return len(self.disclosures)

    def hash_at(self, seq: int) -> str | None:
        return digest([self.name, seq]) if 0 < seq <= self.head() else None

    def number_of(self, hash_: str) -> int | None:
        return next((seq for seq in range(1, self.head() + 1) if self.hash_at(seq) == hash_), None)

    def whole(self) -> Increment:
        self.asked.append("whole")
        now = self.disclosures[-1]
        return Increment(self.head(), frozenset(), tuple(hops_of(now.claims.values()).values()), dict(now.entities))

    def increment(self, cursor: int) -> Increment:
        self.asked.append("increment")
        before, now = self.disclosures[cursor - 1], self.disclosures[-1]
        changed = {base for claim in _changed(before, now) if (base := base_of_claim(claim))}
        claims = [claim for claim in now.claims.values() if base_of_claim(claim) in changed]
        entities = {
            id_: now.entities.get(id_)
            for id_ in before.entities.keys() | now.entities.keys()
            if before.entities.get(id_) != now.entities.get(id_)
        }
        return Increment(self.head(), frozenset(changed), tuple(hops_of(claims).values()), entities)


def _changed(before: Disclosure, now: Disclosure) -> Sequence[ClaimView]:
    """Every claim that came, went or is another now, as it was and as it is."""
    ids = before.claims.keys() | now.claims.keys()
    pairs = [(before.claims.get(id_), now.claims.get(id_)) for id_ in ids]
    return [claim for one, other in pairs if one != other for claim in (one, other) if claim]


def grown(rng: Random, feed: Versions) -> None:
    """One more event: something that can happen to a record."""
    feed.disclosures.append(changed(rng, feed.disclosures[-1])[0])


def many(count: int) -> Disclosure:
    """So many hops, each with a source of its own."""
    return disclosed(*(claim(f"c{n}", f"a{n % 40}", "funds", f"b{n}") for n in range(count)))
