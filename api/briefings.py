"""The kinds of briefing that a door can ask for: names in, a briefing out.

Invariant: each is worked out from what its audience sees and nothing else, and built at the public head, now or as of
when it was asked.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from api import questions
from api.built_at import built_at
from api.parameters import ChainParameters, ExposureParameters, SearchParameters
from api.resources import Resources, Seen
from evidence.database import reading
from evidence.investigations import the_investigation
from evidence.locating import entity_named
from evidence.views import in_key_order
from graph.answer import AnswerOut
from graph.model import base_of_claim
from graph.own_hop import hops_by_claim
from reports import kinds
from reports.briefing import build_briefing
from reports.checklist import Point
from reports.checklist import checklist as points_on
from reports.document import Briefing, BuiltAt
from reports.overview import Holdings
from reports.overview import overview as overview_of


class Answered(NamedTuple):
    """A briefing with the answers that it tells."""

    briefing: Briefing
    answers: tuple[AnswerOut, ...] = ()


Chained = TypeVar("Chained", bound=SearchParameters)


def on_chains(seen: Seen, parameters: ChainParameters, built: BuiltAt) -> Answered:
    """The chains between two sets, told with all sources; raises as ``questions.chains`` does."""
    answer, filters = questions.searched_within(seen, parameters)
    return Answered(build_briefing(answer, seen.disclosure, filters=filters, **built), (answer,))


def on_the_best(seen: Seen, parameters: ChainParameters, built: BuiltAt) -> Answered:
    """The best chain alone, in short; raises as ``questions.chains`` does."""
    answer, filters = questions.searched_within(seen, parameters)
    return Answered(kinds.short_summary(answer, seen.disclosure, filters=filters, **built), (answer,))


def on_exposure(seen: Seen, parameters: ExposureParameters, built: BuiltAt) -> Answered:
    """The best chain to each entity of a kind, told; raises as ``questions.exposure`` does."""
    answer, filters = questions.exposure_within(seen, parameters)
    kind, type_ = parameters.to_kind, parameters.to_type
    told = kinds.exposure_briefing(answer, seen.disclosure, kind=kind, type_=type_, filters=filters, **built)
    return Answered(told, (answer,))


def on_investigation(seen: Seen, name: str, chains: Iterable[ChainParameters], built: BuiltAt) -> Answered:
    """What an investigation holds, and the chains asked for; raises as ``questions.chains`` does."""
    found = tuple(questions.searched_within(seen, one).answer for one in chains)
    return Answered(overview_of(holdings(seen, name), found, seen.disclosure, **built), found)


def briefing(resources: Resources, parameters: ChainParameters, audience: str) -> Briefing:
    """As ``on_chains``, for an audience."""
    return _for(resources, parameters, audience, on_chains).briefing


def short_summary(resources: Resources, parameters: ChainParameters, audience: str) -> Briefing:
    """As ``on_the_best``, for an audience."""
    return _for(resources, parameters, audience, on_the_best).briefing


def exposure(resources: Resources, parameters: ExposureParameters, audience: str) -> Briefing:
    """As ``on_exposure``, for an audience."""
    return _for(resources, parameters, audience, on_exposure).briefing


def checklist(resources: Resources, parameters: ChainParameters, audience: str) -> tuple[str, tuple[Point, ...]]:
    """The title of the briefing on chains, and what to see to before it is published; raises as ``on_chains``."""
    told, (answer,) = _for(resources, parameters, audience, on_chains)
    return told.title, points_on(answer, told)


def _for(
    resources: Resources, parameters: Chained, audience: str, tell: Callable[[Seen, Chained, BuiltAt], Answered]
) -> Answered:
    known_at = parameters.known_at
    return resources.looked(
        audience, known_at, lambda seen: tell(seen, parameters, built_at(resources, audience, known_at))
    )


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

    told = resources.looked(audience, None, lambda seen: on_investigation(seen, name, chains, built_at(resources)))
    return told.briefing


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
