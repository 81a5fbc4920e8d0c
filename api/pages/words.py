"""What the pages say in words: terms, dates, hints and directions of writing."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from evidence.dates import Period
from evidence.vocabulary import vocabulary
from graph.answer import PeriodOut, ValueOut, Window
from reports.escaping import web_address
from reports.replies_told import reply_dates, unanswered
from reports.stated_dates import date_in_words, period_in_words
from reports.stated_values import value_in_words
from reports.verdicts_in_words import days as days_in_words
from reports.verdicts_in_words import window

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_OPTION = re.compile(r"--([a-z]+(?:-[a-z]+)*)")

PARAMETERS: Mapping[str, str] = {
    "max_hops": "Most hops",
    "limit": "Most chains",
    "via": "By way of",
    "avoid": "Not by way of",
    "valid_on": "On this day",
    "known_at": "As recorded by",
    "predicate": "Only these predicates",
    "class": "Only these classes of hops",
    "type": "Only these types between",
    "min_standing": "No hop weaker than",
    "min_time": "No time verdict worse than",
    "backwards": "Read time and scope from the end",
    "same_arrangement": "Within one arrangement only",
    "through_hubs": "Pass through hubs",
    "turns": "Let flows turn",
    "detours": "Keep detours",
    "steps": "Budget of steps",
    "seconds": "Budget of seconds",
    "audience": "As seen by",
}
"""What the form calls each parameter."""


def label(term: str, listname: str) -> str:
    """What a term of a closed list means."""
    return vocabulary().label(listname, term)


def type_label(term: str, kind: str) -> str:
    """The label of an entity's type."""
    return vocabulary().types[kind][term]


def assertion_label(name: str) -> str:
    """The label of a kind of assertion."""
    return vocabulary().assertions[name].label


def direction(lang: str | None) -> str:
    """The direction of writing of a language; where none is stated, the text's own."""
    if lang is None:
        return "auto"
    return "rtl" if lang.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def in_the_form(hint: str) -> str:
    """A hint with the form's words in the place of the command line's options."""
    return _OPTION.sub(lambda found: f"“{PARAMETERS.get(found[1].replace('-', '_'), found[1])}”", hint)


def stated(period: Period | PeriodOut) -> str:
    """A period as stated, in words."""
    return period_in_words(period.edtf, period.as_of)


def days(bounds: tuple[str | None, str | None]) -> str:
    """Days from and to, as far as they are bounded."""
    return window(Window(from_=bounds[0], to=bounds[1])) if any(bounds) else "on any day"


def verb(predicate: str) -> str:
    """How a predicate reads along its direction."""
    return vocabulary().predicates[predicate].verb


def value(of: ValueOut) -> str:
    """A value as stated."""
    return value_in_words(of.amount, of.unit)


FILTERS: Mapping[str, Callable[..., Any]] = {
    "label": label,
    "type_label": type_label,
    "assertion_label": assertion_label,
    "direction": direction,
    "in_the_form": in_the_form,
    "stated": stated,
    "days": days,
    "days_held": days_in_words,
    "value": value,
    "verb": verb,
    "date": date_in_words,
    "reply_dates": reply_dates,
    "unanswered": unanswered,
    "web_address": web_address,
    "parameter": PARAMETERS.__getitem__,
}
"""What templates may call, by name."""
