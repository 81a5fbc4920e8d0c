"""A printed briefing read back as statements, from HTML or from Markdown.

Invariant: nothing is trusted to be a remark, a label or a heading unless it is marked as one: whatever else is
printed counts as a statement of fact, wherever a template puts it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Literal

Kind = Literal["fact", "remark", "label"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A printed paragraph: its text without its notes, and where it stands.

    ``section`` is the id of its section in HTML, its heading in Markdown; ``chain`` the chain under whose heading it
    stands; ``claim`` the anchor of the claim that it tells, ``reply`` whether it is a reply to that claim.
    """

    kind: Kind
    text: str
    notes: tuple[int, ...] = ()
    section: str = ""
    chain: int | None = None
    claim: int | None = None
    reply: bool = False


def html_statements(page: str) -> list[Statement]:
    """The statements of a page, in order."""
    reader = _PageReader()
    reader.feed(page)
    reader.close()
    return reader.found


def markdown_statements(text: str) -> list[Statement]:
    """The statements of a Markdown text as our template writes it, in order."""
    return list(_lines(_DRAWING.sub("", _AFTER.split(text)[0])))


_MARKED: dict[str, Kind] = {
    "fact": "fact",
    "remark": "remark",
    "meta": "label",
    "label": "label",
    "kicker": "label",
    "dek": "label",
    "built": "label",
}
_LOOSE = frozenset(("body", "main", "article", "section", "header", "div", "blockquote", "figure", "li", "dd"))
"""Elements in which a template could put a sentence without a paragraph."""
_APART = frozenset(("nav", "table", "svg", "style", "title", "head", "figcaption", "ol.route"))
_NO_END = frozenset(("meta", "br", "img", "link", "hr", "col", "input", "wbr"))
_CHAIN = re.compile(r"chain-(\d+)$")
_CLAIM = re.compile(r"claim-(\d+)$")
_NOTE = re.compile(r"#note-(\d+)$")


@dataclass(frozen=True, slots=True)
class _Element:
    tag: str
    words: tuple[str, ...]
    place: Statement
    apart: bool


class _PageReader(HTMLParser):
    """Reads paragraphs with their notes and their place; text outside of any paragraph becomes a statement too."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Statement] = []
        self._open: list[_Element] = [_Element("body", (), Statement("fact", ""), False)]
        self._text = ""
        self._notes: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        if note := _NOTE.match(of.get("href", "")):
            self._notes += [int(note[1])] if of.get("role") == "doc-noteref" else []
        if tag in _NO_END:
            return
        if tag in _LOOSE or tag == "p":
            self._end_statement()
        self._open.append(self._entered(tag, of))

    def handle_endtag(self, tag: str) -> None:
        if tag in _LOOSE or tag == "p":
            self._end_statement()
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        if not self._open[-1].apart and not any(one.tag == "sup" for one in self._open):
            self._text += data

    def close(self) -> None:
        super().close()
        self._end_statement()

    def _entered(self, tag: str, of: dict[str, str]) -> _Element:
        """An element with the place that it is in or makes."""
        above, words = self._open[-1], tuple(of.get("class", "").split())
        named = of.get("aria-labelledby", "")
        place = above.place
        if chain := _CHAIN.match(named):
            place = replace(place, chain=int(chain[1]))
        elif tag == "section" and named:
            place = replace(place, section=named)
        if claim := _CLAIM.match(of.get("id", "")):
            place = replace(place, claim=int(claim[1]))
        if "reply" in words:
            place = replace(place, reply=True)
        apart = above.apart or tag in _APART or f"{tag}.{'.'.join(words)}" in _APART or bool(re.match("h[1-6]$", tag))
        return _Element(tag, words, place, apart or "sources" in words or of.get("role") == "doc-endnotes")

    def _end_statement(self) -> None:
        text, notes = " ".join(self._text.split()), tuple(self._notes)
        self._text, self._notes = "", []
        if text:
            self.found.append(replace(self._open[-1].place, kind=self._kind(), text=text, notes=notes))

    def _kind(self) -> Kind:
        """What the innermost paragraph is marked as; a fact where it is not marked, or where there is none."""
        of_paragraph = next((one.words for one in reversed(self._open) if one.tag == "p"), ())
        marked = [_MARKED[word] for word in of_paragraph if word in _MARKED]
        footer = any(one.tag == "footer" for one in self._open)
        return "label" if footer else marked[0] if marked else "fact"


_AFTER = re.compile(r"^## (?:Method and grades|Sources by origin)$", re.MULTILINE)
_DRAWING = re.compile(r"```text\n.*?\n```", re.DOTALL)
_ENDING = re.compile(r"((?:\[\^\d+\])*)$")
_ESCAPED = re.compile(r"\\(.)")
_TOLD = re.compile(r'- <a id="claim-(\d+)"></a>')


def _lines(text: str) -> Iterator[Statement]:
    """The statements of each line, in the place that the headings and items before it make."""
    at = Statement("label", "", section="")
    for line in text.splitlines():
        stripped = line.strip()
        at = _place(at, line)
        if stripped and not stripped.startswith(("#", "|", "- <a id=")):
            yield _statement(at, stripped)


def _place(at: Statement, line: str) -> Statement:
    if line.startswith("## "):
        return Statement("label", "", section=line.removeprefix("## "))
    if line.startswith("### "):
        chain = re.match(r"### Chain (\d+)$", line)
        return replace(at, chain=int(chain[1]) if chain else None, claim=None)
    if told := _TOLD.match(line):
        return replace(at, claim=int(told[1]))
    return at if not line or line.startswith(" ") else replace(at, claim=None)


def _statement(at: Statement, line: str) -> Statement:
    bare = line.removeprefix("> ")
    (cited,) = _ENDING.findall(bare)[:1]
    text = bare.removesuffix(cited)
    remark = bool(re.fullmatch(r"\*[^*].*[^*\\]\*", text)) and not cited
    plain = " ".join(_ESCAPED.sub(r"\1", text.strip("*") if remark else text).split())
    kind: Kind = "remark" if remark else "fact"
    notes = tuple(int(number) for number in re.findall(r"\d+", cited))
    return replace(at, kind=kind, text=plain, notes=notes, reply=line.startswith("> "))
