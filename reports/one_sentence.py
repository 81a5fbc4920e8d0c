"""Several sentences as one, so that the words that open it cover all of it.

Invariant: no word is lost and none inside quotation marks is touched, nor is a name: whoever has a text made into one
says which names it may hold. A stop that ends no sentence (after an abbreviation or an initial) stays.
"""

import re
from collections.abc import Iterable, Iterator

from reports.names_within import NamesWithin

OPENERS = frozenset(
    (
        *("A", "All", "An", "At", "Before", "Both", "By", "During", "Each", "Eight", "For", "From", "He", "Her", "His"),
        *("In", "It", "Its", "Neither", "No", "Nobody", "None", "Of", "On", "One", "Several", "She", "Since", "Some"),
        *("That", "The", "Their", "There", "These", "They", "This", "Those", "Three", "Two", "Under", "Until", "We"),
        *("With", "Within", "About", "Four", "Five", "Six", "Seven", "Nine", "Ten", "Twenty", "Many", "Most"),
    )
)
"""First words of a sentence that lose their capital within another; any other may be a name."""

_OPENERS_BEFORE_SMALL = frozenset(
    ("Classified", "Counter-terrorism", "Human", "Members", "Officers", "Police", "Training")
)
"""First words that begin a name where a capital follows (Police Scotland, Human Rights Watch), and none otherwise."""

_SHORT = frozenset(
    (
        *("Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Col", "Gen", "Lt", "Maj", "Sgt", "Capt", "Cpl", "Insp", "Supt"),
        *("Rev", "Hon", "Gov", "Sen", "Rep", "Jr", "Sr", "Inc", "Ltd", "Co", "Corp", "Dept", "No", "Nos", "Art"),
        *("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec", "vs", "ca", "cf", "al"),
        *("para", "paras", "pp", "vol", "ed", "eds", "approx", "incl"),
    )
)
"""Words that end in a stop and end no sentence."""

_PIECE = re.compile(r"(?:[^\s“]|“[^”]*(?:”|$))+")
"""A word, or words held together by the quotation marks around them."""
_CLOSING = "'\"’”»)"
_OPENING = ("“", "‘", '"', "'", "«", "(")
_ENDS = (".", "!", "?", "…", "。")


def in_one(text: str, names: Iterable[str]) -> str:
    """The sentences of a text as one, parted by semicolons; the mark at its end stays."""
    return "".join(_pieces(text, NamesWithin(text, names)))


def continued(text: str, names: Iterable[str]) -> str:
    """A sentence as it goes on within another: its first word without its capital, where it is no name."""
    return text if NamesWithin(text, names).holds(0) else _without_capital(text)


def without_end(text: str, names: Iterable[str]) -> str:
    """A sentence without the marks that end it, but for one that is part of a name."""
    return _stripped(text, _ENDS, NamesWithin(text, names))


def _without_capital(text: str) -> str:
    first, space, rest = text.partition(" ")
    common = first in OPENERS or (first in _OPENERS_BEFORE_SMALL and rest[:1].islower())
    return f"{first.lower()}{space}{rest}" if common else text


def _pieces(text: str, held: NamesWithin) -> Iterator[str]:
    words, begins = list(_PIECE.finditer(text)), False
    for word, after in zip(words, (*words[1:], None), strict=False):
        told = _without_capital(word[0]) if begins and not held.holds(word.start()) else word[0]
        begins = after is not None and _ends_before(word, after[0], held)
        yield f"{_without_stop(told, word, held)};" if begins else told
        if after:
            yield text[word.end() : after.start()] if held.goes_on(word.end()) else " "


def _ends_before(word: re.Match[str], after: str, held: NamesWithin) -> bool:
    """Whether a sentence ends with a word, seen what comes after it."""
    bare = word[0].rstrip(_CLOSING)
    starts = after.startswith(_OPENING) or (after[:1].isalnum() and not after[:1].islower())
    if not starts or not bare.endswith(_ENDS) or held.goes_on(word.end()):
        return False
    name = bare.split()[-1].lstrip("".join(_OPENING)).removesuffix(".")
    short = bare.endswith(".") and (name in _SHORT or len(name) == 1 or "." in name)
    return not (short or held.holds(word.start() + len(bare) - 1)) or after in OPENERS


def _without_stop(told: str, word: re.Match[str], held: NamesWithin) -> str:
    """A word without the stop that ended its sentence; what is part of the word stays, and so does a question."""
    inner = "." in told.removesuffix(".")
    return told if inner else _stripped(told, (".", "!", "…", "。"), held, word.start())


def _stripped(text: str, marks: tuple[str, ...], held: NamesWithin, begins: int = 0) -> str:
    """A text that begins at a place, without the marks at its end, but for those that are part of a name."""
    end = len(text)
    while text[end - 1 : end] in marks and not held.holds(begins + end - 1):
        end -= 1
    return text[:end]
