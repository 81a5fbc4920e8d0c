"""The page of a source."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.deps import Shared, seen_by
from api.finding import View, source_at
from api.pages.asked import asked
from api.pages.citing import Citing, citing_here
from api.pages.rendering import render
from api.pages.told import Told, tell
from api.parameters import Parameters
from api.records import CitationRecord
from api.resources import Seen
from evidence.origins import fold
from evidence.views import SourceView, in_key_order
from graph.impact import impact

router = APIRouter()


@router.get("/sources/{key:path}")
def source_page(resources: Shared, key: str, request: Request) -> HTMLResponse:
    """Where it comes from, how much of it was read, which claims cite it, and what retracting it would break."""
    parameters = asked(Parameters, request)
    seen = seen_by(resources, parameters)
    citing = citing_here(resources, seen, parameters, str(request.base_url))
    shown = about_source(seen, source_at(seen.disclosure, key), citing)
    return render("source.html", seen, asked=parameters, **shown)


def about_source(seen: Seen, source: SourceView, citing: Citing) -> dict[str, Any]:
    """What the page of a source shows, by the names in its template."""
    told = seen.disclosure
    sources = in_key_order(told.sources.values())
    breaks = impact(seen.store, told, source.id)
    return {
        "source": source,
        "cited_as": citing.source(source),
        "derives_from": [told.sources[one] for one in source.derives_from],
        "derived": [one for one in sources if source.id in one.derives_from],
        "same_origin": [one for one in sources if fold(one.origin) == fold(source.origin) and one.id != source.id],
        "cited": _citing(seen, source),
        "breaks": breaks,
        "lost": [one for one in _beside(source, told.claims) if one.key in breaks.claims_lost],
        "ends": {one.key: one for one in _beside(source, told.entities)},
        "lookups": [one for one in told.lookups if source.id in one.about],
    }


def _citing(seen: Seen, source: SourceView) -> list[tuple[Told, CitationRecord]]:
    """Each citation of the source, with the claim that it is for, in key order."""
    return [
        (told, citation)
        for claim in in_key_order(seen.disclosure.claims.values())
        if any(citation.source.id == source.id for citation in claim.citations)
        for told in [tell(seen, claim)]
        for citation in told.claim.citations
        if citation.source.id == source.id
    ]


def _beside(source: SourceView, views: Mapping[str, View]) -> list[View]:
    """The records of the source's own investigation, within which the keys of an impact are unique."""
    return in_key_order(view for view in views.values() if view.investigation == source.investigation)
