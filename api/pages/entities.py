"""The page of an entity."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.deps import Shared, seen_by
from api.finding import entity_at
from api.pages.asked import asked
from api.pages.rendering import render
from api.pages.told import groups_about
from api.parameters import Parameters
from api.resources import Seen
from evidence.judged import judgements_on
from evidence.views import EntityView
from evidence.vocabulary import ENTITY_KINDS

router = APIRouter()


@router.get("/entities/{key:path}")
def entity_page(resources: Shared, key: str, request: Request) -> HTMLResponse:
    """Names in all scripts, the claims that name it by predicate, what it promised, did and was asked, and gaps."""
    parameters = asked(Parameters, request)
    seen = seen_by(resources, parameters)
    shown = about_entity(seen, entity_at(seen.disclosure, key))
    return render("entity.html", seen, asked=parameters, **shown)


def about_entity(seen: Seen, entity: EntityView) -> dict[str, Any]:
    """What the page of an entity shows, by the names in its template."""
    told = seen.disclosure
    return {
        "entity": entity,
        "groups": groups_about(seen, entity.id),
        "commitments": [one for one in told.commitments if one.party.id == entity.id],
        "outcomes": [one for one in told.outcomes if entity in one.by],
        "actions": [one for one in told.actions if entity in (*one.by, *one.to)],
        "judgements": judgements_on(told.judgements, entity.id),
        "lookups": [one for one in told.lookups if entity.id in one.about],
        "kinds": ENTITY_KINDS,
    }
