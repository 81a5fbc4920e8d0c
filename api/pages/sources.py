"""The page of a source."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.deps import Shared, seen_by
from api.finding import in_key_order, source_at
from api.pages.asked import asked
from api.pages.rendering import render
from api.pages.told import Told, tell
from api.parameters import Parameters
from api.records import CitationRecord
from api.resources import Seen
from evidence.origins import fold
from evidence.views import SourceView
from graph.impact import impact

router = APIRouter()


@router.get("/sources/{key:path}")
def source_page(resources: Shared, key: str, request: Request) -> HTMLResponse:
    """Where it comes from, how much of it was read, which claims cite it, and what retracting it would break."""
    seen = seen_by(resources, asked(Parameters, request))
    source = source_at(seen.disclosure, key)
    sources = in_key_order(seen.disclosure.sources.values())
    return render(
        "source.html",
        seen,
        source=source,
        derives_from=[seen.disclosure.sources[one] for one in source.derives_from],
        derived=[one for one in sources if source.id in one.derives_from],
        same_origin=[one for one in sources if fold(one.origin) == fold(source.origin) and one.id != source.id],
        cited=_citing(seen, source),
        breaks=impact(seen.store, seen.disclosure, source.id),
        lookups=[one for one in seen.disclosure.lookups if source.id in one.about],
    )


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
