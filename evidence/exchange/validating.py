"""From the values of a record, as read from a file, to a draft: every mistake in it, in plain words."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from evidence.draft_fields import DIGEST_PATTERN, KEY_PATTERN, TEXT_PATTERN
from evidence.drafts import DRAFTS, RecordDraft
from evidence.errors import CaseRefused
from evidence.exchange.placed import Place, Placed
from evidence.references import part_within

FORMS = {
    KEY_PATTERN: "holds a line break or another control character",
    TEXT_PATTERN: "holds a character that no text has (NUL)",
    DIGEST_PATTERN: "must be 64 hexadecimal digits, a to f in lower case",
}
"""What is wrong with a text that has not the form, by the form."""

_REASONS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "missing": lambda said: "is missing",
    "value_error": lambda said: str(said["error"]),
    "literal_error": lambda said: f"must be {said['expected']}",
    "string_type": lambda said: "must be text",
    "string_unicode": lambda said: "holds half a character (a lone surrogate)",
    "string_too_short": lambda said: "must not be empty",
    "string_too_long": lambda said: f"must not be longer than {said['max_length']} characters",
    "string_pattern_mismatch": lambda said: FORMS[said["pattern"]],
    "tuple_type": lambda said: "must be a list",
    "too_short": lambda said: f"must list at least {said['min_length']}",
    "too_long": lambda said: f"must list no more than {said['max_length']}",
    "model_type": lambda said: "must have fields of its own",
    "less_than_equal": lambda said: f"must not be more than {said['le']}",
    "greater_than_equal": lambda said: f"must not be less than {said['ge']}",
}
"""What pydantic's kinds of errors mean, in plain words."""

_NO_WHOLE_NUMBER = "must be a whole number"


def validated(kind: str, values: Mapping[str, Any], place: Place) -> Placed:
    """The draft of that record kind; raises CaseRefused with every mistake in it."""
    try:
        return Placed(DRAFTS[kind].model_validate(values), place)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
    told = [one for one in details if not _follows(one, details)]
    raise CaseRefused([place.mistake(_reason(DRAFTS[kind], one), one["loc"]) for one in told])


def _follows(error: ErrorDetails, others: list[ErrorDetails]) -> bool:
    """Whether a list is called too short only because pydantic does not count its items that are wrong."""
    path = error["loc"]
    within = (other["loc"] for other in others if len(other["loc"]) > len(path))
    return error["type"] == "too_short" and any(other[: len(path)] == path for other in within)


def _reason(draft: type[RecordDraft], error: ErrorDetails) -> str:
    said = error.get("ctx", {})
    if error["type"] == "extra_forbidden":
        return f"unknown field; known here are {', '.join(part_within(draft, error['loc']).model_fields)}"
    if error["type"].startswith("int_"):
        return _NO_WHOLE_NUMBER
    return _REASONS[error["type"]](said)
