"""The two kinds of template: pages and pictures, and Markdown.

Invariant: whatever a template prints is made inert for where it is printed, unless it was made by a template itself.
"""

from functools import cache
from typing import TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from reports.escaping import Ready, markdown, plain, web_address
from reports.verdicts_in_words import days

_Inert = TypeVar("_Inert", Markup, Ready)


@cache
def web_environment() -> Environment:
    """For HTML and SVG: every printed text is one visible line, and escaped."""
    made = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_visible,
    )
    made.filters["web_address"] = web_address
    made.filters["spaced"] = lambda text: _spaced(text, escape(plain(text)))
    made.filters["days"] = days
    return made


@cache
def markdown_environment() -> Environment:
    """For Markdown: every printed text is escaped; what macros return is passed through ``ready``."""
    made = Environment(
        loader=PackageLoader("reports"),
        autoescape=False,  # noqa: S701 -- finalize escapes for Markdown instead
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=markdown,
    )
    made.filters["ready"] = Ready
    made.filters["web_address"] = web_address
    made.filters["spaced"] = lambda text: _spaced(text, Ready(markdown(text)))
    made.filters["days"] = days
    return made


def _spaced(text: str, inert: _Inert) -> _Inert:
    """A piece of a sentence made inert, with the space that it begins or ends with."""
    before, after = (" " if end.isspace() else "" for end in (text[:1], text[-1:]))
    return type(inert)(f"{before}{inert}{after}")


def _visible(value: object) -> object:
    """Texts as one visible line; numbers, and what a template made, as they are."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value
