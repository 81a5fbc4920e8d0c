"""Several sentences as one, so that the words that open it cover all of it.

Invariant: no word is lost and none inside quotation marks is touched; a stop that ends no sentence (after an
abbreviation or an initial) stays.
"""

import re
from collections.abc import Iterator

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


def in_one(text: str) -> str:
    """The sentences of a text as one, parted by semicolons; the mark at its end stays."""
    return " ".join(_pieces(_PIECE.findall(text)))


def continued(text: str) -> str:
    """A sentence as it goes on within another: its first word without its capital, where it is no name."""
    first, space, rest = text.partition(" ")
    common = first in OPENERS or (first in _OPENERS_BEFORE_SMALL and rest[:1].islower())
    return f"{first.lower()}{space}{rest}" if common else text


def _pieces(words: list[str]) -> Iterator[str]:
    begins = False
    for word, after in zip(words, (*words, "")[1:], strict=True):
        told = continued(word) if begins else word
        begins = _ends_before(word, after)
        yield f"{_without_stop(told)};" if begins else told


def _ends_before(word: str, after: str) -> bool:
    """Whether a sentence ends with a word, seen what comes after it."""
    bare = word.rstrip(_CLOSING)
    starts = after.startswith(_OPENING) or (after[:1].isalnum() and not after[:1].islower())
    if not starts or not bare.endswith(_ENDS):
        return False
    name = bare.split()[-1].lstrip("".join(_OPENING)).removesuffix(".")
    may_be_none = bare.endswith(".") and (name in _SHORT or len(name) == 1 or "." in name)
    return not may_be_none or after in OPENERS


def _without_stop(word: str) -> str:
    """A word without the stop that ended its sentence; one that is part of the word stays, and so does a question."""
    return word if "." in word.removesuffix(".") else word.rstrip(".!…。")
