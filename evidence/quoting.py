"""Looking for the words of a quotation in a text, whatever a printer or a converter did to their shape.

Invariant: only shape is forgiven, never words. Both sides are made alike so: NFC, then NFKC letter by letter
(ligatures, full-width forms, the radicals that PDF gives for Chinese characters); runs of space are one space, none
beside Chinese, Japanese or Korean letters; soft hyphens and zero-width signs are nothing; all double quotes are one,
all single ones, all dashes. A hyphen at the end of a line may stand for nothing or for a hyphen. ``[...]`` in a
quotation leaves words out: its parts must all stand there, in order. Capitals, accents and words are compared as they
are.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_LINE_END = "\x1f"
"""Stands for a hyphen at the end of a line, of which nobody knows whether the word has it."""

_SHAPES = {
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u301d\u301e", '"'),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u00b4`", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\x1f", ""),
}
_RADICALS = dict(
    zip(
        "⺁⺄⺆⺈⺊⺌⺍⺓⺕⺜⺝⺟⺠⺩⺪⺫⺬⺮⺶⺷⺼⺽⺾⻁⻄⻅⻆⻉⻋⻌⻏⻓⻔⻖⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "厂乙冂刀卜小小幺彐日月母民王疋目示竹羊羊肉臼艹虎西见角贝车辶邑长门阜青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
"""Radicals that NFKC leaves as they are; in converted PDF they stand where the character is meant."""

_EAST_ASIAN = re.compile(
    r"[\u1100-\u11ff\u2e80-\u30ff\u3130-\u318f\u31a0-\u31ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
_LEFT_OUT = re.compile(r"\[\s*(?:\.\.\.|…)\s*\]")
_HYPHEN_AT_END = re.compile(r"(?<=\w)[-\u2010\u2011\u00ad][ \t\r\f\v]*\n\s*(?=\w)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: ``page`` from 1 (None where the text has none), ``offset`` in characters from 0.

    Characters are counted in the text of the page, or of the whole, as it was taken out, in NFC.
    """

    page: int | None
    offset: int

    def __str__(self) -> str:
        at = f"character {self.offset + 1}"
        return at if self.page is None else f"page {self.page}, {at}"


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made alike, and for each of its letters where it stands in the text that it was made of."""

    text: str
    places: Sequence[int]


class Searched:
    """A text, in pages or whole, in which quotations are looked for; made alike once."""

    def __init__(self, pages: Sequence[str], *, paged: bool) -> None:
        self._paged = paged
        normal = [unicodedata.normalize("NFC", page) for page in pages]
        self._starts = [0]
        for page in normal[:-1]:
            self._starts.append(self._starts[-1] + len(page) + 1)
        self._folded = fold_words("\n".join(normal))

    def find(self, quote: str) -> Place | None:
        """Where the words of a quotation begin, None where they do not stand; one without words stands nowhere."""
        parts = [fold_words(unicodedata.normalize("NFC", part)).text.strip() for part in _LEFT_OUT.split(quote)]
        first, after = None, 0
        for part in filter(None, parts):
            found = _pattern(part).search(self._folded.text, after)
            if found is None:
                return None
            first, after = found.start() if first is None else first, found.end()
        return None if first is None else self._place(self._folded.places[first])

    def _place(self, position: int) -> Place:
        if not self._paged:
            return Place(None, position)
        page = max(number for number, start in enumerate(self._starts) if start <= position)
        return Place(page + 1, position - self._starts[page])


def fold_words(text: str) -> Folded:
    """A text with its shapes made alike; the text is NFC."""
    letters: list[str] = []
    places = array("Q")
    for place, letter in _without_spaces_between(_letters(text)):
        letters.append(letter)
        places.append(place)
    return Folded("".join(letters), places)


def _letters(text: str) -> Iterator[tuple[int, str]]:
    """Each letter, alike, with its place; a run of space is one space."""
    ends = {found.start(): found.end() for found in _HYPHEN_AT_END.finditer(text)}
    skip, space = 0, False
    for place, letter in enumerate(text):
        if place < skip:
            continue
        if place in ends:
            skip, space = ends[place], False
            yield place, _LINE_END
            continue
        for alike in _alike(letter):
            if alike != " " or not space:
                yield place, alike
            space = alike == " "


@lru_cache(maxsize=1 << 16)
def _alike(letter: str) -> str:
    """One letter as it is compared; several where it is a ligature, none where it has no width."""
    if letter in _SHAPES:
        return _SHAPES[letter]
    if letter in _RADICALS:
        return _RADICALS[letter]
    plain = unicodedata.normalize("NFKC", letter)
    return "".join(" " if one.isspace() else _SHAPES.get(one, one) for one in plain)


def _without_spaces_between(letters: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Without the spaces beside East Asian letters: a line break there is none between words."""
    before, waiting = "", None
    for place, letter in letters:
        if letter == " ":
            waiting = place
            continue
        if waiting is not None and not _EAST_ASIAN.match(before) and not _EAST_ASIAN.match(letter):
            yield waiting, " "
        yield place, letter
        before, waiting = letter, None


def _pattern(part: str) -> re.Pattern[str]:
    """Finds the letters of a part, with any hyphen at the end of a line between them."""
    hyphens = {"-": f"[-{_LINE_END}]", _LINE_END: f"[-{_LINE_END}]?"}
    each = (hyphens.get(letter) or re.escape(letter) for letter in part)
    return re.compile(f"{_LINE_END}?".join(each))
