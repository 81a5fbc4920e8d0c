"""Validated input, not yet recorded: one class a record, in the shape of the JSON Lines.

Invariant: a draft that validates names only terms of the closed lists and dates that can be read; whether its
keys lead anywhere only the ledger can say. ``Ref`` marks the fields that hold keys, and of what.

Absent means: affirms, accepted, current, public. What equals its default is not written out, so that one record
has one text.
"""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from evidence.dates import first_day, parse_period
from evidence.errors import EvidenceError
from evidence.vocabulary import vocabulary


@dataclass(frozen=True)
class Ref:
    """A field that holds a key of a record of one of these kinds (any, when none is named)."""

    kinds: tuple[str, ...]


def _term(listname: str) -> AfterValidator:
    def check(value: str) -> str:
        try:
            return vocabulary().check(listname, value)
        except EvidenceError as error:
            raise ValueError(str(error)) from error

    return AfterValidator(check)


def _known(listname: Literal["predicates", "assertions"]) -> AfterValidator:
    def check(value: str) -> str:
        known = getattr(vocabulary(), listname)
        if value not in known:
            raise ValueError(f"{value!r} is not among the {listname}: {', '.join(known)}")
        return value

    return AfterValidator(check)


def _date(value: str) -> str:
    try:
        parse_period(value)
    except EvidenceError as error:
        raise ValueError(str(error)) from error
    return value


def _day(value: str) -> str:
    try:
        first_day(value)
    except EvidenceError as error:
        raise ValueError(str(error)) from error
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000)]
Key = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$"),
]
EntityKey = Annotated[Key, Ref(("entity",))]
SourceKey = Annotated[Key, Ref(("source",))]
ClaimKey = Annotated[Key, Ref(("claim",))]
CaptureKey = Annotated[Key, Ref(("capture",))]
AnyKey = Annotated[Key, Ref(())]
EdtfText = Annotated[Text, AfterValidator(_date)]
DayText = Annotated[Text, AfterValidator(_day)]
Visibility = Annotated[str, _term("visibility")]


class Draft(BaseModel):
    """What all drafts share: nothing unknown is taken, nothing is changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    def content(self) -> dict[str, Any]:
        """The record as JSON values, without what equals its default."""
        return self.model_dump(mode="json", exclude_defaults=True, exclude={"record"})


class RecordDraft(Draft):
    """A draft of a record of its own, known by its key."""

    record: ClassVar[str]
    key: Key
    visibility: Visibility = "public"


class NameDraft(Draft):
    """A name in one language or script."""

    text: Text
    lang: Text | None = None
    use: Annotated[str, _term("name_use")] | None = None


class IdentifierDraft(Draft):
    """An identifier by somebody's scheme, such as a company number."""

    scheme: Text
    value: Text


class EntityDraft(RecordDraft):
    """An organisation, person, place, programme, allegation or group."""

    record: ClassVar[str] = "entity"
    kind: Literal["organisation", "person", "place", "programme", "allegation", "group"]
    types: tuple[str, ...] = ()
    names: Annotated[tuple[NameDraft, ...], Field(min_length=1)]
    identifiers: tuple[IdentifierDraft, ...] = ()
    country: Text | None = None
    summary: Text | None = None

    @model_validator(mode="after")
    def _types_fit_kind(self) -> "EntityDraft":
        known = vocabulary().types.get(self.kind, {})
        for term in self.types:
            if term not in known:
                raise ValueError(f"types: {term!r} is no type of a {self.kind}: {', '.join(known)}")
        return self


class SourceDraft(RecordDraft):
    """One published thing."""

    record: ClassVar[str] = "source"
    title: Text
    publisher: Text | None = None
    authors: Text | None = None
    date: EdtfText | None = None
    type: Annotated[str, _term("source_type")] | None = None
    address: Text | None = None
    archived: Text | None = None
    lang: Text | None = None
    origin: Text
    derives_from: tuple[SourceKey, ...] = ()
    read: Text | None = None
    status: Annotated[str, _term("source_status")] = "current"
    sharing: Annotated[str, _term("sharing")] | None = None


class ValueDraft(Draft):
    """An amount as stated, with its unit or currency."""

    amount: Text
    unit: Text


class PeriodDraft(Draft):
    """A period as stated (EDTF), and the day the source speaks from."""

    edtf: Text | None = None
    as_of: DayText | None = None

    @model_validator(mode="after")
    def _readable(self) -> "PeriodDraft":
        try:
            parse_period(self.edtf, self.as_of)
        except EvidenceError as error:
            raise ValueError(str(error)) from error
        return self


class LocatorDraft(Draft):
    """Where in a source."""

    kind: Annotated[str, _term("locator_kind")]
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
    assertion: Annotated[str, _known("assertions")]
    reliability: Annotated[str, _term("reliability")] | None = None
    credibility: Annotated[str, _term("credibility")] | None = None


