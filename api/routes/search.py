"""Search over HTTP."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from api import questions
from api.deps import Shared
from api.parameters import Reader
from api.questions import MatchOut
from api.resources import lowered
from api.routes.described import problems
from graph.answer import Shape

router = APIRouter(tags=["questions"])


class SearchQuery(Reader):
    """What is looked for, among what is there now: names are kept as they are."""

    q: Annotated[
        str,
        Field(min_length=1, max_length=200, description="a part of a name or title, in any script", examples=["公安"]),
    ]
    record: Annotated[Literal["entity", "source"] | None, Field(description="only entities, or only sources")] = None
    limit: Annotated[int, Field(ge=1, le=200, description="how many at most")] = 50


class Matches(Shape):
    """What was found: exact names first, then shorter ones, then by key."""

    items: tuple[MatchOut, ...]


@router.get("/search", summary="Find entities and sources by name", responses=problems(403, 422))
def search(resources: Shared, asked: Annotated[SearchQuery, Query()]) -> Matches:
    """Entities and sources whose name or title contains the text; two Chinese characters are enough."""
    audience = lowered(resources.settings, asked.audience)
    return Matches(items=questions.search(resources, asked.q, audience, record=asked.record, limit=asked.limit))
