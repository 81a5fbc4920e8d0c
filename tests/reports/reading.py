"""Printed briefings, read back: what a reader sees, without knowing how it was made."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from markdown_it import MarkdownIt

SVG = "{http://www.w3.org/2000/svg}"


def text_of(element: ET.Element) -> str:
    """All text within an element, on one line."""
    return " ".join("".join(element.itertext()).split())


class WebPage:
    """An HTML briefing; that it parses as XML is already half of being inert."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.root = ET.fromstring(html)
        self.parents = {child: parent for parent in self.root.iter() for child in parent}

    def all(self, tag: str, **attributes: str) -> list[ET.Element]:
        return [
            element
            for element in self.root.iter(tag)
            if all(wanted in (element.get(name.rstrip("_")) or "").split() for name, wanted in attributes.items())
        ]

    def by_id(self, id_: str) -> ET.Element:
        (found,) = [element for element in self.root.iter() if element.get("id") == id_]
        return found

    def refs(self, element: ET.Element) -> list[int]:
        """The numbers of the notes that an element refers to."""
        return [int(a.get("href", "").removeprefix("#note-")) for a in element.iter("a") if _is_ref(a)]

    def refs_all(self) -> set[int]:
        return set(self.refs(self.root))

    def ends_in_notes(self, paragraph: ET.Element) -> bool:
        """Whether the last thing in a paragraph is a group of notes, with nothing after it."""
        children = list(paragraph)
        last = children[-1] if children else None
        return last is not None and last.tag == "sup" and bool(self.refs(last)) and not (last.tail or "").strip()

    def holding(self, text: str) -> Iterator[ET.Element]:
        """The innermost elements whose text holds this."""
        for element in self.root.iter():
            if text in text_of(element) and not any(text in text_of(child) for child in element):
                yield element

    def within(self, element: ET.Element, class_: str) -> bool:
        at: ET.Element | None = element
        while at is not None:
            if class_ in (at.get("class") or "").split():
                return True
            at = self.parents.get(at)
        return False


def _is_ref(a: ET.Element) -> bool:
    return a.get("role") == "doc-noteref"


_REF = re.compile(r"\[\^(\d+)\](?!:)")
_NOTE = re.compile(r"^\[\^(\d+)\]: ", re.MULTILINE)
_ENDS_IN_NOTES = re.compile(r"\S(\[\^\d+\])+$")


class MarkdownPage:
    """A Markdown briefing, by its lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = MarkdownIt("commonmark").enable("table").parse(text)

    def section(self, heading: str) -> str:
        """The text under a heading of the second level."""
        _, _, rest = self.text.partition(f"\n## {heading}")
        return rest.partition("\n## ")[0]

    def prose(self) -> Iterator[str]:
        """The lines of the fact sections that say something: no headings, tables, drawings, labels or keys."""
        told, _, _ = self.text.partition("\n## Method")
        _, _, facts = told.partition("\n## Summary")
        without_drawings = re.sub(r"```text\n.*?\n```", "", facts, flags=re.DOTALL)
        for line in without_drawings.splitlines()[1:]:
            text = line.strip().removeprefix("> ")
            if text and not text.startswith(("#", "|", "- <a id=")):
                yield text

    def refs(self) -> set[int]:
        return {int(number) for number in _REF.findall(self.text)}

    def notes(self) -> list[int]:
        return [int(number) for number in _NOTE.findall(self.text)]

    def note_lines(self) -> list[str]:
        return [line for line in self.text.splitlines() if _NOTE.match(line)]


def is_remark(line: str) -> bool:
    return line.startswith("*") and line.endswith("*") and not line.startswith("**")


def ends_in_notes(line: str) -> bool:
    return bool(_ENDS_IN_NOTES.search(line))
