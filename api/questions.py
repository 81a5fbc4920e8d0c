"""The questions that both doors ask: parameters in, an answer out.

Invariant: an answer is worked out from what its audience sees and nothing else, so both doors give one object.
"""

from typing import Literal, NamedTuple

from api.finding import claim_at, source_or_claim_at
from api.parameters import ChainParameters, ExposureParameters, ImpactParameters, ids_named
from api.records import ClaimRecord, claim_record
from api.resources import Resources, Seen
from evidence import search as finding
from evidence.database import reading
from evidence.editions import editions
from evidence.views import Disclosure
from graph import ask
from graph import impact as retraction
from graph.answer import AnswerOut, HopOut, Shape
from graph.impact_answer import ImpactOut
from graph.own_hop import hop_of, on_the_same
from graph.render import hop_out
from graph.store import GraphStore
from reports.filters_told import Filters, filters_of


class MatchOut(Shape):
    """A record that a search found: an entity or a source, its kind or type, and the name that matched."""

    id: str
    key: str
    record: Literal["entity", "source"]
    kind: str | None
    name: str
    matched: str


class Searched(NamedTuple):
    """An answer, and what its question set beside the limits that the answer states."""

    answer: AnswerOut
    filters: Filters


def chains(resources: Resources, parameters: ChainParameters, audience: str) -> AnswerOut:
    """The chains between two sets; raises NotFound, AmbiguousName, UnknownTerm, InvalidDraft."""
    return chains_searched(resources, parameters, audience).answer


def chains_searched(resources: Resources, parameters: ChainParameters, audience: str) -> Searched:
    """The same with what was set for the search."""
    policy = resources.policy()
    return resources.answered(audience, parameters.known_at, lambda store: _between(store, policy, parameters))


def chains_within(seen: Seen, parameters: ChainParameters) -> AnswerOut:
    """The chains within what was looked at already."""
    return searched_within(seen, parameters).answer


def searched_within(seen: Seen, parameters: ChainParameters) -> Searched:
    """The same with what was set for the search."""
    return _between(seen.store, seen.disclosure.policy, parameters)


def exposure(resources: Resources, parameters: ExposureParameters, audience: str) -> AnswerOut:
    """The best chain from one set to each entity of a kind; raises as ``chains`` does."""
    return exposure_searched(resources, parameters, audience).answer


def exposure_searched(resources: Resources, parameters: ExposureParameters, audience: str) -> Searched:
    """The same with what was set for the search."""
    policy = resources.policy()
    return resources.answered(audience, parameters.known_at, lambda store: _exposed(store, policy, parameters))


def exposure_within(seen: Seen, parameters: ExposureParameters) -> Searched:
    """The same, within what was looked at already."""
    return _exposed(seen.store, seen.disclosure.policy, parameters)


def impact(resources: Resources, parameters: ImpactParameters, audience: str) -> ImpactOut:
    """What retracting a source or claim would do; raises NotFound, and as ``chains`` does."""
    return resources.looked(audience, parameters.known_at, lambda seen: _impact(resources, seen, parameters))


def _impact(resources: Resources, seen: Seen, parameters: ImpactParameters) -> ImpactOut:
    retracted = source_or_claim_at(seen.disclosure, parameters.key)
    targets = ids_named(seen.store, parameters.to)
    question = parameters.question(seen.store, targets) if parameters.to else None
    with reading(resources.ledger.engine) as session:
        sealed = editions(session, seen.disclosure.audience, seen.store.cursor)
    return retraction.impact(seen.store, seen.disclosure, retracted, question, editions=sealed)


Support = HopOut | tuple[ClaimRecord, ...]
"""A hop; or, where a claim makes none, that claim with those that affirm or deny the same, affirming ones first."""


def why(resources: Resources, text: str, audience: str) -> Support:
    """What supports a hop (by id), or a claim's (by key or id).

    Raises NotFound, AmbiguousName.
    """
    return resources.looked(audience, None, lambda seen: _why(seen, text))


def _why(seen: Seen, text: str) -> Support:
    hop = seen.store.hop(text)
    if hop is not None:
        return hop_out(hop)
    claim = claim_at(seen.disclosure, text)
    if own := hop_of(seen.store, claim):
        return hop_out(own)
    return tuple(map(claim_record, on_the_same(seen.store, claim, seen.disclosure.claims.values())))


def search(
    resources: Resources,
    text: str,
    audience: str,
    *,
    record: Literal["entity", "source"] | None = None,
    limit: int = 50,
) -> tuple[MatchOut, ...]:
    """Entities and sources whose name or title contains the text, best first."""
    disclosure = resources.disclosure(audience)
    with reading(resources.ledger.engine) as session:
        found = finding.search(session, text, audience=audience, kind=record, limit=limit)
    return tuple(out for match in found if (out := _match(match, disclosure)))


def _between(store: GraphStore, policy: str, parameters: ChainParameters) -> Searched:
    question = parameters.question(store, ids_named(store, parameters.to))
    answer = ask.answer(store, question, policy=policy)
    return Searched(answer, filters_of(question, store, parameters.known_at))


def _exposed(store: GraphStore, policy: str, parameters: ExposureParameters) -> Searched:
    question, types = parameters.question(store, frozenset()), (parameters.to_type,) if parameters.to_type else ()
    answer = ask.exposure(store, question, kind=parameters.to_kind, types=types, policy=policy)
    return Searched(answer, filters_of(question, store, parameters.known_at))


def _match(match: finding.Match, disclosure: Disclosure) -> MatchOut | None:
    """The match as it is shown; none where the ledger has grown since the disclosure was read."""
    entity, source = disclosure.entities.get(match.id), disclosure.sources.get(match.id)
    if entity:
        return MatchOut(
            id=entity.id, key=entity.key, record="entity", kind=entity.kind, name=entity.name, matched=match.name
        )
    if source:
        return MatchOut(
            id=source.id, key=source.key, record="source", kind=source.type, name=source.title, matched=match.name
        )
    return None
