"""The page of the chains between two sets of entities."""

import datetime as dt
from collections.abc import Mapping
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from pydantic import ValidationError

from api import questions
from api.deps import Shared
from api.pages.asked import asked, given
from api.pages.citing import citing_here
from api.pages.form import Form, form_of
from api.pages.rendering import render
from api.pages.routes_shown import routes_of
from api.parameters import ChainParameters, ids_named
from api.problems import problem_of
from api.resources import Resources, Seen, lowered
from evidence.errors import AmbiguousName, NotFound, Refused
from evidence.ids import outright
from reports.filters_told import filters_in_words

router = APIRouter()


@router.get("/chains")
def chains_page(resources: Shared, request: Request) -> HTMLResponse:
    """The form and, once both ends are named, the answer in routes; what was refused stands beside the form."""
    filled = given(ChainParameters, request)
    form = form_of(filled, resources.settings.audience)
    audience = lowered(resources.settings, form.one("audience") or None)
    if not ("from" in filled and "to" in filled):
        return render("chains.html", resources.look(audience), form=form, answer=None, problem=None)
    try:
        return _answered(resources, asked(ChainParameters, request), audience, form, str(request.base_url))
    except (ValidationError, Refused, NotFound, AmbiguousName) as error:
        problem = problem_of(error)
        seen = resources.look(audience)
        return render("chains.html", seen, status=problem["status"], form=form, answer=None, problem=problem)


def _answered(resources: Resources, parameters: ChainParameters, audience: str, form: Form, base: str) -> HTMLResponse:
    def shown(seen: Seen) -> HTMLResponse:
        answer, filters = questions.searched_within(seen, parameters)
        query = urlencode(form.filled, doseq=True)
        citing = citing_here(resources, seen, parameters, base)
        permanent = _permanent(form, _ends(seen, parameters), resources.last_day(audience))
        routes = routes_of(answer, citing, f"{base}chains?{permanent}")
        told = filters_in_words(filters)
        return render(
            "chains.html",
            seen,
            asked=parameters,
            form=form,
            answer=answer,
            filters=told,
            routes=routes,
            query=query,
            problem=None,
        )

    return resources.looked(audience, parameters.known_at, shown)


def _permanent(form: Form, ends: Mapping[str, list[str]], day: dt.date) -> str:
    """The same question, by what stands for nothing else ever, and as recorded by now."""
    known_at = form.filled.get("known_at") or [day.isoformat()]
    return urlencode({**form.filled, **ends, "known_at": known_at}, doseq=True)


def _ends(seen: Seen, parameters: ChainParameters) -> dict[str, list[str]]:
    """The entities that a question names, by its parameters, each by its id outright."""
    named = {"from": parameters.from_, "to": parameters.to, "via": parameters.via, "avoid": parameters.avoid}
    return {
        parameter: [outright(id_) for id_ in sorted(ids_named(seen.store, names))]
        for parameter, names in named.items()
        if names
    }
