"""How wide text is, and how it breaks into lines: an estimate, for drawing without a browser.

Invariant: no letter is lost; a line is wider than asked only where one letter is.
"""

import re
import unicodedata
from collections.abc import Iterator

_NARROW, _BROAD = frozenset("fijlrtI.,:;'|!()[]- "), frozenset("mwMW@%&")
_BREAKS = re.compile(r"[^\s-]+-?|-")


def width(text: str, size: float) -> float:
    """Estimated width of a line of text in a sans-serif font, in the unit of the font's size."""
    return size * sum(_share(letter) for letter in text)


def lines(text: str, room: float, size: float) -> list[str]:
    """The text broken at spaces, after hyphens and between wide letters, and within words that have no room."""
    found: list[str] = []
    for piece, glued in _pieces(text, room, size):
        joined = f"{found[-1]}{'' if glued else ' '}{piece}" if found else piece
        if found and width(joined, size) <= room:
            found[-1] = joined
        else:
            found.append(piece)
    return found


def _pieces(text: str, room: float, size: float) -> Iterator[tuple[str, bool]]:
    """What may stand on a line, each with whether it follows without a space."""
    for word in text.split():
        glued = False
        for part in _BREAKS.findall(word):
            for piece in _split(part, room, size):
                yield piece, glued
                glued = True


def _split(part: str, room: float, size: float) -> Iterator[str]:
    piece = ""
    for letter in part:
        if piece and (width(piece + letter, size) > room or _is_wide(letter) or _is_wide(piece[-1])):
            yield piece
            piece = ""
        piece += letter
    yield piece


def _share(letter: str) -> float:
    """Width of a letter as a share of the font's size."""
    if unicodedata.combining(letter):
        return 0
    if _is_wide(letter):
        return 1
    if letter in _NARROW:
        return 0.33
    return 0.88 if letter in _BROAD else 0.67 if letter.isupper() else 0.57


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in ("W", "F")
