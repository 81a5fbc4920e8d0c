"""Entities over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from api.deps import Shared, seen_by
from api.finding import entity_at
from api.paging import Page, PageParameters, cut
from api.parameters import EntityType, Kind, Parameters
from api.records import EntityAlone, EntityRecord, entity_alone, entity_record
from api.routes.described import problems
from api.routes.links import name_next
from evidence.views import EntityView

router = APIRouter(tags=["records"])


class EntityFilter(PageParameters):
    """Which entities; a repeated parameter wants any of its values."""

    kind: Annotated[tuple[Kind, ...], Field(description="only entities of these kinds")] = ()
    type: Annotated[tuple[EntityType, ...], Field(description="only entities of these types")] = ()
    country: Annotated[str | None, Field(description="only entities of this country, as recorded")] = None

    def wants(self, entity: EntityView) -> bool:
        """Whether the entity is wanted."""
        return (
            (not self.kind or entity.kind in self.kind)
            and (not self.type or not set(self.type).isdisjoint(entity.types))
            and self.country in (None, entity.country)
        )


@router.get("/entities", summary="List entities", responses=problems(403, 422))
def list_entities(
    resources: Shared, asked: Annotated[EntityFilter, Query()], request: Request, response: Response
) -> Page[EntityRecord]:
    """Organisations, persons, places, programmes, allegations and groups, in key order."""
    entities = filter(asked.wants, seen_by(resources, asked).disclosure.entities.values())
    shown, cursor = cut(entities, asked)
    name_next(request, response, cursor)
    return Page(items=tuple(map(entity_record, shown)), next=cursor)


@router.get("/entities/{key:path}", summary="One entity", responses=problems(403, 404, 409, 422))
def one_entity(
    resources: Shared, key: Annotated[str, Path(description="key or id")], asked: Annotated[Parameters, Query()]
) -> EntityAlone:
    """An entity with its names in all scripts, types, identifiers, and the judgements on whether it is another."""
    disclosure = seen_by(resources, asked).disclosure
    return entity_alone(entity_at(disclosure, key), disclosure)