class ClaimDraft(RecordDraft):
    """One assertion: subject, predicate, object or value."""

    record: ClassVar[str] = "claim"
    subject: EntityKey
    predicate: Annotated[str, _known("predicates")]
    object: EntityKey | None = None
    value: ValueDraft | None = None
    scope: EntityKey | None = None
    polarity: Annotated[str, _term("polarity")] = "affirms"
    wording: Text | None = None
    period: PeriodDraft | None = None
    status: Literal["draft", "published", "withdrawn", "retracted"]
    outcome: Annotated[str, _term("claim_outcome")] = "accepted"
    supersedes: ClaimKey | None = None
    note: Text | None = None
    citations: Annotated[tuple[CitationDraft, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _says_something(self) -> "ClaimDraft":
        takes_object = bool(vocabulary().predicates[self.predicate].object_kinds)
        if takes_object and self.object is None:
            raise ValueError(f"{self.predicate} needs an object")
        if not takes_object and (self.object is not None or self.value is None):
            raise ValueError(f"{self.predicate} takes a value and no object")
        if self.object == self.subject:
            raise ValueError("subject and object are the same entity")
        return self


class DisputeDraft(RecordDraft):
    """Sources or claims that do not agree."""

    record: ClassVar[str] = "dispute"
    claims: Annotated[tuple[ClaimKey, ...], Field(min_length=1)]
    about: Text


class ReplyDraft(RecordDraft):
    """Right of reply: what a party answered to claims, or that nothing came."""

    record: ClassVar[str] = "reply"
    claims: Annotated[tuple[ClaimKey, ...], Field(min_length=1)]
    party: EntityKey
    asked: EdtfText | None = None
    due: EdtfText | None = None
    received: EdtfText | None = None
    attribution: Annotated[str, _term("attribution")]
    text: Text | None = None
    source: SourceKey | None = None


class CommitmentDraft(RecordDraft):
    """What a party promised, and whether it was kept."""

    record: ClassVar[str] = "commitment"
    party: EntityKey
    wording: Text
    made: EdtfText | None = None
    due: EdtfText | None = None
    state: Annotated[str, _term("commitment_state")]
    claims: Annotated[tuple[ClaimKey, ...], Field(min_length=1)]


class OutcomeDraft(RecordDraft):
    """What parties did about claims; reasons are claims too, and may be disputed."""

    record: ClassVar[str] = "outcome"
    kind: Annotated[str, _term("outcome_kind")]
    by: Annotated[tuple[EntityKey, ...], Field(min_length=1)]
    about: Annotated[tuple[ClaimKey, ...], Field(min_length=1)]
    date: EdtfText | None = None
    reasons: tuple[ClaimKey, ...] = ()
    claims: Annotated[tuple[ClaimKey, ...], Field(min_length=1)]


class ActionDraft(RecordDraft):
    """What a campaign did."""

    record: ClassVar[str] = "action"
    kind: Annotated[str, _term("action_kind")]
    by: Annotated[tuple[EntityKey, ...], Field(min_length=1)]
    to: Annotated[tuple[EntityKey, ...], Field(min_length=1)]
    date: EdtfText | None = None
    signatures: Text | None = None
    wording: Text
    claims: tuple[ClaimKey, ...] = ()


class LookupDraft(RecordDraft):
    """Where was looked, with which words, and what was (not) found."""

    record: ClassVar[str] = "lookup"
    about: Annotated[tuple[AnyKey, ...], Field(min_length=1)]
    where: Text
    words: Text
    date: EdtfText
    result: Text


class CaptureDraft(RecordDraft):
    """The exact bytes taken of a source: their SHA-256, when, how and by whom."""

    record: ClassVar[str] = "capture"
    source: SourceKey
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Field(ge=0)]
    media_type: Text | None = None
    taken: Text
    method: Text
    by: Text


class JudgementDraft(RecordDraft):
    """Whether two ids stand for one entity; can be undone."""

    record: ClassVar[str] = "judgement"
    entities: Annotated[tuple[EntityKey, ...], Field(min_length=2, max_length=2)]
    verdict: Annotated[str, _term("judgement")]
    basis: Text


class ReviewDraft(RecordDraft):
    """A named person's judgement on one exact version of a claim."""

    record: ClassVar[str] = "review"
    claim: ClaimKey
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    reviewer: Text
    date: DayText
    outcome: Annotated[str, _term("review_outcome")]
    note: Text | None = None


class InvestigationDraft(RecordDraft):
    """A named body of claims."""

    record: ClassVar[str] = "investigation"
    title: Text
    summary: Text | None = None


DRAFTS: dict[str, type[RecordDraft]] = {
    draft.record: draft
    for draft in (
        InvestigationDraft,
        EntityDraft,
        SourceDraft,
        CaptureDraft,
        ClaimDraft,
        ReviewDraft,
        DisputeDraft,
        ReplyDraft,
        CommitmentDraft,
        OutcomeDraft,
        ActionDraft,
        LookupDraft,
        JudgementDraft,
    )
}
"""The class of each record, in the order in which records are recorded and written."""
