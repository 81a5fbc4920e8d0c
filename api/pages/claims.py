"""The page of a claim: why."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.deps import Shared, seen_by
from api.finding import claim_at
from api.pages.asked import asked
from api.pages.citing import Citing, citing_here
from api.pages.rendering import render
from api.pages.told import tell
from api.parameters import Parameters
from api.resources import Seen
from evidence.views import ClaimView
from graph.own_hop import beside

router = APIRouter()


@router.get("/claims/{key:path}")
def claim_page(resources: Shared, key: str, request: Request) -> HTMLResponse:
    """Its citations and what of them counts, the claims beside it, replies, disputes, and what was done about it."""
    parameters = asked(Parameters, request)
    seen = seen_by(resources, parameters)
    citing = citing_here(resources, seen, parameters, str(request.base_url))
    shown = about_claim(seen, claim_at(seen.disclosure, key), citing)
    return render("claim.html", seen, asked=parameters, **shown)


def about_claim(seen: Seen, claim: ClaimView, citing: Citing) -> dict[str, Any]:
    """What the page of a claim shows, by the names in its template."""
    this, told = tell(seen, claim), seen.disclosure
    return {
        "view": claim,
        "this": this,
        "cited_as": citing.claim(claim),
        "beside": [tell(seen, one) for one in beside(seen.store, claim, told.claims.values())],
        "disputes": this.disputes,
        "commitments": [one for one in told.commitments if claim.id in one.claims],
        "outcomes": [one for one in told.outcomes if claim.id in (*one.about, *one.reasons, *one.claims)],
        "lookups": [one for one in told.lookups if claim.id in one.about],
    }
