"""Chains, exposure and impact over HTTP: the same objects that the command line prints."""

from typing import Annotated

from fastapi import APIRouter, Query

from api import questions
from api.deps import Shared
from api.parameters import ChainParameters, ExposureParameters, ImpactParameters
from api.resources import lowered
from api.routes.described import problems
from graph.answer import AnswerOut
from graph.impact_answer import ImpactOut

router = APIRouter(tags=["questions"], responses=problems(403, 404, 409, 422))


@router.get("/chains", summary="How are they connected?")
def chains(resources: Shared, asked: Annotated[ChainParameters, Query()]) -> AnswerOut:
    """The chains between two sets of entities, ranked, each hop with its claims, citations, standing and replies."""
    return questions.chains(resources, asked, lowered(resources.settings, asked.audience))


@router.get("/exposure", summary="To what of a kind is it connected?")
def exposure(resources: Shared, asked: Annotated[ExposureParameters, Query()]) -> AnswerOut:
    """The best chain from one set to each entity of a kind, ranked together."""
    return questions.exposure(resources, asked, lowered(resources.settings, asked.audience))


@router.get("/impact", summary="What would a retraction break?")
def impact(resources: Shared, asked: Annotated[ImpactParameters, Query()]) -> ImpactOut:
    """What retracting a source or claim would do to claims, hops and chains, worked out without doing it."""
    return questions.impact(resources, asked, lowered(resources.settings, asked.audience))
