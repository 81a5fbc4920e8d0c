"""What a claim is on: the hop of exactly its relation, its scope among it, and the claims that say or deny just that.

Invariant: a claim without an object is on no hop, nor is one that is only denied; but none is without its denials.
"""

from collections.abc import Iterable

from evidence.views import ClaimView, in_key_order
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


def what_is_said(claim: ClaimView) -> tuple[object, ...]:
    """What a claim affirms or denies: its relation, or, without an object, the value of its subject; within its scope.

    Two claims that deny one another say the same, by this; a value is compared as stated.
    """
    relation = base_of_claim(claim) or (claim.predicate, claim.subject.id, claim.value)
    return relation, claim.scope.id if claim.scope else None


def on_the_same(store: GraphStore, claim: ClaimView, claims: Iterable[ClaimView]) -> tuple[ClaimView, ...]:
    """Those of the claims, all that the reader sees, that affirm or deny what a claim says, itself among them.

    Affirming ones come first, each kind in key order.
    """
    if hop := hop_of(store, claim):
        return (*hop.affirming, *hop.denying)
    said = what_is_said(claim)
    same = in_key_order(one for one in claims if one.predicate == claim.predicate and what_is_said(one) == said)
    return tuple(sorted(same, key=lambda one: not one.affirms))


def beside(store: GraphStore, claim: ClaimView, claims: Iterable[ClaimView]) -> tuple[ClaimView, ...]:
    """Those that affirm or deny what a claim says, without itself."""
    return tuple(one for one in on_the_same(store, claim, claims) if one.id != claim.id)


def denials_of(store: GraphStore, claim: ClaimView, claims: Iterable[ClaimView]) -> tuple[ClaimView, ...]:
    """Those that deny exactly what an affirming claim says, in key order; none of a denial."""
    if not claim.affirms:
        return ()
    return tuple(one for one in on_the_same(store, claim, claims) if not one.affirms)
