"""From a template and what it shows to a page.

Invariant: everything that is put into a page is escaped, one line of visible text; a name that a template lacks is
an error.
"""

from functools import cache
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from api.pages import words
from api.pages.places import NOW, places_in
from api.parameters import Parameters
from api.problems import Problem
from api.resources import Seen
from reports.escaping import plain

_HERE = Path(__file__).parent.parent
STATIC = _HERE / "static"
TEMPLATES = _HERE / "templates"


def render(
    template: str,
    seen: Seen | None,
    *,
    status: int = 200,
    asked: Parameters = NOW,
    **shown: Any,  # noqa: ANN401 -- as the template takes
) -> HTMLResponse:
    """The page that a template makes of what it is given, for what its reader may see (None: nothing is shown).

    Where that was ``asked`` for, it says that it shows the record as of then, and so does each record it leads to.
    """
    places = places_in(seen.disclosure, asked) if seen else None
    page = environment().get_template(template).render(seen=seen, places=places, asked=asked, **shown)
    return HTMLResponse(page, status_code=status)


def problem_page(problem: Problem) -> HTMLResponse:
    """A refusal as a page."""
    return render("problem.html", None, status=problem["status"], problem=problem)


@cache
def environment(*first: str) -> Environment:
    """The templates of the pages; those in the folders ``first``, within theirs, come before those of their names."""
    made = Environment(
        loader=FileSystemLoader([*(TEMPLATES / name for name in first), TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_visible,
    )
    made.filters.update(words.FILTERS)
    return made


def _visible(value: object) -> object:
    """Texts as one visible line that cannot turn the text around it; what a template made, as it is."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value
