"""A draft and where it stands in a file; a mistake is said at the line of the field that it is in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from evidence.drafts import RecordDraft
from evidence.errors import Mistake
from evidence.references import Path, in_words


@dataclass(frozen=True, slots=True)
class Place:
    """A record's file, its first line (from 1), and the lines of its fields, as far as they are known."""

    file: str
    line: int
    lines: Mapping[Path, int] = field(default_factory=dict)

    def mistake(self, reason: str, path: Path = ()) -> Mistake:
        """A mistake at the field that the path leads to, or as near to it as anything is written."""
        return Mistake(self.file, self.line_of(path), f"{in_words(path)}: {reason}" if path else reason)

    def line_of(self, path: Path) -> int:
        """The line of the field, or, where it is not written, of what should hold it."""
        held = path
        while held and held not in self.lines:
            held = held[:-1]
        return self.lines.get(held, self.line)


@dataclass(frozen=True, slots=True)
class Placed:
    """A draft and its place."""

    draft: RecordDraft
    place: Place

    @property
    def file(self) -> str:
        """The file's name."""
        return self.place.file

    @property
    def line(self) -> int:
        """The record's first line, from 1."""
        return self.place.line
