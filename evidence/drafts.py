"""Validated input, not yet recorded: one class a record, in the shape of the JSON Lines.

Invariant: a draft that validates names only terms of the closed lists and dates that can be read; whether its
keys lead anywhere only the ledger can say.

Absent means: affirms, accepted, current, public. What equals its default is not written out, so that one
record has one text.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from evidence.draft_fields import (
    AnyKey,
    CaptureKey,
    ClaimKey,
    DayText,
    Digest,
    EdtfText,
    EntityKey,
    Key,
    Size,
    SourceKey,
    Term,
    Text,
)
from evidence.draft_parts import (
    CitationDraft,
    Draft,
    HeaderDraft,
    IdentifierDraft,
    NameDraft,
    PeriodDraft,
    ValueDraft,
)
from evidence.vocabulary import vocabulary


class RecordDraft(Draft):
    """A draft of a record of its own, known by its key."""

    record: ClassVar[str]
    key: Key
    visibility: Annotated[str, Term("visibility")] = "public"


class EntityDraft(RecordDraft):
    """An organisation, person, place, programme, allegation or group."""

    record: ClassVar[str] = "entity"
    kind: Literal["organisation", "person", "place", "programme", "allegation", "group"]
    types: tuple[str, ...] = ()
    names: Annotated[tuple[NameDraft, ...], Field(min_length=1)]
    identifiers: tuple[IdentifierDraft, ...] = ()
    country: Text | None = None
    summary: Text | None = None

    @field_validator("types")
    @classmethod
    def _types_fit_kind(cls, types: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        kind = info.data.get("kind", "")
        known = vocabulary().types.get(kind, {})
        for term in types:
            if kind and term not in known:
                raise ValueError(f"{term!r} is no type of {kind}: {', '.join(known)}")
        return types


class SourceDraft(RecordDraft):
    """One published thing."""

    record: ClassVar[str] = "source"
    title: Text
    publisher: Text | None = None
    authors: Text | None = None
    date: EdtfText | None = None
    type: Annotated[str, Term("source_type")] | None = None
    address: Text | None = None
    archived: Text | None = None
    lang: Text | None = None
    origin: Text
    derives_from: tuple[SourceKey, ...] = ()
    read: Text | None = None
    status: Annotated[str, Term("source_status")] = "current"
    sharing: Annotated[str, Term("sharing")] | None = None


def _unless_empty(period: PeriodDraft | None) -> PeriodDraft | None:
    """A period that states nothing is none: one record has one text."""
    return None if period == PeriodDraft() else period


class ClaimDraft(RecordDraft):
    """One assertion: subject, predicate, object or value."""

    record: ClassVar[str] = "claim"
    subject: EntityKey
    predicate: Annotated[str, Term("predicates")]
    object: Annotated[EntityKey | None, Field(validate_default=True)] = None
    value: Annotated[ValueDraft | None, Field(validate_default=True)] = None
    scope: EntityKey | None = None
    polarity: Annotated[str, Term("polarity")] = "affirms"
    wording: Text | None = None
    period: Annotated[PeriodDraft | None, AfterValidator(_unless_empty)] = None
    status: Literal["draft", "published", "withdrawn", "retracted"]
    outcome: Annotated[str, Term("claim_outcome")] = "accepted"
    supersedes: ClaimKey | None = None
    note: Text | None = None
    citations: Annotated[tuple[CitationDraft, ...], Field(min_length=1)]

    @field_validator("supersedes")
    @classmethod
    def _supersedes_another(cls, key: str | None, info: ValidationInfo) -> str | None:
        if key is not None and key == info.data.get("key"):
            raise ValueError("is the claim itself: under the same key a later version takes its place by itself")
        return key

    @field_validator("object")
    @classmethod
    def _object_fits_predicate(cls, key: str | None, info: ValidationInfo) -> str | None:
        predicate = vocabulary().predicates.get(info.data.get("predicate", ""))
        if predicate and predicate.object_kinds and key is None:
            raise ValueError(f"{predicate.name} needs an object")
        if predicate and not predicate.object_kinds and key is not None:
            raise ValueError(f"{predicate.name} takes a value and no object")
        if key is not None and key == info.data.get("subject"):
            raise ValueError("is the same entity as the subject")
        return key

    @field_validator("value")
    @classmethod
    def _value_fits_predicate(cls, value: ValueDraft | None, info: ValidationInfo) -> ValueDraft | None:
        predicate = vocabulary().predicates.get(info.data.get("predicate", ""))
        if predicate and not predicate.object_kinds and value is None:
            raise ValueError(f"{predicate.name} needs a value")
        return value


class DisputeDraft(RecordDraft):
    """Sources or claims that do not agree."""

    record: ClassVar[str] = "dispute"
    claims: Annotated[tuple[ClaimKey, ...], Field(min_length=1)]
    about: Text


class ReplyDraft(RecordDraft):
    """Right of reply: what a party answered to claims, or, without an attribution, that nothing came."""

    record: ClassVar[str] = "reply"
    claims: Annotated[tuple[ClaimKey, ...], Field(min_length=1)]
    party: EntityKey
    asked: EdtfText | None = None
    due: EdtfText | None = None
    received: EdtfText | None = None
    attribution: Annotated[str, Term("attribution")] | None = None
    text: Text | None = None
    source: SourceKey | None = None

    @model_validator(mode="after")
    def _what_came_is_attributed(self) -> "ReplyDraft":
        if self.attribution is None and (self.received or self.text or self.source):
            raise ValueError("attribution: what was answered must be said; only a reply that never came has none")
        return self


class CommitmentDraft(RecordDraft):
    """What a party promised, and whether it was kept."""

    record: ClassVar[str] = "commitment"
    party: EntityKey
    wording: Text
    made: EdtfText | None = None
    due: EdtfText | None = None
    state: Annotated[str, Term("commitment_state")]
    claims: Annotated[tuple[ClaimKey, ...], Field(min_length=1)]


class OutcomeDraft(RecordDraft):
    """What parties did about claims; reasons are claims too, and may be disputed."""

    record: ClassVar[str] = "outcome"
    kind: Annotated[str, Term("outcome_kind")]
    by: Annotated[tuple[EntityKey, ...], Field(min_length=1)]
    about: Annotated[tuple[ClaimKey, ...], Field(min_length=1)]
    date: EdtfText | None = None
    reasons: tuple[ClaimKey, ...] = ()
    claims: Annotated[tuple[ClaimKey, ...], Field(min_length=1)]


class ActionDraft(RecordDraft):
    """What a campaign did."""

    record: ClassVar[str] = "action"
    kind: Annotated[str, Term("action_kind")]
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
    """The exact bytes taken of a source: their SHA-256, when, how and by whom.

    ``address`` is what was asked for, ``led_to`` where redirects led, ``headers`` what came with the bytes; ``name`` is
    where they lay in the folder or archive of ``part_of``. A redacted copy says what it ``redacts``, and why.
    """

    record: ClassVar[str] = "capture"
    source: SourceKey
    sha256: Digest
    size: Size
    media_type: Text | None = None
    taken: Text
    method: Text
    by: Text
    address: Text | None = None
    led_to: tuple[Text, ...] = ()
    tool: Text | None = None
    headers: tuple[HeaderDraft, ...] = ()
    name: Text | None = None
    part_of: CaptureKey | None = None
    redacts: CaptureKey | None = None
    reason: Annotated[Text | None, Field(validate_default=True)] = None

    @field_validator("reason")
    @classmethod
    def _redacted_for_a_reason(cls, reason: str | None, info: ValidationInfo) -> str | None:
        if reason is None and info.data.get("redacts") is not None:
            raise ValueError("a redacted copy says why it was redacted")
        return reason


class JudgementDraft(RecordDraft):
    """Whether two ids stand for one entity; can be undone."""

    record: ClassVar[str] = "judgement"
    entities: Annotated[tuple[EntityKey, ...], Field(min_length=2, max_length=2)]
    verdict: Annotated[str, Term("judgement")]
    basis: Text


class ReviewDraft(RecordDraft):
    """A named person's judgement on one exact version of a claim."""

    record: ClassVar[str] = "review"
    claim: ClaimKey
    digest: Digest
    reviewer: Text
    date: DayText
    outcome: Annotated[str, Term("review_outcome")]
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
