"""The record as one audience may see it: plain values, read once, never written.

Invariant: a view holds nothing that its audience may not see. Everything downstream (graph, reports, doors)
is worked out from views alone, so what is hidden cannot move a count, an order or an error.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from evidence.dates import Period


class _Keyed(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def key(self) -> str: ...


Keyed = TypeVar("Keyed", bound=_Keyed)


def in_key_order(views: Iterable[Keyed]) -> list[Keyed]:
    """By key, then by id where investigations share keys: the order of every list."""
    return sorted(views, key=lambda view: (view.key, view.id))


@dataclass(frozen=True, slots=True)
class NameView:
    """A name in one language or script."""

    text: str
    lang: str | None = None
    use: str | None = None


@dataclass(frozen=True, slots=True)
class EntityView:
    """An organisation, person, place, programme, allegation or group."""

    id: str
    key: str
    kind: str
    name: str
    names: tuple[NameView, ...] = ()
    types: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    country: str | None = None
    summary: str | None = None
    investigation: str = ""


@dataclass(frozen=True, slots=True)
class SourceView:
    """One published thing. ``origin`` as stated; compare by ``evidence.origins.fold``."""

    id: str
    key: str
    title: str
    origin: str
    retracted: bool = False
    publisher: str | None = None
    authors: str | None = None
    date: str | None = None
    type: str | None = None
    address: str | None = None
    archived: str | None = None
    lang: str | None = None
    read: str | None = None
    derives_from: tuple[str, ...] = ()
    investigation: str = ""


@dataclass(frozen=True, slots=True)
class CitationView:
    """Claim -> source at a locator. ``origin`` is the citation's own, else the source's, as stated.

    ``capture`` is the capture's key, ``sha256`` its digest, ``captured`` when it was taken (UTC, ISO); ``redacted``
    says why, where it is a redacted copy. ``quote_place`` says in words where the quotation stands in its text.
    """

    source: SourceView
    origin: str
    assertion: str
    locator: tuple[str, str] | None = None
    quote: str | None = None
    lang: str | None = None
    translation: str | None = None
    translator: str | None = None
    reliability: str | None = None
    credibility: str | None = None
    capture: str | None = None
    sha256: str | None = None
    captured: str | None = None
    quote_check: str = "not_checked"
    quote_place: str | None = None
    redacted: str | None = None


@dataclass(frozen=True, slots=True)
class ReplyView:
    """A right of reply: what was answered, or, without an attribution, that nothing came."""

    id: str
    key: str
    party: EntityView
    attribution: str | None
    asked: str | None = None
    due: str | None = None
    received: str | None = None
    text: str | None = None
    source: SourceView | None = None


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One published assertion with its citations and the replies to it."""

    id: str
    key: str
    subject: EntityView
    predicate: str
    object: EntityView | None
    scope: EntityView | None
    affirms: bool
    period: Period
    outcome: str
    citations: tuple[CitationView, ...]
    wording: str | None = None
    value: tuple[str, str] | None = None
    note: str | None = None
    replies: tuple[ReplyView, ...] = ()
    reviewed_elsewhere: bool = False
    investigation: str = ""

    def answered(self, reply: ReplyView) -> "ClaimView":
        """The claim with one reply more; they stand by key."""
        return replace(self, replies=tuple(in_key_order((*self.replies, reply))))


@dataclass(frozen=True, slots=True)
class DisputeView:
    """A dispute between claims."""

    id: str
    key: str
    about: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommitmentView:
    """What a party promised and whether it was kept."""

    id: str
    key: str
    party: EntityView
    wording: str
    state: str
    claims: tuple[str, ...]
    made: str | None = None
    due: str | None = None


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What parties did about claims, with the reasons given (claims themselves)."""

    id: str
    key: str
    kind: str
    by: tuple[EntityView, ...]
    about: tuple[str, ...]
    reasons: tuple[str, ...]
    claims: tuple[str, ...]
    date: str | None = None


@dataclass(frozen=True, slots=True)
class ActionView:
    """What a campaign did."""

    id: str
    key: str
    kind: str
    by: tuple[EntityView, ...]
    to: tuple[EntityView, ...]
    wording: str
    claims: tuple[str, ...]
    date: str | None = None
    signatures: str | None = None


@dataclass(frozen=True, slots=True)
class LookupView:
    """Where was looked, with which words, and what was (not) found."""

    id: str
    key: str
    about: tuple[str, ...]
    where: str
    words: str
    date: str
    result: str


@dataclass(frozen=True, slots=True)
class JudgementView:
    """Whether two entities are one, as somebody judged: same, different or unsure, and on what grounds."""

    id: str
    key: str
    entities: tuple[EntityView, EntityView]
    verdict: str
    basis: str


@dataclass(frozen=True, slots=True)
class Disclosure:
    """All that one audience may see, each mapping by opaque id; claims are the published ones that stand up.

    The tuples of claims and lookups hold opaque ids of records in this disclosure.
    """

    audience: str
    policy: str
    entities: Mapping[str, EntityView]
    sources: Mapping[str, SourceView]
    claims: Mapping[str, ClaimView]
    disputes: tuple[DisputeView, ...] = ()
    commitments: tuple[CommitmentView, ...] = ()
    outcomes: tuple[OutcomeView, ...] = ()
    actions: tuple[ActionView, ...] = ()
    lookups: tuple[LookupView, ...] = ()
    judgements: tuple[JudgementView, ...] = ()
    investigations: Mapping[str, str] = field(default_factory=dict)
