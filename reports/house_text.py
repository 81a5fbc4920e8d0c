"""The text that a house's template gives, read as parts of a briefing.

Invariant: a paragraph states a fact and ends in its notes, or is a remark in stars, or it is refused. What a record
says stands in letters that are no marks here, and gets its own letters back when all marks have been read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence.unfit import UnfitSentence
from reports.document import Item, Passage, Remark, Section, Sentence

_MARKS = "#*[|>"
_STANDING_IN = {mark: chr(0xF0000 + number) for number, mark in enumerate(_MARKS)}
SHIELD = str.maketrans(_STANDING_IN)
"""Each mark -> a letter of the private use area that stands for it."""
_UNSHIELD = str.maketrans({letter: mark for mark, letter in _STANDING_IN.items()})
_CITED = re.compile(r"((?:\s*\[\^\d+\])*)$")
_HEADING = re.compile(r"(#{1,3}) +(\S.*)")
_BEGINS = re.compile(r"^[>-] +")
_WITHOUT = "a sentence of fact without a note: end it in [^number], or make a remark of it in *stars*"
_STRAY = "a mark that a template may not use: headings, notes, *remarks*, '- ' and '> ' are all"


@dataclass(frozen=True, slots=True)
class HouseText:
    """What a template gave: what it calls itself, the opening, the sections, and what of it no briefing may say.

    The numbers of notes are those of the findings that it was given.
    """

    kind: str | None
    opening: tuple[Passage, ...]
    sections: tuple[Section, ...]
    unfit: tuple[UnfitSentence, ...]

    @property
    def passages(self) -> list[tuple[str, Passage]]:
        """Every passage, with the heading that it stands under."""
        named = [("the opening", one) for one in self.opening]
        for section in self.sections:
            inner = (one for item in section.items for one in item.passages)
            named += [(section.heading, one) for one in (*section.passages, *inner)]
        return named

    @property
    def headings(self) -> list[str]:
        """Every heading."""
        inner = [item.heading for section in self.sections for item in section.items]
        return [*(section.heading for section in self.sections), *inner]


def house_text(text: str) -> HouseText:
    """Read a text; what cannot stand is listed in it, with the heading that it stands under."""
    reader = _Reader()
    for paragraph in _paragraphs(text):
        reader.read(paragraph)
    return HouseText(reader.kind, tuple(reader.opening), tuple(reader.sections()), tuple(reader.unfit))


@dataclass(slots=True)
class _Heading:
    """A heading and what stands below it."""

    heading: str
    passages: list[Passage]
    items: list["_Heading"]


class _Reader:
    """Reads paragraphs in order, each into the heading above it."""

    def __init__(self) -> None:
        self.kind: str | None = None
        self.opening: list[Passage] = []
        self.unfit: list[UnfitSentence] = []
        self._sections: list[_Heading] = []

    def read(self, paragraph: str) -> None:
        """Take in one paragraph or heading."""
        heading = _HEADING.fullmatch(paragraph)
        if heading:
            self._head(len(heading[1]), heading[2])
        elif passage := self._passage(_BEGINS.sub("", paragraph, count=1)):
            self._below().append(passage)

    def sections(self) -> Iterator[Section]:
        """The sections that were read."""
        for number, one in enumerate(self._sections, 1):
            items = tuple(Item(item.heading, tuple(item.passages)) for item in one.items)
            yield Section(f"part-{number}", one.heading, items, tuple(one.passages))

    def _head(self, level: int, words: str) -> None:
        text = self._own_letters(words)
        if level == 1 and self.kind is None and not self.opening and not self._sections:
            self.kind = text
        elif level == 3 and self._sections:
            self._sections[-1].items.append(_Heading(text, [], []))
        else:
            self._sections.append(_Heading(text, [], []))

    def _below(self) -> list[Passage]:
        """Where the next passage goes."""
        if not self._sections:
            return self.opening
        section = self._sections[-1]
        return section.items[-1].passages if section.items else section.passages

    def _passage(self, paragraph: str) -> Passage | None:
        cited = _CITED.findall(paragraph)[0]
        words = paragraph.removesuffix(cited).rstrip()
        if cited:
            return Sentence(self._own_letters(words), _numbers(cited))
        if len(words) > 2 and words.startswith("*") and words.endswith("*"):
            return Remark(self._own_letters(words[1:-1]))
        self._refuse(_WITHOUT, words)
        return None

    def _own_letters(self, words: str) -> str:
        """Words without marks, those of the record with their letters back."""
        if any(mark in words for mark in _MARKS):
            self._refuse(_STRAY, words)
        return words.translate(_UNSHIELD)

    def _refuse(self, wrong: str, words: str) -> None:
        place = self._sections[-1].heading if self._sections else "the opening"
        self.unfit.append(UnfitSentence(wrong, place, words.translate(_UNSHIELD)))


def _paragraphs(text: str) -> Iterator[str]:
    """Paragraphs as lines: an empty line parts them, and so does a heading, an item or a reply."""
    held: list[str] = []
    for line in (one.strip() for one in text.splitlines()):
        if not line or _HEADING.fullmatch(line) or _BEGINS.match(line):
            yield from _joined(held)
            held = []
        if _HEADING.fullmatch(line):
            yield line
        elif line:
            held.append(line)
    yield from _joined(held)


def _joined(lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield " ".join(lines)


def _numbers(cited: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(map(int, re.findall(r"\d+", cited))))
