"""A stated value in words: an amount with its unit, or words with what they are.

Invariant: no unit is lost but one that says no more than the predicate of its claim; and none is said twice.
"""

import re

_SIGNS = {"GBP": "£", "EUR": "€"}
"""Currencies that a sign is enough to name: that of a dollar is of several."""

_SAY_WHAT = {"described_as": frozenset({"description", "text"}), "announced": frozenset({"announcement", "text"})}
"""Predicates whose value says what, if it is no number; and the units that say no more than they do."""

_NUMBER = re.compile(
    r"(?:(?:a|about|almost|an|approximately|around|at|between|estimated|fewer|least|less|more|most|nearly|no|only|over"
    r"|roughly|some|than|to|under|up)\s+)*[^\w\s]*[A-Z]{0,3}[^\w\s]*\s?\d",
    re.IGNORECASE,
)
"""How an amount mostly begins that is a number, whatever stands before it to say how near it is."""


def measured(amount: str, unit: str) -> str:
    """The amount with its unit."""
    return amount if _names(amount, unit) else f"{amount} {unit}"


def says_what(predicate: str, unit: str) -> bool:
    """Whether a value is words of what something is, as its predicate says already."""
    return unit in _SAY_WHAT.get(predicate, ())


def after_verb(predicate: str, amount: str, unit: str) -> str:
    """A value as it stands after the verb of its predicate, where that has no object."""
    if says_what(predicate, unit):
        return amount
    return value_in_words(amount, unit) if predicate in _SAY_WHAT else measured(amount, unit)


def value_in_words(amount: str, unit: str) -> str:
    """A value by itself, as stated: a number with its unit, words with what they are in brackets."""
    return measured(amount, unit) if _NUMBER.match(amount) or _names(amount, unit) else f"{amount} ({unit})"


def _names(amount: str, unit: str) -> bool:
    """Whether an amount names its unit: as its first or last words, or by a sign that is of one thing alone."""
    sign = _SIGNS.get(unit, "" if unit[:1].isalnum() else unit)
    return f" {amount}".endswith(f" {unit}") or amount.startswith(f"{unit} ") or (sign != "" and sign in amount)
