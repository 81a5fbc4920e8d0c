"""A briefing as an answer over HTTP: its format, its media type and the name of its file.

Invariant: the bytes are those that the command line writes; a page that carries its own style sheet is allowed that
one, by its digest, and nothing else. Where the house keeps its templates is nobody's business outside.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from fastapi import Response

from evidence.errors import NoTemplate
from reports.document import Briefing
from reports.formats import written
from reports.house_kinds import in_house_kind
from reports.styles import in_style

Format = Literal["markdown", "md", "html", "pdf", "docx", "csv", "xlsx", "json", "csl.json", "bib", "ris"]
Style = Literal["oscola", "chicago"]
MEDIA_TYPES: Mapping[Format, str] = {
    "markdown": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csl.json": "application/vnd.citationstyles.csl+json",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
}
_SHOWN = ("markdown", "md", "html", "json")
"""What a browser shows; the rest it puts into a file."""
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def handed_out(built: Briefing, name: str, format_: Format, style: Style | None) -> Response:
    """The briefing in a format, as a file of that name; raises WordingRefused, FontMissing, PandocFailed."""
    ending = ".md" if format_ == "markdown" else f".{format_}"
    content = written(in_style(built, style), ending)
    headers = {"Content-Disposition": f'{"inline" if format_ in _SHOWN else "attachment"}; filename="{name}{ending}"'}
    if format_ == "html":
        headers["Content-Security-Policy"] = _policy(content.decode())
    return Response(content, media_type=MEDIA_TYPES[format_], headers=headers)


def arranged(built: Briefing, kind: str | None, folder: Path | None) -> Briefing:
    """The briefing as a template of the house arranges it; as it is where none is named.

    Raises NoTemplate, which names neither folder nor template, TemplateRefused and WordingRefused.
    """
    try:
        return in_house_kind(built, kind, folder)
    except NoTemplate:
        raise NoTemplate("there is no such kind of briefing here") from None


def accepted(accept: str) -> Format:
    """The first format that the client names in its Accept header; Markdown where it names none."""
    by_type: dict[str, Format] = {}
    for format_, media_type in MEDIA_TYPES.items():
        by_type.setdefault(_bare(media_type), format_)
    named = (_bare(media_range).lower() for media_range in accept.split(","))
    return next((by_type[one] for one in named if one in by_type), "markdown")


def described() -> dict[int | str, dict[str, Any]]:
    """What an operation that hands out a briefing answers with, for OpenAPI."""
    bare = dict.fromkeys(map(_bare, MEDIA_TYPES.values()))
    return {200: {"content": {media_type: {"schema": {"type": "string"}} for media_type in bare}}}


def _bare(media_type: str) -> str:
    return media_type.partition(";")[0].strip()


def _policy(page: str) -> str:
    digests = (hashlib.sha256(style.encode()).digest() for style in _STYLE.findall(page))
    allowed = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    return f"default-src 'none'; style-src {allowed}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
