"""The fields that drafts are made of: texts, keys, dates and terms, each checked where it is declared.

Invariant: a term passes only if its closed list has it, a date only if it can be read; the JSON Schema of a
field says the same. ``Ref`` marks the fields that hold keys, and of what.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from evidence.dates import first_day, parse_period
from evidence.errors import EvidenceError
from evidence.vocabulary import vocabulary

TEXT_PATTERN = r"^[^\x00]*$"
"""A NUL ends a text in one database and is refused by another."""

KEY_PATTERN = r"^[^\x00-\x1f\x7f]+$"
DIGEST_PATTERN = r"^[0-9a-f]{64}$"


@dataclass(frozen=True)
class Ref:
    """A field that holds a key of a record of one of these kinds (any, when none is named)."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """A field that holds a word of one closed list; ``predicates`` and ``assertions`` are such lists too."""

    listname: str

    def check(self, value: str) -> str:
        """The value, if the list has it."""
        return _passing(lambda term: vocabulary().check(self.listname, term), value)

    def __get_pydantic_core_schema__(self, source: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "enum": list(vocabulary().words(self.listname))}


def _passing(check: Callable[[str], object], value: str) -> str:
    """The value, if the check lets it pass; pydantic gathers ValueErrors only."""
    try:
        check(value)
    except EvidenceError as error:
        raise ValueError(str(error)) from error
    return value


def _date(value: str) -> str:
    return _passing(parse_period, value)


def _day(value: str) -> str:
    return _passing(first_day, value)


def _digits(value: object) -> object:
    """A case's text holds its numbers as digits; anything else must be a whole number already."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000, pattern=TEXT_PATTERN)]
HeaderText = Annotated[str, StringConstraints(max_length=70_000, pattern=TEXT_PATTERN)]
Key = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=KEY_PATTERN)]
Digest = Annotated[str, StringConstraints(pattern=DIGEST_PATTERN)]
Size = Annotated[int, Field(ge=0, le=2**63 - 1, strict=True), BeforeValidator(_digits)]
EntityKey = Annotated[Key, Ref(("entity",))]
SourceKey = Annotated[Key, Ref(("source",))]
ClaimKey = Annotated[Key, Ref(("claim",))]
CaptureKey = Annotated[Key, Ref(("capture",))]
AnyKey = Annotated[Key, Ref(())]
EdtfText = Annotated[Text, AfterValidator(_date)]
DayText = Annotated[Text, AfterValidator(_day)]
