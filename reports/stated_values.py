"""A stated value in words: an amount with its unit, or words that say what something is.

Invariant: a unit is printed as a measure only of a number; of words it is what they are (a description, a reason).
"""

import re

_SIGNS = {"GBP": "£", "EUR": "€"}
"""Currencies that a sign is enough to name: that of a dollar is of several."""

_SAY_WHAT = frozenset(("described_as", "announced"))
"""Predicates whose value says what, and not how much, unless it is a number."""

_NUMBER = re.compile(
    r"(?:(?:a|about|almost|approximately|around|at|between|fewer|least|less|more|most|nearly|only|over|some|than"
    r"|to|under|up)\s+)*[^\w\s]*[A-Z]{0,3}[^\w\s]*\d"
)
"""How an amount begins that is a number, whatever stands before it to say how near it is."""


def measured(amount: str, unit: str) -> str:
    """The amount with its unit, which is not said twice."""
    return amount if _names(amount, unit) else f"{amount} {unit}"


def says_what(predicate: str, amount: str) -> bool:
    """Whether the value of a claim without an object is words of what something is, of which the unit is no measure."""
    return predicate in _SAY_WHAT and not _NUMBER.match(amount)


def value_in_words(amount: str, unit: str) -> str:
    """A value by itself, as stated: a number with its unit, words with what they are in brackets."""
    return measured(amount, unit) if _NUMBER.match(amount) or _names(amount, unit) else f"{amount} ({unit})"


def _names(amount: str, unit: str) -> bool:
    """Whether an amount names its unit: as its last words, or by a sign that is of one currency alone."""
    sign = _SIGNS.get(unit)
    return f" {amount}".endswith(f" {unit}") or (sign is not None and sign in amount)
