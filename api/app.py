"""The application: routes, pages, refusals and headers put together. It is wiring and nothing else."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.staticfiles import StaticFiles
from starlette.middleware import Middleware

from api.pages import chains as chains_page
from api.pages import claims as claim_page
from api.pages import editions as edition_page
from api.pages import entities as entity_page
from api.pages import lists as list_page
from api.pages import search as search_page
from api.pages import sources as source_page
from api.pages.rendering import STATIC
from api.refusals import HANDLERS
from api.resources import Resources, open_resources
from api.routes import briefings, chains, claims, editions, entities, search, sources, vocabulary
from api.routes.described import Problem
from api.security import LOOPBACK, Guard
from evidence.settings import Settings

API = "/api/v1"
ROUTES = (entities, sources, claims, chains, search, briefings, editions, vocabulary)
PAGES = (search_page, list_page, entity_page, source_page, claim_page, chains_page, edition_page)


def create_app(settings: Settings, hosts: Collection[str] = LOOPBACK) -> FastAPI:
    """The application on the ledger that the settings name; raises NoLedger, WrongLedger.

    ``hosts``: the names by which it may be asked, without ports.
    """
    resources = open_resources(settings, from_outside=True)
    app = FastAPI(
        title="Throughline",
        version="1",
        summary="How is A connected to B, who says so, how good is that, and what would break it?",
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lambda _app: _holding(resources),
        exception_handlers=dict(HANDLERS),
        middleware=[Middleware(Guard, hosts=hosts)],
    )
    app.state.resources = resources
    for route in ROUTES:
        app.include_router(route.router, prefix=API)
    for page in PAGES:
        app.include_router(page.router, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=STATIC))
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]
    return app


@asynccontextmanager
async def _holding(resources: Resources) -> AsyncIterator[None]:
    """The ledger is given back when the server stops."""
    yield
    resources.close()


def _described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI description, with the shape of problem details that every operation names."""
    if app.openapi_schema is None:
        described = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
        described["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        app.openapi_schema = described
    return app.openapi_schema
