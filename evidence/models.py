"""The tables of a ledger.

Invariant: the audit chain holds the content of every record, in the words in which it was recorded; all other
tables index it for search and joins, and can be rebuilt from it. A claim is never changed: its status moves,
or a later claim supersedes it.

Validation is the drafts'; the constraints here are the second line. (No postponed annotations in this file:
SQLModel reads them when the class is made.)
"""

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from evidence.dialects import LARGE, by_code_point

_CURRENT = text("current")


def _equal(table: str, column: str) -> Index:
    """An index for exact matches of texts of any length: PostgreSQL's ordered ones hold no long texts."""
    return Index(f"ix_{table}_{column}", column, postgresql_using="hash")


class Property(SQLModel, table=True):
    """What holds of the ledger as a whole: its schema version and its policy."""

    name: str = Field(primary_key=True)
    value: str


class Investigation(SQLModel, table=True):
    """A named body of claims."""

    id: str = Field(primary_key=True)
    name: str = Field(unique=True)


class AuditEvent(SQLModel, table=True):
    """One verb, done by somebody: the change feed, its sequence number the cursor of projections.

    ``body`` is canonical JSON: the record's content, or what the verb did to its state.
    """

    __tablename__ = "audit_event"
    __table_args__ = (CheckConstraint("length(hash) = 64 AND length(prev_hash) = 64"),)

    seq: int | None = Field(default=None, primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: str
    actor: str = Field(min_length=1)
    verb: str
    record_id: str | None = Field(default=None, index=True)
    body: str
    prev_hash: str = Field(unique=True)
    hash: str = Field(unique=True)


class Record(SQLModel, table=True):
    """What every record has: an opaque id, a key in its investigation, a level, the digest of its version."""

    __table_args__ = (
        CheckConstraint("level BETWEEN 0 AND 3"),
        Index(
            "one_record_a_key", "investigation_id", "key", unique=True, sqlite_where=_CURRENT, postgresql_where=_CURRENT
        ),
    )

    id: str = Field(primary_key=True)
    kind: str = Field(index=True)
    key: str = Field(index=True)
    investigation_id: str = Field(foreign_key="investigation.id")
    level: int
    """Index of the least level that sees it."""
    digest: str
    recorded_by: str
    elsewhere: bool = False
    """Came in by a file: what was reviewed was reviewed elsewhere."""
    current: bool = True
    """Whether the key leads here: a claim that took the place of another has its key."""


class Entity(SQLModel, table=True):
    """An organisation, person, place, programme, allegation or group."""

    __table_args__ = (
        CheckConstraint("kind IN ('organisation', 'person', 'place', 'programme', 'allegation', 'group')"),
    )

    id: str = Field(primary_key=True, foreign_key="record.id")
    kind: str = Field(index=True)
    country: str | None = None


class EntityType(SQLModel, table=True):
    """A type of an entity, from the closed list of its kind."""

    __tablename__ = "entity_type"

    entity_id: str = Field(primary_key=True, foreign_key="entity.id")
    term: str = Field(primary_key=True)


class Identifier(SQLModel, table=True):
    """An identifier of an entity by somebody's scheme."""

    __table_args__ = (_equal("identifier", "value"),)

    entity_id: str = Field(primary_key=True, foreign_key="entity.id")
    position: int = Field(primary_key=True)
    scheme: str
    value: str


class SearchName(SQLModel, table=True):
    """A name or title under which a record is found; ``folded`` is what a search compares."""

    __tablename__ = "search_name"
    __table_args__ = (_equal("search_name", "folded"),)

    record_id: str = Field(primary_key=True, foreign_key="record.id")
    position: int = Field(primary_key=True)
    text: str
    folded: str


class Source(SQLModel, table=True):
    """One published thing; ``origin_folded`` is the form in which origins are compared."""

    __table_args__ = (
        CheckConstraint("status IN ('current', 'retracted')"),
        _equal("source", "address"),
        _equal("source", "origin_folded"),
    )

    id: str = Field(primary_key=True, foreign_key="record.id")
    type: str | None = Field(default=None, index=True)
    address: str | None = None
    origin: str
    origin_folded: str
    status: str


class Claim(SQLModel, table=True):
    """One assertion; the four derived days are ordinals, null: unbounded."""

    __table_args__ = (
        CheckConstraint("polarity IN ('affirms', 'denies')"),
        CheckConstraint("status IN ('draft', 'published', 'withdrawn', 'retracted', 'superseded')"),
        CheckConstraint("object_id IS NOT NULL OR amount IS NOT NULL"),
        Index("claims_of_a_relation", "predicate", "subject_id", "object_id"),
    )

    id: str = Field(primary_key=True, foreign_key="record.id")
    subject_id: str = Field(foreign_key="entity.id", index=True)
    predicate: str
    object_id: str | None = Field(default=None, foreign_key="entity.id", index=True)
    scope_id: str | None = Field(default=None, foreign_key="entity.id")
    amount: str | None = None
    unit: str | None = None
    polarity: str
    edtf: str | None = None
    as_of: str | None = None
    start_earliest: int | None = None
    start_latest: int | None = None
    end_earliest: int | None = None
    end_latest: int | None = None
    status: str
    outcome: str


class Citation(SQLModel, table=True):
    """Claim -> source at a locator, with the words relied on."""

    claim_id: str = Field(primary_key=True, foreign_key="claim.id")
    position: int = Field(primary_key=True)
    source_id: str = Field(foreign_key="source.id", index=True)
    origin: str | None = None
    locator_kind: str | None = None
    locator_value: str | None = None
    quote: str | None = None
    assertion: str
    reliability: str | None = None
    credibility: str | None = None


class Review(SQLModel, table=True):
    """A named person's judgement on one exact version of a claim."""

    id: str = Field(primary_key=True, foreign_key="record.id")
    claim_id: str = Field(foreign_key="claim.id", index=True)
    reviewer: str
    digest: str
    outcome: str


class Capture(SQLModel, table=True):
    """The exact bytes taken of a source, identified by their SHA-256."""

    id: str = Field(primary_key=True, foreign_key="record.id")
    source_id: str = Field(foreign_key="source.id", index=True)
    sha256: str = Field(index=True)
    size: int = Field(sa_type=LARGE)


class Mention(SQLModel, table=True):
    """That one record names another, and as what: ``role`` is the field that holds the key."""

    record_id: str = Field(primary_key=True, foreign_key="record.id")
    role: str = Field(primary_key=True)
    target_id: str = Field(primary_key=True, foreign_key="record.id", index=True)


class EventSeal(SQLModel, table=True):
    """The leaf of the house's tree for one event: it commits to the event, and tells nothing without its salt."""

    __tablename__ = "event_seal"
    __table_args__ = (CheckConstraint("length(seal) = 64"),)

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    salt: str | None = None
    """64 hexadecimal digits; null once it was erased."""
    seal: str


class PublicLeaf(SQLModel, table=True):
    """One leaf of the public tree, counted from 0: what the public export came to say or ceased to say.

    ``entry`` is canonical JSON.
    """

    __tablename__ = "public_leaf"
    __table_args__ = (CheckConstraint("length(seal) = 64"),)

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    entry: str
    salt: str | None = None
    """64 hexadecimal digits; null once it was erased."""
    seal: str


by_code_point(SQLModel.metadata)
