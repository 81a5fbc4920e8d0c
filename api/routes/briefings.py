"""Briefings over HTTP: every kind, those of the house too, in every format."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from api import briefings
from api.deps import Shared
from api.handed_out import Format, Style, accepted, arranged, described, handed_out
from api.parameters import Audience, ChainParameters, ExposureParameters, ends_in, iso_day
from api.resources import Resources, lowered
from api.routes.described import problems
from reports.document import Briefing

router = APIRouter(tags=["questions"])

Wanted = Annotated[Format | None, Field(description="without it, as the Accept header has it; else Markdown")]
Cited = Annotated[Style | None, Field(description="the style of citations; plain without it")]
HouseKind = Annotated[str | None, Field(max_length=100, description="a kind of the house: its template, by name")]
Entity = Annotated[str, Field(min_length=1, description="a key, an id or a name", examples=["London Policing College"])]
Ends = Annotated[str, AfterValidator(lambda text: ends_in(text) and text)]
ANSWERS = {**described(), **problems(403, 404, 409, 422, 500, 501)}


class BriefingParameters(ChainParameters):
    """A chain search, and how its briefing is wanted."""

    format: Wanted = None
    style: Cited = None
    kind: HouseKind = None


class ExposureBriefingParameters(ExposureParameters):
    """An exposure search, and how its briefing is wanted."""

    format: Wanted = None
    style: Cited = None
    kind: HouseKind = None


class AboutParameters(BaseModel):
    """What a briefing takes that is of the record as it is now, and how it is wanted."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    audience: Audience = None
    format: Wanted = None
    style: Cited = None
    kind: HouseKind = None


class OverviewParameters(AboutParameters):
    """An investigation, and how its overview is wanted."""

    investigation: Annotated[str | None, Field(description="by name, where there are several")] = None
    chains: Annotated[
        tuple[Ends, ...],
        Field(max_length=50, description="chains to tell, each 'FROM -> TO'", examples=[["E03 -> E10"]]),
    ] = ()


class DossierParameters(AboutParameters):
    """An entity, and how its dossier is wanted."""

    entity: Entity


class LetterParameters(DossierParameters):
    """To whom, and until when to answer."""

    answer_by: Annotated[
        dt.date,
        BeforeValidator(iso_day),
        Field(description="the day until which to answer", examples=["2027-01-15"]),
    ]


Asked = BriefingParameters | ExposureBriefingParameters | AboutParameters


@router.get("/briefings", summary="A briefing on the chains between two", response_class=Response, responses=ANSWERS)
def brief(resources: Shared, asked: Annotated[BriefingParameters, Query()], request: Request) -> Response:
    """The chains told in sentences with numbered notes, with disputes, replies, gaps, method and sources."""
    built = briefings.briefing(resources, asked, lowered(resources.settings, asked.audience))
    return _handed_out(resources, built, "briefing", asked, request)


@router.get("/briefings/summary", summary="A summary on a page", response_class=Response, responses=ANSWERS)
def summarise(resources: Shared, asked: Annotated[BriefingParameters, Query()], request: Request) -> Response:
    """The best chain between two alone, in short, with its disputes and replies."""
    built = briefings.short_summary(resources, asked, lowered(resources.settings, asked.audience))
    return _handed_out(resources, built, "summary", asked, request)


@router.get("/briefings/exposure", summary="An exposure briefing", response_class=Response, responses=ANSWERS)
def expose(resources: Shared, asked: Annotated[ExposureBriefingParameters, Query()], request: Request) -> Response:
    """The best chain from one set to each entity of a kind, told as a briefing."""
    built = briefings.exposure(resources, asked, lowered(resources.settings, asked.audience))
    return _handed_out(resources, built, "exposure", asked, request)


@router.get("/briefings/dossier", summary="A dossier on an entity", response_class=Response, responses=ANSWERS)
def dossier(resources: Shared, asked: Annotated[DossierParameters, Query()], request: Request) -> Response:
    """All that is published about an entity: claims, replies, disputes, promises, and what is unresolved."""
    built = briefings.dossier(resources, asked.entity, lowered(resources.settings, asked.audience))
    return _handed_out(resources, built, "dossier", asked, request)


@router.get("/briefings/letter", summary="A letter that asks for a reply", response_class=Response, responses=ANSWERS)
def letter(resources: Shared, asked: Annotated[LetterParameters, Query()], request: Request) -> Response:
    """What will be said about an institution, each statement with its source, and until when to answer."""
    audience = lowered(resources.settings, asked.audience)
    built = briefings.reply_letter(resources, asked.entity, asked.answer_by, audience)
    return _handed_out(resources, built, "letter", asked, request)


@router.get("/overview", summary="An overview of an investigation", response_class=Response, responses=ANSWERS)
def overview(resources: Shared, asked: Annotated[OverviewParameters, Query()], request: Request) -> Response:
    """What it holds: entities, claims by standing with their replies, the chains asked for, disputes, and gaps."""
    audience = lowered(resources.settings, asked.audience)
    chains = [ends_in(text) for text in asked.chains]
    built = briefings.overview(resources, asked.investigation, chains, audience)
    return _handed_out(resources, built, "overview", asked, request)


def _handed_out(resources: Resources, built: Briefing, name: str, asked: Asked, request: Request) -> Response:
    """The briefing as it is wanted, under that name."""
    briefing = arranged(built, asked.kind, resources.settings.templates)
    return handed_out(briefing, name, asked.format or accepted(request.headers.get("accept", "")), asked.style)
