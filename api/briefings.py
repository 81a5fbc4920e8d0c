"""The other kinds of briefing that a door can ask for: names in, a briefing out.

Invariant: each is worked out from what its audience sees and nothing else, and built at the public head, now or as of
when it was asked.
"""

import datetime as dt
from collections.abc import Sequence

from api import questions
from api.built_at import built_at
from api.parameters import ChainParameters, ExposureParameters
from api.resources import Resources, Seen
from evidence.database import reading
from evidence.investigations import the_investigation
from evidence.locating import entity_named
from evidence.views import in_key_order
from graph.model import base_of_claim
from graph.own_hop import hops_by_claim
from reports import kinds
from reports.briefing import build_briefing
from reports.checklist import Point
from reports.checklist import checklist as points_on
from reports.document import Briefing
from reports.overview import Holdings
from reports.overview import overview as told_overview


def exposure(resources: Resources, parameters: ExposureParameters, audience: str) -> Briefing:
    """The best chain to each entity of a kind, told; raises as ``questions.exposure`` does."""
    kind, type_ = parameters.to_kind, parameters.to_type

    def told(seen: Seen) -> Briefing:
        answer, filters = questions.exposure_within(seen, parameters)
        built = built_at(resources, audience, parameters.known_at)
        return kinds.exposure_briefing(answer, seen.disclosure, kind=kind, type_=type_, filters=filters, **built)

    return resources.looked(audience, parameters.known_at, told)


def short_summary(resources: Resources, parameters: ChainParameters, audience: str) -> Briefing:
    """The best chain alone, in short; raises as ``questions.chains`` does."""

    def told(seen: Seen) -> Briefing:
        answer, filters = questions.searched_within(seen, parameters)
        built = built_at(resources, audience, parameters.known_at)
        return kinds.short_summary(answer, seen.disclosure, filters=filters, **built)

    return resources.looked(audience, parameters.known_at, told)


def checklist(resources: Resources, parameters: ChainParameters, audience: str) -> tuple[str, tuple[Point, ...]]:
    """The title of the briefing on chains, and what to see to before it is published; raises as ``short_summary``."""

    def told(seen: Seen) -> tuple[str, tuple[Point, ...]]:
        answer, filters = questions.searched_within(seen, parameters)
        built = built_at(resources, audience, parameters.known_at)
        briefing = build_briefing(answer, seen.disclosure, filters=filters, **built)
        return briefing.title, points_on(answer, briefing)

    return resources.looked(audience, parameters.known_at, told)


def dossier(resources: Resources, name: str, audience: str) -> Briefing:
    """All that is published about an entity; raises NotFound, AmbiguousName."""
    disclosure = resources.disclosure(audience)
    return kinds.dossier(entity_named(disclosure, name), disclosure, **built_at(resources))


def reply_letter(resources: Resources, name: str, answer_by: dt.date, audience: str) -> Briefing:
    """What will be said about an entity, for its reply; raises NotFound, AmbiguousName."""
    disclosure = resources.disclosure(audience)
    entity = entity_named(disclosure, name)
    return kinds.reply_letter(entity, disclosure, answer_by=answer_by, **built_at(resources))


def overview(
    resources: Resources, investigation: str | None, chains: Sequence[ChainParameters], audience: str
) -> Briefing:
    """What an investigation holds, and the chains asked for; raises NotFound, AmbiguousName, and as ``questions``."""
    name = investigation_named(resources, investigation, audience)

    def told(seen: Seen) -> Briefing:
        answers = [questions.chains_within(seen, one) for one in chains]
        return told_overview(holdings(seen, name), answers, seen.disclosure, **built_at(resources))

    return resources.looked(audience, None, told)


def investigation_named(resources: Resources, name: str | None, audience: str) -> str:
    """The investigation of that name, or the only one that the audience sees; raises as ``the_investigation``."""
    with reading(resources.ledger.engine) as session:
        return the_investigation(session, name, audience)


def holdings(seen: Seen, name: str) -> Holdings:
    """What of all that is seen belongs to an investigation."""
    told = seen.disclosure
    entities = in_key_order(one for one in told.entities.values() if one.investigation == name)
    claims = in_key_order(one for one in told.claims.values() if one.investigation == name)
    hops = seen.store.hops_of({base for claim in claims if (base := base_of_claim(claim))})
    return Holdings(name, tuple(entities), tuple(claims), hops_by_claim(claims, hops))
