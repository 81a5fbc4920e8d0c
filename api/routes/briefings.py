"""Briefings over HTTP: as a page, as Markdown, or as JSON."""

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api import questions
from api.deps import Shared
from api.parameters import ChainParameters
from api.resources import lowered
from api.routes.described import problems
from reports.document import Briefing
from reports.formats import written

router = APIRouter(tags=["questions"])

Format = Literal["markdown", "html", "json"]
_MEDIA_TYPES: Mapping[str, Format] = {
    "text/markdown": "markdown",
    "text/html": "html",
    "application/json": "json",
}
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


class BriefingParameters(ChainParameters):
    """A chain search, and how its briefing is wanted."""

    format: Annotated[Format | None, Field(description="without it, as the Accept header has it; else Markdown")] = None


@router.get(
    "/briefings",
    summary="A briefing on the chains between two",
    response_class=Response,
    responses={
        200: {"content": {media_type: {"schema": {"type": "string"}} for media_type in ("text/markdown", "text/html")}},
        **problems(403, 404, 409, 422),
    },
)
def brief(resources: Shared, asked: Annotated[BriefingParameters, Query()], request: Request) -> Response:
    """The chains told in sentences with numbered notes, with disputes, replies, gaps, method and sources."""
    built = questions.briefing(resources, asked, lowered(resources.settings, asked.audience))
    return _ANSWERS[asked.format or _accepted(request.headers.get("accept", ""))](built)


def _accepted(accept: str) -> Format:
    """The first format that the client names; Markdown where it names none."""
    named = (media_range.partition(";")[0].strip().lower() for media_range in accept.split(","))
    return next((_MEDIA_TYPES[one] for one in named if one in _MEDIA_TYPES), "markdown")


def _markdown(built: Briefing) -> Response:
    return Response(written(built, ".md"), media_type="text/markdown; charset=utf-8")


def _html(built: Briefing) -> Response:
    """A page that carries its own style sheet, which is allowed by its digest and nothing else is."""
    page = written(built, ".html").decode()
    digests = (hashlib.sha256(style.encode()).digest() for style in _STYLE.findall(page))
    allowed = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    policy = f"default-src 'none'; style-src {allowed}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    return Response(page, media_type="text/html; charset=utf-8", headers={"Content-Security-Policy": policy})


def _json(built: Briefing) -> Response:
    return Response(written(built, ".json"), media_type="application/json")


_ANSWERS: Mapping[Format, Callable[[Briefing], Response]] = {"markdown": _markdown, "html": _html, "json": _json}
