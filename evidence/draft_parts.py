"""What drafts of records are built of: names, values, periods, locators, citations; none has a key."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, model_validator

from evidence.dates import parse_period
from evidence.draft_fields import CaptureKey, DayText, HeaderText, SourceKey, Term, Text
from evidence.errors import EvidenceError


class Draft(BaseModel):
    """What all drafts share: nothing unknown is taken; nothing but surrounding space is taken off."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    def content(self) -> dict[str, Any]:
        """The record as JSON values, without what equals its default."""
        return self.model_dump(mode="json", exclude_defaults=True)


class NameDraft(Draft):
    """A name in one language or script."""

    text: Text
    lang: Text | None = None
    use: Annotated[str, Term("name_use")] | None = None


class IdentifierDraft(Draft):
    """An identifier by somebody's scheme, such as a company number."""

    scheme: Text
    value: Text


class HeaderDraft(Draft):
    """A header as a server sent it with the bytes of a capture."""

    name: Text
    value: HeaderText


class ValueDraft(Draft):
    """An amount as stated, with its unit or currency."""

    amount: Text
    unit: Text


class PeriodDraft(Draft):
    """A period as stated (EDTF), and the day the source speaks from."""

    edtf: Text | None = None
    as_of: DayText | None = None

    @model_validator(mode="after")
    def _readable(self) -> Self:
        try:
            parse_period(self.edtf, self.as_of)
        except EvidenceError as error:
            raise ValueError(str(error)) from error
        return self


class LocatorDraft(Draft):
    """Where in a source."""

    kind: Annotated[str, Term("locator_kind")]
    value: Text


class CitationDraft(Draft):
    """Claim -> source at a locator, with the words relied on."""

    source: SourceKey
    origin: Text | None = None
    capture: CaptureKey | None = None
    locator: LocatorDraft | None = None
    quote: Text | None = None
    lang: Text | None = None
    translation: Text | None = None
    translator: Text | None = None
    assertion: Annotated[str, Term("assertions")]
    reliability: Annotated[str, Term("reliability")] | None = None
    credibility: Annotated[str, Term("credibility")] | None = None
