"""What a later version of this program would be: one with a step more, on a table that others lead to."""

import shutil
from pathlib import Path

import pytest

from evidence import ledger as ledgers
from evidence import migrating, steps
from evidence.ledger_facts import SCHEMA_VERSION

LATER = str(int(SCHEMA_VERSION) + 1)
STEP = f'''
"""A later step: it adds a column and a rule to a table that others lead to."""

import sqlalchemy as sa
from alembic import op

revision = "{LATER}"
down_revision = "{SCHEMA_VERSION}"
RULES = (sa.CheckConstraint("level BETWEEN 0 AND 3"),)


def upgrade():
    with op.batch_alter_table("record", table_args=RULES) as table:
        table.add_column(sa.Column("shelf", sa.Integer(), nullable=False, server_default="7"))
        table.create_check_constraint("a_shelf", "shelf > 0")
    MORE


def downgrade():
    with op.batch_alter_table("record", table_args=RULES) as table:
        table.drop_constraint("a_shelf", type_="check")
        table.drop_column("shelf")
'''


def become_later(monkeypatch: pytest.MonkeyPatch, folder: Path, more: str = "") -> None:
    """Make this program a later one, whose step does something more; the folder is for its steps."""
    shutil.copytree(steps.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "later.py").write_text(STEP.replace("MORE", more), encoding="utf-8")
    monkeypatch.setattr(steps, "FOLDER", folder)
    for module in (ledgers, migrating):
        monkeypatch.setattr(module, "SCHEMA_VERSION", LATER)
