"""The lists of all entities, claims and sources that a reader may see, by key; on a static site as on a server."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.deps import Shared, seen_by
from api.pages.asked import asked
from api.pages.places import Places, places_in
from api.pages.rendering import render
from api.pages.told import told_by_source
from api.paging import PageParameters, cut
from evidence.views import ClaimView, Disclosure, EntityView, SourceView

router = APIRouter()

LISTS: Mapping[str, Callable[[Disclosure], Iterable[Any]]] = {
    "entities": lambda told: told.entities.values(),
    "claims": lambda told: told.claims.values(),
    "sources": lambda told: told.sources.values(),
}
"""Name of each list -> the views that are on it."""


class Row(NamedTuple):
    """A line of a list: ``text`` leads to the page at ``address``."""

    key: str
    text: str
    address: str
    mark: str


def rows_of(views: Iterable[EntityView | ClaimView | SourceView], places: Places) -> Iterator[Row]:
    """The lines of a list."""
    for view in views:
        match view:
            case EntityView():
                yield Row(view.key, view.name, places.entity(view), view.kind)
            case ClaimView():
                yield Row(view.key, told_by_source(view), places.claim(view), "" if view.affirms else "a denial")
            case SourceView():
                yield Row(view.key, view.title, places.source(view), "retracted" if view.retracted else "")


@router.get("/entities")
@router.get("/claims")
@router.get("/sources")
def list_page(resources: Shared, request: Request) -> HTMLResponse:
    """A page of one of the lists."""
    name, page = request.url.path.removeprefix("/"), asked(PageParameters, request)
    seen = seen_by(resources, page)
    shown, cursor = cut(LISTS[name](seen.disclosure), page)
    after = request.url.include_query_params(cursor=cursor).query if cursor else None
    rows = rows_of(shown, places_in(seen.disclosure, page))
    return render("listed.html", seen, asked=page, at=name, rows=list(rows), gone=(), after=after)
