"""From a chain to the answer that every door gives.

Invariant: nothing is left out that the shape has a place for; claims come affirming first, then by key.
"""

from collections.abc import Iterable

from evidence.dates import Days, Period, day_text
from evidence.grading import counts
from evidence.views import CitationView, ClaimView, EntityView, ReplyView, SourceView, in_key_order
from graph.answer import (
    ChainOut,
    CitationOut,
    ClaimOut,
    EntityName,
    EntityRef,
    HopOut,
    LocatorOut,
    PeriodOut,
    ReplyOut,
    ScopeOut,
    SourceOut,
    TimeOut,
    ValueOut,
    Window,
)
from graph.chains import Chain
from graph.model import Hop, Step
from graph.sentence import sentence


def chain_out(chain: Chain) -> ChainOut:
    """A chain with its verdicts, as text."""
    return ChainOut(
        strength=chain.strength,
        weakest_hops=chain.weakest,
        support=chain.support,
        distinct_origins=len(chain.distinct_origins),
        time=TimeOut(
            verdict=chain.time,
            windows=tuple(_window(days) for days in chain.windows),
            decided_by=chain.decided_by,
        ),
        scope=ScopeOut(
            verdict="one_arrangement" if chain.one_arrangement else "association",
            scope=_named(chain.scope.entity),
            ends_at=entity_name(chain.ends_at),
            beyond=chain.beyond,
        ),
        sentence=sentence(chain),
        entities=tuple(entity_ref(entity) for entity in chain.entities),
        hops=tuple(hop_out(step.hop, step) for step in chain.steps),
    )


def hop_out(hop: Hop, step: Step | None = None) -> HopOut:
    """A hop with all its claims; along, unless a step walks it against its direction."""
    return HopOut(
        id=hop.id,
        subject=entity_name(hop.subject),
        predicate=hop.predicate.name,
        object=entity_name(hop.object),
        scope=_named(hop.scope),
        walked="along" if step is None or step.along else "against",
        standing=hop.standing,
        origins=hop.origins,
        contested=hop.contested,
        claims=tuple(claim_out(claim) for claim in (*hop.affirming, *hop.denying)),
    )


def claim_out(claim: ClaimView) -> ClaimOut:
    """A claim with its citations and the replies to it."""
    return ClaimOut(
        id=claim.id,
        key=claim.key,
        polarity="affirms" if claim.affirms else "denies",
        wording=claim.wording,
        value=ValueOut(amount=claim.value[0], unit=claim.value[1]) if claim.value else None,
        note=claim.note,
        period=_period(claim.period),
        citations=tuple(_citation(claim, citation) for citation in claim.citations),
        replies=tuple(_reply(reply) for reply in claim.replies),
    )


def entity_name(entity: EntityView) -> EntityName:
    """An entity by id, key and name."""
    return EntityName(id=entity.id, key=entity.key, name=entity.name)


def entity_ref(entity: EntityView) -> EntityRef:
    """An entity by id, key, name and kind."""
    return EntityRef(id=entity.id, key=entity.key, name=entity.name, kind=entity.kind)


def refs(entities: Iterable[EntityView]) -> tuple[EntityRef, ...]:
    """Entities in key order."""
    return tuple(entity_ref(entity) for entity in in_key_order(entities))


def _named(entity: EntityView | None) -> EntityName | None:
    return entity_name(entity) if entity else None


def _window(days: Days) -> Window:
    return Window(from_=day_text(days[0]), to=day_text(days[1]))


def _period(period: Period) -> PeriodOut:
    return PeriodOut(
        edtf=period.edtf,
        as_of=period.as_of,
        core=_days(period.core) if period.core else None,
        hull=_days(period.hull),
    )


def _days(days: Days) -> tuple[str | None, str | None]:
    return day_text(days[0]), day_text(days[1])


def _citation(claim: ClaimView, citation: CitationView) -> CitationOut:
    return CitationOut(
        source=_source(citation.source),
        origin=citation.origin,
        locator=_locator(citation.locator),
        quote=citation.quote,
        assertion=citation.assertion,
        reliability=citation.reliability,
        credibility=citation.credibility,
        counts=counts(claim, citation),
    )


def _locator(locator: tuple[str, str] | None) -> LocatorOut | None:
    return LocatorOut(kind=locator[0], value=locator[1]) if locator else None


def _source(source: SourceView) -> SourceOut:
    return SourceOut(id=source.id, key=source.key, title=source.title, origin=source.origin)


def _reply(reply: ReplyView) -> ReplyOut:
    return ReplyOut(
        id=reply.id,
        key=reply.key,
        party=entity_name(reply.party),
        attribution=reply.attribution,
        asked=reply.asked,
        due=reply.due,
        received=reply.received,
        text=reply.text,
        source=_source(reply.source) if reply.source else None,
    )
