"""Bringing a ledger of an earlier version to the tables that this program reads.

Invariant: a copy of the ledger is complete before anything is changed, and then all steps are done in one
transaction, or none. The audit chain tells that it was done, by whom, and from which version to which.
"""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import update
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col

from evidence.address import Address
from evidence.audit import AuditWriter
from evidence.copying import copy_to_file
from evidence.database import reading, writing
from evidence.dialects import broken_references
from evidence.errors import DiskRefused, MigrationFailed, WrongLedger
from evidence.ledger import engine_on, version_at
from evidence.ledger_facts import SCHEMA_VERSION
from evidence.models import Property
from evidence.recording import named
from evidence.steps import upgrade, versions


@dataclass(frozen=True, slots=True)
class Migrated:
    """The version that a ledger had, and where the copy of it is; no copy where there was nothing to do."""

    older: str
    backup: Path | None


def migrate(address: Address, *, actor: str | None, backup: Path) -> Migrated:
    """Bring a ledger to SCHEMA_VERSION, after copying it to a file.

    Raises NoLedger, WrongLedger (what has no version that this program knows), and MigrationFailed when a step does
    not fit the ledger; then the ledger is as it was, and the copy stays.
    """
    by = named(actor)
    engine = engine_on(address, foreign_keys=False)
    try:
        with reading(engine) as session:
            _known(version_at(session, address), address)
        with writing(engine) as session:
            older = version_at(session, address)
            if older == SCHEMA_VERSION:
                return Migrated(older, None)
            copy_to_file(address, backup)
            _bring_up(session, older, by, f"{address}", backup)
        return Migrated(older, backup)
    finally:
        engine.dispose()


def _known(version: str, address: Address) -> None:
    if version not in versions():
        raise WrongLedger(
            f"{address} is a ledger of version {version}, which this program does not know: take a newer program"
        )


def _bring_up(session: Session, older: str, actor: str, told: str, backup: Path) -> None:
    try:
        upgrade(session.connection(), older, SCHEMA_VERSION)
        broken = broken_references(session.connection())
    except DBAPIError as error:
        raise _failed(told, f"{error.orig}", backup) from error
    except DiskRefused as error:
        raise _failed(told, f"{error}", backup) from error
    if broken:
        raise _failed(told, f"rows of {', '.join(broken)} lead nowhere", backup)
    session.execute(update(Property).where(col(Property.name) == "schema_version").values(value=SCHEMA_VERSION))
    audit = AuditWriter(session, actor)
    audit.append("migrate", None, {"older": older, "newer": SCHEMA_VERSION})
    audit.flush()


def _failed(told: str, reason: str, backup: Path) -> MigrationFailed:
    return MigrationFailed(
        f"the ledger at {told} could not be brought to version {SCHEMA_VERSION} and is as it was: {reason}; "
        f"a copy of it is at {backup}"
    )
