"""Text of the record that tries to be more than text: it shows, and does nothing."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest
from markdown_it.token import Token

from reports.render import render_html, render_markdown
from tests.reports.case import briefed, tame
from tests.reports.reading import SVG, MarkdownPage, WebPage

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "attribute": "\" onmouseover='alert(1)' x=\"",
    "entity": "&lt;b&gt; &#60;i&#62; &amp;",
    "comment": "--><!-- ]]>",
    "address": "[x](javascript:alert(1)) ![y](https://example.org/z.png) <https://example.org> https://example.org/w",
    "reference": "[x]: https://example.org [^1] [^1]: mine",
    "table": "a | b || c \\| d",
    "lines": "one\n\n# two\r\n- three\n\n```\nfour\u2028five\u0085six",
    "emphasis": "*a* **b** _c_ ~~d~~ `e` $f$ \\",
    "turning": "\u202eevil\u202c \u2067right\u2069 \u200f\u061c",
    "template": "{{ 7 * 7 }} {% raw %} {# x #}",
    "controls": "\x00\x07\x1b[31m\ufffe\ud800",
    "start": "1. - + # > = :",
}


def sequence(root: ET.Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every element with the names of its attributes, in order; pictures as one, as names wrap there."""
    yield root.tag, tuple(root.attrib)
    if root.tag != f"{SVG}svg":
        for child in root:
            yield from sequence(child)


def blocks(tokens: list[Token]) -> list[str]:
    """The kinds of all tokens but text: structure, emphasis, addresses, markup."""
    flat = [child for token in tokens for child in [token, *(token.children or [])]]
    return [token.type for token in flat if token.type not in ("text", "text_special")]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
class TestHostileText:
    def test_a_page_keeps_its_structure(self, text: str) -> None:
        expected = WebPage(render_html(briefed(tame)))
        page = WebPage(render_html(briefed(lambda plain: f"{plain} {text} end")))
        assert list(sequence(page.root)) == list(sequence(expected.root))

    def test_markdown_keeps_its_structure(self, text: str) -> None:
        expected = MarkdownPage(render_markdown(briefed(tame)))
        page = MarkdownPage(render_markdown(briefed(lambda plain: f"{plain} {text} end")))
        assert blocks(page.tokens) == blocks(expected.tokens)
        assert page.notes() == expected.notes()

    def test_markdown_keeps_its_structure_where_text_begins_a_line(self, text: str) -> None:
        expected = MarkdownPage(render_markdown(briefed(tame)))
        page = MarkdownPage(render_markdown(briefed(lambda plain: f"{text} {plain}")))
        assert blocks(page.tokens) == blocks(expected.tokens)

    def test_pictures_hold_nothing_but_shapes(self, text: str) -> None:
        page = WebPage(render_html(briefed(lambda plain: f"{text} {plain}")))
        drawn = {element.tag for svg in page.all(f"{SVG}svg") for element in svg.iter()}
        assert drawn <= {f"{SVG}{tag}" for tag in ("svg", "title", "desc", "text", "rect", "path", "polygon")}


def test_nothing_turns_the_direction_of_our_text() -> None:
    briefing = briefed(lambda text: f"{HOSTILE['turning']} {text}")
    turning = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
    assert not turning.search(render_html(briefing))
    assert not turning.search(render_markdown(briefing))
