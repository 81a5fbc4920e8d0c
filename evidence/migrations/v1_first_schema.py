"""The first schema: records, what indexes them, and the audit chain."""

import sqlalchemy as sa
from alembic import op

from evidence.dialects import LARGE, TEXT

revision = "1"
down_revision = None


TABLES = (
    "audit_event",
    "investigation",
    "property",
    "record",
    "entity",
    "mention",
    "search_name",
    "source",
    "capture",
    "claim",
    "entity_type",
    "identifier",
    "citation",
    "review",
)


def upgrade() -> None:
    """Make the tables, each after those that it leads to."""
    _audit_event()
    _investigation()
    _property()
    _record()
    _entity()
    _mention()
    _search_name()
    _source()
    _capture()
    _claim()
    _entity_type()
    _identifier()
    _citation()
    _review()


def downgrade() -> None:
    """Take them away, and all that is in them."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _audit_event() -> None:
    op.create_table(
        "audit_event",
        sa.Column("seq", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("verb", TEXT, nullable=False),
        sa.Column("record_id", TEXT, nullable=True),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("prev_hash", TEXT, nullable=False),
        sa.Column("hash", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.CheckConstraint("length(hash) = 64 AND length(prev_hash) = 64"),
        sa.UniqueConstraint("prev_hash"),
        sa.UniqueConstraint("hash"),
    )
    op.create_index("ix_audit_event_record_id", "audit_event", ["record_id"])


def _investigation() -> None:
    op.create_table(
        "investigation",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )


def _property() -> None:
    op.create_table(
        "property",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def _record() -> None:
    op.create_table(
        "record",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("investigation_id", TEXT, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("recorded_by", TEXT, nullable=False),
        sa.Column("elsewhere", sa.Boolean(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("level BETWEEN 0 AND 3"),
        sa.ForeignKeyConstraint(["investigation_id"], ["investigation.id"]),
    )
    op.create_index("ix_record_key", "record", ["key"])
    op.create_index("ix_record_kind", "record", ["kind"])
    op.create_index(
        "one_record_a_key",
        "record",
        ["investigation_id", "key"],
        unique=True,
        sqlite_where=sa.text("current"),
        postgresql_where=sa.text("current"),
    )


def _entity() -> None:
    op.create_table(
        "entity",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("country", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("kind IN ('organisation', 'person', 'place', 'programme', 'allegation', 'group')"),
        sa.ForeignKeyConstraint(["id"], ["record.id"]),
    )
    op.create_index("ix_entity_kind", "entity", ["kind"])


def _mention() -> None:
    op.create_table(
        "mention",
        sa.Column("record_id", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("target_id", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("record_id", "role", "target_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"]),
        sa.ForeignKeyConstraint(["target_id"], ["record.id"]),
    )
    op.create_index("ix_mention_target_id", "mention", ["target_id"])


def _search_name() -> None:
    op.create_table(
        "search_name",
        sa.Column("record_id", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("folded", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("record_id", "position"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"]),
    )
    op.create_index("ix_search_name_folded", "search_name", ["folded"], postgresql_using="hash")


def _source() -> None:
    op.create_table(
        "source",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("type", TEXT, nullable=True),
        sa.Column("address", TEXT, nullable=True),
        sa.Column("origin", TEXT, nullable=False),
        sa.Column("origin_folded", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("status IN ('current', 'retracted')"),
        sa.ForeignKeyConstraint(["id"], ["record.id"]),
    )
    op.create_index("ix_source_address", "source", ["address"], postgresql_using="hash")
    op.create_index("ix_source_origin_folded", "source", ["origin_folded"], postgresql_using="hash")
    op.create_index("ix_source_type", "source", ["type"])


def _capture() -> None:
    op.create_table(
        "capture",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("size", LARGE, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["id"], ["record.id"]),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"]),
    )
    op.create_index("ix_capture_sha256", "capture", ["sha256"])
    op.create_index("ix_capture_source_id", "capture", ["source_id"])


def _claim() -> None:
    op.create_table(
        "claim",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("subject_id", TEXT, nullable=False),
        sa.Column("predicate", TEXT, nullable=False),
        sa.Column("object_id", TEXT, nullable=True),
        sa.Column("scope_id", TEXT, nullable=True),
        sa.Column("amount", TEXT, nullable=True),
        sa.Column("unit", TEXT, nullable=True),
        sa.Column("polarity", TEXT, nullable=False),
        sa.Column("edtf", TEXT, nullable=True),
        sa.Column("as_of", TEXT, nullable=True),
        sa.Column("start_earliest", sa.Integer(), nullable=True),
        sa.Column("start_latest", sa.Integer(), nullable=True),
        sa.Column("end_earliest", sa.Integer(), nullable=True),
        sa.Column("end_latest", sa.Integer(), nullable=True),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("outcome", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("polarity IN ('affirms', 'denies')"),
        sa.CheckConstraint("status IN ('draft', 'published', 'withdrawn', 'retracted', 'superseded')"),
        sa.CheckConstraint("object_id IS NOT NULL OR amount IS NOT NULL"),
        sa.ForeignKeyConstraint(["id"], ["record.id"]),
        sa.ForeignKeyConstraint(["subject_id"], ["entity.id"]),
        sa.ForeignKeyConstraint(["object_id"], ["entity.id"]),
        sa.ForeignKeyConstraint(["scope_id"], ["entity.id"]),
    )
    op.create_index("claims_of_a_relation", "claim", ["predicate", "subject_id", "object_id"])
    op.create_index("ix_claim_object_id", "claim", ["object_id"])
    op.create_index("ix_claim_subject_id", "claim", ["subject_id"])


def _entity_type() -> None:
    op.create_table(
        "entity_type",
        sa.Column("entity_id", TEXT, nullable=False),
        sa.Column("term", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("entity_id", "term"),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"]),
    )


def _identifier() -> None:
    op.create_table(
        "identifier",
        sa.Column("entity_id", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("scheme", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("entity_id", "position"),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"]),
    )
    op.create_index("ix_identifier_value", "identifier", ["value"], postgresql_using="hash")


def _citation() -> None:
    op.create_table(
        "citation",
        sa.Column("claim_id", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("origin", TEXT, nullable=True),
        sa.Column("locator_kind", TEXT, nullable=True),
        sa.Column("locator_value", TEXT, nullable=True),
        sa.Column("quote", TEXT, nullable=True),
        sa.Column("assertion", TEXT, nullable=False),
        sa.Column("reliability", TEXT, nullable=True),
        sa.Column("credibility", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("claim_id", "position"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"]),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"]),
    )
    op.create_index("ix_citation_source_id", "citation", ["source_id"])


def _review() -> None:
    op.create_table(
        "review",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("claim_id", TEXT, nullable=False),
        sa.Column("reviewer", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("outcome", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["id"], ["record.id"]),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"]),
    )
    op.create_index("ix_review_claim_id", "review", ["claim_id"])
