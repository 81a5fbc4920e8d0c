"""The first page: search by name, and the way to chains."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from pydantic import Field

from api import questions
from api.deps import Shared
from api.pages.asked import asked
from api.pages.rendering import render
from api.parameters import Reader
from api.resources import lowered

router = APIRouter()
_MOST = 100


class SearchForm(Reader):
    """What was typed; nothing yet, when the page is opened."""

    q: Annotated[str, Field(max_length=200)] = ""


@router.get("/")
def search_page(resources: Shared, request: Request) -> HTMLResponse:
    """Entities and sources by a part of their name, in any script."""
    form = asked(SearchForm, request)
    audience = lowered(resources.settings, form.audience)
    found = questions.search(resources, form.q, audience, limit=_MOST + 1) if form.q else ()
    shown, more = found[:_MOST], len(found) > _MOST
    return render("search.html", resources.look(audience), q=form.q, found=shown, more=more)
