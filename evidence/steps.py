"""Doing the steps between versions of a ledger's tables, up or down, within a transaction of whoever asks.

Invariant: a step is an Alembic revision under ``evidence/migrations``; which have been done is what the ledger itself
says of its version, and nowhere else.
"""

from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection

FOLDER = Path(__file__).with_name("migrations")


def versions() -> list[str]:
    """All versions that there are, the first one first."""
    return [step.revision for step in _steps(None, "head")]


def upgrade(connection: Connection, older: str | None, newer: str) -> None:
    """Do the steps from a version (None: no tables at all) to a later one."""
    with Operations.context(MigrationContext.configure(connection)):
        for step in _steps(older, newer):
            step.module.upgrade()


def downgrade(connection: Connection, newer: str, older: str | None) -> None:
    """Take back the steps from a version to an earlier one (None: no tables at all)."""
    with Operations.context(MigrationContext.configure(connection)):
        for step in reversed(_steps(older, newer)):
            step.module.downgrade()


def _steps(older: str | None, newer: str) -> list[Script]:
    """The steps after a version up to another, in the order of doing them."""
    directory = ScriptDirectory(str(FOLDER), version_locations=[str(FOLDER)])
    steps = [step for step in directory.iterate_revisions(newer, older or "base") if isinstance(step, Script)]
    return steps[::-1]
