"""The answer to a chain search, as text: the shape of JSON that every door gives.

Invariant: this shape is fixed; one model makes the command line's JSON, the API's and the printed schema.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from graph.question import Standing, Time

IsoDate = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Shape(BaseModel):
    """What all parts of the answer share."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class EntityName(Shape):
    """An entity by its opaque id, its key and the name that is shown."""

    id: str
    key: str
    name: str


class EntityRef(EntityName):
    """The same, with its kind."""

    kind: str


class Limits(Shape):
    """The limits that the search kept to."""

    max_hops: int
    limit: int
    steps: int
    seconds: float


class Window(Shape):
    """Days from and to, both included; null: unbounded."""

    from_: Annotated[IsoDate | None, Field(alias="from")]
    to: IsoDate | None

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)


class TimeOut(Shape):
    """The time verdict; ``decided_by`` numbers hops from 1."""

    verdict: Time
    windows: tuple[Window, ...]
    decided_by: tuple[int, ...]


class ScopeOut(Shape):
    """The scope verdict: where the arrangement ends, and how many hops lie beyond."""

    verdict: Literal["one_arrangement", "association"]
    scope: EntityName | None
    ends_at: EntityName
    beyond: int


class LocatorOut(Shape):
    """Where in a source."""

    kind: str
    value: str


class ValueOut(Shape):
    """An amount as stated, with its unit."""

    amount: str
    unit: str


class SourceOut(Shape):
    """A source with the origin that it goes back to."""

    id: str
    key: str
    title: str
    origin: str


class CitationOut(Shape):
    """A citation; ``counts`` says whether it counts for the standing."""

    source: SourceOut
    origin: str
    locator: LocatorOut | None
    quote: str | None
    assertion: str
    reliability: str | None
    credibility: str | None
    counts: bool


class ReplyOut(Shape):
    """A reply that is printed wherever its claim is."""

    id: str
    key: str
    party: EntityName
    attribution: str | None
    asked: str | None
    due: str | None
    received: str | None
    text: str | None
    source: SourceOut | None


class PeriodOut(Shape):
    """A period as stated; core and hull as [from, to], null where empty or unbounded."""

    edtf: str | None
    as_of: str | None
    core: tuple[IsoDate | None, IsoDate | None] | None
    hull: tuple[IsoDate | None, IsoDate | None]


class ClaimOut(Shape):
    """A claim beside its hop."""

    id: str
    key: str
    polarity: Literal["affirms", "denies"]
    wording: str | None
    value: ValueOut | None
    note: str | None
    period: PeriodOut
    citations: tuple[CitationOut, ...]
    replies: tuple[ReplyOut, ...]


class HopOut(Shape):
    """One relation with all its published claims, affirming and denying ones, kept apart."""

    id: str
    subject: EntityName
    predicate: str
    object: EntityName
    scope: EntityName | None
    walked: Literal["along", "against"]
    standing: Standing
    origins: int
    contested: bool
    claims: tuple[ClaimOut, ...]


class ChainOut(Shape):
    """A chain with its verdicts."""

    strength: Standing
    weakest_hops: tuple[int, ...]
    support: int
    distinct_origins: int
    time: TimeOut
    scope: ScopeOut
    sentence: str
    entities: tuple[EntityRef, ...]
    hops: tuple[HopOut, ...]


class AnswerOut(Shape):
    """The answer to ``chains`` and ``exposure``."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)

    from_: Annotated[tuple[EntityRef, ...], Field(alias="from")]
    to: tuple[EntityRef, ...]
    limits: Limits
    engine: Literal["embedded", "neo4j"]
    policy: Literal["four_eyes", "single_handed"]
    complete: bool
    more: bool
    hints: tuple[str, ...]
    chains: tuple[ChainOut, ...]
