"""The page of an entity."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.deps import Shared, seen_by
from api.finding import entity_at
from api.pages.asked import asked
from api.pages.rendering import render
from api.pages.told import groups_about
from api.parameters import Parameters
from evidence.vocabulary import ENTITY_KINDS

router = APIRouter()


@router.get("/entities/{key:path}")
def entity_page(resources: Shared, key: str, request: Request) -> HTMLResponse:
    """Names in all scripts, the claims that name it by predicate, what it promised, did and was asked, and gaps."""
    seen = seen_by(resources, asked(Parameters, request))
    entity, told = entity_at(seen.disclosure, key), seen.disclosure
    return render(
        "entity.html",
        seen,
        entity=entity,
        groups=groups_about(seen, entity.id),
        commitments=[one for one in told.commitments if one.party.id == entity.id],
        outcomes=[one for one in told.outcomes if entity in one.by],
        actions=[one for one in told.actions if entity in (*one.by, *one.to)],
        lookups=[one for one in told.lookups if entity.id in one.about],
        kinds=ENTITY_KINDS,
    )
