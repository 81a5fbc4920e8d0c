"""The questions that both doors ask: parameters in, an answer out.

Invariant: an answer is worked out from what its audience sees and nothing else, so both doors give one object.
"""

from api.finding import source_or_claim_at
from api.parameters import ChainParameters, ExposureParameters, ImpactParameters, ids_named
from api.resources import Resources
from graph import ask
from graph import impact as retraction
from graph.answer import AnswerOut
from graph.impact_answer import ImpactOut


def chains(resources: Resources, parameters: ChainParameters, audience: str) -> AnswerOut:
    """The chains between two sets; raises NotFound, AmbiguousName, UnknownTerm, InvalidDraft."""
    seen = resources.look(audience, parameters.known_at)
    question = parameters.question(seen.disclosure, ids_named(seen.disclosure, parameters.to))
    return ask.answer(seen.store, question, policy=seen.disclosure.policy)


def exposure(resources: Resources, parameters: ExposureParameters, audience: str) -> AnswerOut:
    """The best chain from one set to each entity of a kind; raises as ``chains`` does."""
    seen = resources.look(audience, parameters.known_at)
    types = (parameters.to_type,) if parameters.to_type else ()
    question = parameters.question(seen.disclosure, frozenset())
    return ask.exposure(seen.store, question, kind=parameters.to_kind, types=types, policy=seen.disclosure.policy)


def impact(resources: Resources, parameters: ImpactParameters, audience: str) -> ImpactOut:
    """What retracting a source or claim would do; raises NotFound, and as ``chains`` does."""
    seen = resources.look(audience, parameters.known_at)
    retracted = source_or_claim_at(seen.disclosure, parameters.key)
    targets = ids_named(seen.disclosure, parameters.to)
    question = parameters.question(seen.disclosure, targets) if parameters.to else None
    return retraction.impact(seen.store, seen.disclosure, retracted, question)
