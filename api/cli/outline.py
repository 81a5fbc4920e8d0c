"""What a command tells at length, as lines with a place in an outline; laid out for a terminal or as Markdown."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from api.cli.lines import wrapped
from reports.escaping import markdown


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an outline; ``depth`` counts from 0 and is that of items. A step is an item that stands apart."""

    text: str
    depth: int = 0
    mark: Literal["title", "heading", "step", "item"] = "item"


def as_text(outline: Iterable[Line]) -> str:
    """For a terminal: indented, wrapped, a blank line above every heading."""
    return "\n".join(_in_text(line) for line in outline)


def as_markdown(outline: Iterable[Line]) -> str:
    """Headings and nested lists; what a record says shows as text."""
    return "\n".join(_in_markdown(line) for line in outline)


def _in_text(line: Line) -> str:
    apart = "\n" if line.mark in ("heading", "step") else ""
    if line.mark in ("item", "step"):
        return apart + wrapped(line.text, 2 * line.depth + 2, 2 * line.depth + 4)
    return apart + wrapped(line.text, 0, 2)


def _in_markdown(line: Line) -> str:
    text = markdown(line.text)
    if line.mark == "title":
        return f"# {text}\n"
    return f"\n## {text}\n" if line.mark == "heading" else f"{'  ' * line.depth}- {text}"
