"""The leaves of both trees, and a seal for every event that there is."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from evidence.audit import seal_of
from evidence.dialects import TEXT
from evidence.sealing import new_salt

revision = "2"
down_revision = "1"

_ROWS = 1_000
"""How many events are in memory at once."""

_EVENT = sa.table(
    "audit_event",
    *map(sa.column, ("seq", "at", "actor", "verb", "record_id", "body", "prev_hash", "hash")),
)
_SEAL = sa.table("event_seal", *map(sa.column, ("seq", "salt", "seal")))


def upgrade() -> None:
    """Make the tables, and seal every event; the public tree begins with the next checkpoint."""
    _event_seal()
    _public_leaf()
    connection = op.get_bind()
    for events in _events(connection):
        connection.execute(sa.insert(_SEAL), [_sealed(event._asdict()) for event in events])


def downgrade() -> None:
    """Take the leaves away: checkpoints that were signed of them can be compared with nothing then."""
    op.drop_table("public_leaf")
    op.drop_table("event_seal")


def _event_seal() -> None:
    op.create_table(
        "event_seal",
        sa.Column("seq", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("salt", TEXT, nullable=True),
        sa.Column("seal", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.CheckConstraint("length(seal) = 64"),
    )


def _public_leaf() -> None:
    op.create_table(
        "public_leaf",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("entry", TEXT, nullable=False),
        sa.Column("salt", TEXT, nullable=True),
        sa.Column("seal", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.CheckConstraint("length(seal) = 64"),
    )


def _events(connection: sa.Connection) -> Iterator[Sequence[sa.Row[Any]]]:
    """All events in order, in parts."""
    last = 0
    while part := connection.execute(_after(last)).all():
        yield part
        last = part[-1].seq


def _after(last: int) -> sa.Select[Any]:
    return sa.select(_EVENT).where(_EVENT.c.seq > last).order_by(_EVENT.c.seq).limit(_ROWS)


def _sealed(event: dict[str, Any]) -> dict[str, Any]:
    salt = new_salt()
    return {"seq": event["seq"], "salt": salt, "seal": seal_of(event, salt)}
