"""From claims to hops.

Invariant: a hop depends on the claims of its base alone, so recomputing the touched bases is recomputing all.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from evidence.dates import Days
from evidence.grading import counts, stands
from evidence.views import ClaimView, EntityView, ReplyView, in_key_order
from evidence.vocabulary import Predicate, vocabulary
from graph.days import DaySet, united
from graph.model import Base, Hop, Relation, base_of_claim, ends_of, hop_id, level_of
from graph.standing import support_of

_CONTESTING = frozenset({"denies", "act_not_responsibility", "other_explanation"})


def hops_of(claims: Iterable[ClaimView]) -> dict[Relation, Hop]:
    """Every hop that the claims make."""
    bases: defaultdict[Base, list[ClaimView]] = defaultdict(list)
    for claim in in_key_order(claims):
        base = base_of_claim(claim)
        if base is not None and stands(claim):
            bases[base].append(claim)
    return {hop.relation: hop for beside in bases.values() for hop in _hops_of_base(beside)}


def _hops_of_base(claims: Sequence[ClaimView]) -> Iterable[Hop]:
    """One hop a scope in which the relation is affirmed, and one without, where it is affirmed without.

    Claims within a scope also support the relation without one; their denials do not reach there.
    """
    scoped: defaultdict[str | None, list[ClaimView]] = defaultdict(list)
    for claim in claims:
        scoped[claim.scope.id if claim.scope else None].append(claim)
    for scope, own in scoped.items():
        ends = ends_of(own[0])
        if ends and any(claim.affirms for claim in own):
            supporting = own if scope else claims
            affirming = tuple(claim for claim in supporting if claim.affirms)
            denying = tuple(claim for claim in own if not claim.affirms)
            yield made_hop(own[0].predicate, ends, own[0].scope, affirming, denying)


def made_hop(
    predicate_name: str,
    ends: tuple[EntityView, EntityView],
    scope: EntityView | None,
    affirming: tuple[ClaimView, ...],
    denying: tuple[ClaimView, ...],
) -> Hop:
    """The hop of a relation, from the claims beside it in key order; ``ends`` as ``ends_of`` has them."""
    predicate, (subject, object_) = vocabulary().predicates[predicate_name], ends
    relation = (predicate.name, subject.id, object_.id, scope.id if scope else None)
    support = support_of(affirming)
    return Hop(
        id=hop_id(relation),
        relation=relation,
        predicate=predicate,
        subject=subject,
        object=object_,
        scope=scope,
        lies_in=scope or _programme(subject, object_),
        hubs=_hubs(predicate, subject, object_),
        standing=support.standing,
        level=level_of(support.standing),
        origins=support.origins,
        origin_names=support.names,
        contested=bool(denying) or any(contests(claim) for claim in affirming),
        cores=cores_of(affirming),
        hulls=hulls_of(affirming),
        affirming=affirming,
        denying=denying,
    )


def _programme(subject: EntityView, object_: EntityView) -> EntityView | None:
    """The one end that is a programme: a hop without a scope lies in it."""
    programmes = [end for end in (subject, object_) if end.kind == "programme"]
    return programmes[0] if len(programmes) == 1 else None


def _hubs(predicate: Predicate, subject: EntityView, object_: EntityView) -> frozenset[str]:
    sides = {"subject": {subject.id}, "object": {object_.id}, "both": {subject.id, object_.id}}
    return frozenset(sides[predicate.hub]) if predicate.hub else frozenset()


def contests(claim: ClaimView) -> bool:
    """Whether a reply contests the claim."""
    return any(reply.attribution in _CONTESTING for reply in claim.replies)


def contesting_replies(claims: Iterable[ClaimView]) -> list[tuple[ReplyView, ClaimView]]:
    """The replies that deny what affirming claims say, or who is responsible; each once, with the first such claim."""
    found = dict[str, tuple[ReplyView, ClaimView]]()
    for claim in (one for one in claims if one.affirms):
        for reply in claim.replies:
            if reply.attribution in _CONTESTING:
                found.setdefault(reply.id, (reply, claim))
    return list(found.values())


def cores_of(affirming: Iterable[ClaimView]) -> DaySet:
    """The certain days of a hop with these affirming claims; only from claims with a citation that counts."""
    return united(
        claim.period.core
        for claim in affirming
        if claim.period.core and any(counts(claim, citation) for citation in claim.citations)
    )


def hulls_of(affirming: Iterable[ClaimView]) -> DaySet:
    """The possible days of a hop.

    Beside a dated claim, a present-tense one adds its one day and an undated one nothing.
    """
    periods = [claim.period for claim in affirming]
    if not any(period.edtf for period in periods):
        return united(period.hull for period in periods)
    days: list[Days | None] = [period.hull if period.edtf else period.core for period in periods]
    return united(span for span in days if span)
