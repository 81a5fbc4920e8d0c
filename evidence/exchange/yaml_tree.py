"""A YAML file as plain text values, each with its line: the part of YAML that a case is written in.

Invariant: every scalar is the text that stands there, so that ``no``, ``2019-05`` and ``0012`` are never taken
for something else. What would make two readers read two things (anchors, tags, a field said twice, a second
document) is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import yaml

from evidence.errors import CaseRefused, Mistake
from evidence.references import Path

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOT_IN_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
_DEEPEST = 10
"""No record nests deeper than four; the bound keeps a hostile file from exhausting the stack."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value with the line (from 1) of itself, and of everything in it by its path."""

    value: Any
    line: int
    lines: dict[Path, int] = field(default_factory=dict)


def read_nodes(file: FilePath) -> tuple[list[Node] | Node, list[Mistake]]:
    """The items of a list, or the one mapping, that a file holds; and what is wrong with it as YAML.

    Raises CaseRefused where nothing more can be read: no UTF-8, no YAML.
    """
    tree = _Tree(_text(file), file.name)
    try:
        return tree.document(), tree.mistakes
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        tree.refuse(line, f"cannot be read as YAML: {error.problem}")
        raise CaseRefused(tree.mistakes) from error


def _text(file: FilePath) -> str:
    data = file.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(file, data.count(b"\n", 0, error.start), "is not UTF-8") from error
    odd = _NOT_IN_YAML.search(text)
    if odd:
        code = f"U+{ord(odd.group()):04X}"
        raise _refused(file, text.count("\n", 0, odd.start()), f"holds the control character {code}")
    return text


def _refused(file: FilePath, lines_before: int, reason: str) -> CaseRefused:
    return CaseRefused([Mistake(file.name, lines_before + 1, reason)])


class _Tree:
    """Builds values from YAML's events, and goes on after a mistake where it can."""

    def __init__(self, text: str, file: str) -> None:
        self._events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=_LOADER))
        self._file = file
        self.mistakes: list[Mistake] = []

    def refuse(self, line: int, reason: str) -> None:
        self.mistakes.append(Mistake(self._file, line, reason))

    def document(self) -> list[Node] | Node:
        """The file's one document; an empty file is an empty list."""
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return []
        first = next(self._events)
        whole = self._list(first) if isinstance(first, yaml.SequenceStartEvent) else self._node(first)
        next(self._events)
        after = next(self._events)
        if isinstance(after, yaml.DocumentStartEvent):
            self.refuse(_line(after), "a second document starts here; a file holds one")
        return whole

    def _list(self, start: yaml.Event) -> list[Node]:
        self._refuse_marks(start)
        return [self._node(item) for item in self._until(yaml.SequenceEndEvent)]

    def _node(self, event: yaml.Event) -> Node:
        node = Node(None, _line(event))
        return Node(self._value(event, (), node.lines), node.line, node.lines)

    def _until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        while not isinstance(event := next(self._events), end):
            yield event

    def _value(self, event: yaml.Event, path: Path, lines: dict[Path, int]) -> Any:  # noqa: ANN401 -- as YAML has it
        self._refuse_marks(event)
        if len(path) > _DEEPEST:
            self._refuse(event, "is nested deeper than any record")
            raise CaseRefused(self.mistakes)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path, lines)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path, lines)
        return self._scalar(event)

    def _mapping(self, path: Path, lines: dict[Path, int]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for event in self._until(yaml.MappingEndEvent):
            name = self._name(event, path)
            at = (*path, name)
            if name in values:
                self._refuse(event, f"{name!r} is said twice")
            lines.setdefault(at, _line(event))
            values.setdefault(name, self._value(next(self._events), at, lines))
        return values

    def _name(self, event: yaml.Event, path: Path) -> str:
        name = self._value(event, path, {})
        if not isinstance(name, str):
            self._refuse(event, "the name of a field must be a word")
        return str(name)

    def _sequence(self, path: Path, lines: dict[Path, int]) -> list[Any]:
        values: list[Any] = []
        for event in self._until(yaml.SequenceEndEvent):
            at = (*path, len(values))
            lines[at] = _line(event)
            values.append(self._value(event, at, lines))
        return values

    def _scalar(self, event: yaml.Event) -> str | None:
        if not isinstance(event, yaml.ScalarEvent):
            return None
        if not event.style and event.value in _NOTHING:
            self._refuse(event, f"nothing is said here: leave the field away, or put {event.value!r} in quotes")
            return None
        text: str = event.value
        return text

    def _refuse_marks(self, event: Any) -> None:  # noqa: ANN401 -- only some events can carry marks
        """Refuse anchors, aliases and tags: what stands in the file is what is meant."""
        if getattr(event, "anchor", None):
            self._refuse(event, f"anchors and aliases are not taken: {event.anchor!r}")
        if getattr(event, "tag", None):
            self._refuse(event, f"tags are not taken: {event.tag!r}")

    def _refuse(self, event: yaml.Event, reason: str) -> None:
        self.refuse(_line(event), reason)


def _line(event: yaml.Event) -> int:
    mark: Any = event.start_mark
    return int(mark.line) + 1
