"""A briefing as a PDF that can be archived (PDF/A-3a) and read aloud (PDF/UA-1), its findings attached.

Invariant: the template prints values and never code; no clock and no file beside the fonts has a part in the bytes.
"""

import json
import re
from importlib.resources import files
from typing import Any

import typst

from reports.document import Briefing
from reports.escaping import fenced, plain, spaced, web_address
from reports.figure_parts import Picture
from reports.figures import chain_picture, picture_svg
from reports.findings import findings, findings_json
from reports.fonts import installed_fonts, no_font_for, require_fonts, with_fonts
from reports.timeline import timeline_picture
from reports.verdicts_in_words import days

_STANDARDS: list[Any] = ["a-3a", "ua-1"]
_NO_FONT = re.compile(r'the text `"(.+?)"` could not be displayed')


def render_pdf(briefing: Briefing, fonts: typst.Fonts | None = None) -> bytes:
    """The briefing as PDF, set in the installed fonts unless others are given; raises FontMissing."""
    template = files("reports").joinpath("templates", "briefing.typ").read_bytes()
    text = json.dumps(_printed(briefing), ensure_ascii=False)
    return compile_pdf(
        template,
        {
            "briefing": text,
            "pictures": json.dumps(_pictures(briefing), ensure_ascii=False),
            "findings": findings_json(briefing).decode(),
        },
        fonts or installed_fonts(),
    )


def compile_pdf(template: bytes, values: dict[str, str], fonts: typst.Fonts) -> bytes:
    """A typst document with its values as PDF; raises FontMissing, naming the font or the letter."""
    require_fonts("".join(values.values()), fonts)
    compiler = typst.Compiler(template, font_paths=fonts, sys_inputs=values)
    try:
        made = compiler.compile(format="pdf", pdf_standards=_STANDARDS, timestamp=0)
    except typst.TypstError as error:
        letter = _NO_FONT.search(error.message)
        if letter is None:
            raise
        raise no_font_for(letter[1]) from error
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


def _printed(briefing: Briefing) -> dict[str, Any]:
    """What the template prints: every text one visible line, every address one that can be followed or none."""
    values: dict[str, Any] = _visible(findings(briefing))
    for group in values["origins"]:
        for cited in group["sources"]:
            source = cited["source"]
            cited["address"], cited["archived"] = web_address(source["address"]), web_address(source["archived"])
    day = briefing.dated
    return {**values, "dated": {"year": day.year, "month": day.month, "day": day.day}}


def _pictures(briefing: Briefing) -> list[dict[str, Any]]:
    """The pictures of each chain, by number: the chain, whether ground is shaded in it, and its timeline.

    ``days`` are the certain and the possible days of each of its hops, in words.
    """
    chains = sorted((chain for route in briefing.routes for chain in route.chains), key=lambda chain: chain.number)
    return [
        {
            **_drawn(chain_picture(chain.drawn)),
            "timeline": _drawn(timeline) if (timeline := timeline_picture(chain)) else None,
            "days": [(days(hop.core), days(hop.hull)) for hop in chain.hops],
            "banded": chain.drawn.scope.scope is not None,
        }
        for chain in chains
    ]


def _drawn(picture: Picture) -> dict[str, str]:
    """A picture as SVG, and what it shows in words."""
    return {"svg": with_fonts(picture_svg(picture)), "alt": plain(picture.description)}


def _visible(value: Any) -> Any:  # noqa: ANN401 -- JSON values
    """JSON values, each text one visible line that keeps the space at its ends and turns nothing beside it."""
    if isinstance(value, dict):
        return {name: _visible(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_visible(one) for one in value]
    return fenced(spaced(value)) if isinstance(value, str) else value
