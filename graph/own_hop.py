"""Which hop a claim is on: the one of exactly its relation, its scope among it.

Invariant: a claim without an object is on none, nor is one that is only denied.
"""

from collections.abc import Iterable

from evidence.views import ClaimView
from graph.model import Hop, base_of_claim
from graph.store import GraphStore


def hop_of(store: GraphStore, claim: ClaimView) -> Hop | None:
    """The hop of a claim, looked up in a graph."""
    base = base_of_claim(claim)
    return hops_by_claim([claim], store.hops_of([base]) if base else ()).get(claim.id)


def hops_by_claim(claims: Iterable[ClaimView], hops: Iterable[Hop]) -> dict[str, Hop]:
    """By the id of each claim its hop, if it is among these."""
    by_relation = {(hop.base, hop.relation[3]): hop for hop in hops}
    bases = ((claim, base_of_claim(claim), claim.scope.id if claim.scope else None) for claim in claims)
    return {claim.id: by_relation[base, scope] for claim, base, scope in bases if base and (base, scope) in by_relation}
