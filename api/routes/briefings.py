"""Briefings over HTTP, in every format."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api import briefings, questions
from api.deps import Shared
from api.handed_out import Format, Style, accepted, described, handed_out
from api.parameters import Audience, ChainParameters
from api.resources import lowered
from api.routes.described import problems

router = APIRouter(tags=["questions"])

Wanted = Annotated[Format | None, Field(description="without it, as the Accept header has it; else Markdown")]
Cited = Annotated[Style | None, Field(description="the style of citations; plain without it")]
ANSWERS = {**described(), **problems(403, 404, 409, 422, 500, 501)}


class BriefingParameters(ChainParameters):
    """A chain search, and how its briefing is wanted."""

    format: Wanted = None
    style: Cited = None


class OverviewParameters(BaseModel):
    """An investigation, and how its overview is wanted."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    investigation: Annotated[str | None, Field(description="by name, where there are several")] = None
    audience: Audience = None
    format: Wanted = None
    style: Cited = None


@router.get("/briefings", summary="A briefing on the chains between two", response_class=Response, responses=ANSWERS)
def brief(resources: Shared, asked: Annotated[BriefingParameters, Query()], request: Request) -> Response:
    """The chains told in sentences with numbered notes, with disputes, replies, gaps, method and sources."""
    built = questions.briefing(resources, asked, lowered(resources.settings, asked.audience))
    return handed_out(built, "briefing", asked.format or _accepted(request), asked.style)


@router.get("/overview", summary="An overview of an investigation", response_class=Response, responses=ANSWERS)
def overview(resources: Shared, asked: Annotated[OverviewParameters, Query()], request: Request) -> Response:
    """What it holds: entities, claims by standing with their replies, disputes, gaps, and sources by origin."""
    audience = lowered(resources.settings, asked.audience)
    built = briefings.overview(resources, asked.investigation, (), audience)
    return handed_out(built, "overview", asked.format or _accepted(request), asked.style)


def _accepted(request: Request) -> Format:
    return accepted(request.headers.get("accept", ""))
