"""What a graph is made of: hops, and the relation that each stands for.

Invariant: a hop is worked out from the claims of one audience and holds nothing else; its id is a digest of its
relation, so the same relation has the same id however the graph was made.
"""

import hashlib
from dataclasses import dataclass

from evidence.views import ClaimView, EntityView, in_key_order
from evidence.vocabulary import Predicate, vocabulary
from graph.days import DaySet
from graph.question import STANDINGS, Standing
from graph.reading import Leg

Base = tuple[str, str, str]
"""Predicate and the ids of both ends, in id order where there is no direction: what an increment recomputes."""

Relation = tuple[str, str, str, str | None]
"""Predicate, subject, object and scope (ids); ends in key order where there is no direction."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One relation with all its published claims beside it.

    ``origins`` is the most independent origins that one day has, ``origin_names`` all counting ones (folded);
    ``lies_in`` is the scope, recorded or by the rule for programmes; ``hubs`` the ends that no chain may pass by it.
    """

    id: str
    relation: Relation
    predicate: Predicate
    subject: EntityView
    object: EntityView
    scope: EntityView | None
    lies_in: EntityView | None
    hubs: frozenset[str]
    standing: Standing
    level: int
    origins: int
    origin_names: frozenset[str]
    contested: bool
    cores: DaySet
    hulls: DaySet
    affirming: tuple[ClaimView, ...]
    denying: tuple[ClaimView, ...]

    @property
    def base(self) -> Base:
        """What of the relation does not depend on keys and scope."""
        return base_of(*self.relation[:3])

    @property
    def order(self) -> tuple[str, str, str]:
        """Predicate, scope key or nothing, subject key: what ranks chains through the same entities."""
        return self.predicate.name, self.scope.key if self.scope else "", self.subject.key


@dataclass(frozen=True, slots=True)
class Step:
    """A hop as walked in a chain, and where it leads; ``along`` also where there is no direction."""

    hop: Hop
    along: bool
    to: EntityView

    @property
    def start(self) -> EntityView:
        """Where the step sets out from."""
        return self.hop.object if self.to.id == self.hop.subject.id else self.hop.subject

    @property
    def leg(self) -> Leg:
        """What verdicts are read off."""
        hop = self.hop
        lies_in = hop.lies_in.id if hop.lies_in else None
        return Leg(hop.cores, hop.hulls, lies_in, hop.predicate.is_flow, hop.predicate.directed, self.along)


def bound_of(predicate: Predicate) -> str | None:
    """Neighbouring hops with the same bound are walked the same way, or the chain turns there."""
    if not predicate.directed:
        return None
    if predicate.is_flow:
        return "flow"
    return None if predicate.turns else predicate.name


def base_of(predicate: str, subject: str, object_: str) -> Base:
    """The base of a claim that says this."""
    if not vocabulary().predicates[predicate].directed and object_ < subject:
        return predicate, object_, subject
    return predicate, subject, object_


def ends_of(claim: ClaimView) -> tuple[EntityView, EntityView] | None:
    """Subject and object, in key order where there is no direction; none where the claim has no object."""
    if claim.object is None:
        return None
    if vocabulary().predicates[claim.predicate].directed:
        return claim.subject, claim.object
    first, second = in_key_order((claim.subject, claim.object))
    return first, second


def base_of_claim(claim: ClaimView) -> Base | None:
    """The base of a claim, or none where it has no object."""
    return base_of(claim.predicate, claim.subject.id, claim.object.id) if claim.object else None


def hop_id(relation: Relation) -> str:
    """A short digest of the relation, 64 bits: half a million hops share one with a chance of 1 in 10^8."""
    text = "\x1f".join(part or "" for part in relation)
    return "hop-" + hashlib.sha256(text.encode()).hexdigest()[:16]


def level_of(standing: Standing) -> int:
    """How good a standing is, 0 the worst."""
    return STANDINGS.index(standing)
