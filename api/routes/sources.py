"""Sources over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from api.deps import Shared, seen_by
from api.finding import source_at
from api.paging import Page, PageParameters, cut
from api.parameters import Parameters, SourceType
from api.records import SourceRecord, source_record
from api.routes.described import problems
from api.routes.links import name_next
from evidence.origins import fold
from evidence.views import SourceView

router = APIRouter(tags=["records"])


class SourceFilter(PageParameters):
    """Which sources; a repeated parameter wants any of its values."""

    type: Annotated[tuple[SourceType, ...], Field(description="only sources of these types")] = ()
    origin: Annotated[tuple[str, ...], Field(description="only sources of these origins, compared as origins are")] = ()

    def wants(self, source: SourceView) -> bool:
        """Whether the source is wanted."""
        return (not self.type or source.type in self.type) and (
            not self.origin or fold(source.origin) in map(fold, self.origin)
        )


@router.get("/sources", summary="List sources", responses=problems(403, 422))
def list_sources(
    resources: Shared, asked: Annotated[SourceFilter, Query()], request: Request, response: Response
) -> Page[SourceRecord]:
    """Sources, retracted ones included, in key order."""
    disclosure = seen_by(resources, asked).disclosure
    shown, cursor = cut(filter(asked.wants, disclosure.sources.values()), asked)
    name_next(request, response, cursor)
    return Page(items=tuple(source_record(source, disclosure) for source in shown), next=cursor)


@router.get("/sources/{key:path}", summary="One source", responses=problems(403, 404, 409, 422))
def one_source(
    resources: Shared, key: Annotated[str, Path(description="key or id")], asked: Annotated[Parameters, Query()]
) -> SourceRecord:
    """A source with its origin, what it derives from, and how much of it was read."""
    disclosure = seen_by(resources, asked).disclosure
    return source_record(source_at(disclosure, key), disclosure)
