"""A ledger: where it is, how it is made and opened.

ledger = create_ledger(path, policy="four_eyes", actor="Ada")
with reading(ledger.engine) as session: ...
"""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError
from sqlmodel import SQLModel

from evidence.audit import AuditWriter
from evidence.database import engine_of, reading, writing
from evidence.errors import LedgerExists, WrongLedger
from evidence.ledger_facts import SCHEMA_VERSION, schema_version_of
from evidence.models import Property
from evidence.status import missing_ledger
from evidence.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Ledger:
    """An open ledger."""

    path: Path
    engine: Engine

    def close(self) -> None:
        """Give back its connections."""
        self.engine.dispose()


def create_ledger(path: Path, *, policy: str, actor: str) -> Ledger:
    """Make an empty ledger; raises LedgerExists where there is one."""
    vocabulary().check("policy", policy)
    if path.exists():
        raise LedgerExists(f"there is a ledger at {path} already")
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = engine_of(path)
    SQLModel.metadata.create_all(engine)
    with writing(engine) as session:
        session.add(Property(name="schema_version", value=SCHEMA_VERSION))
        session.add(Property(name="policy", value=policy))
        audit = AuditWriter(session, actor)
        audit.append("create", None, {"policy": policy, "schema_version": SCHEMA_VERSION})
        audit.flush()
    return Ledger(path, engine)


def open_ledger(path: Path) -> Ledger:
    """Open a ledger; raises NoLedger where there is none, WrongLedger where it is something else."""
    if not path.exists():
        raise missing_ledger(path)
    engine = engine_of(path)
    try:
        with reading(engine) as session:
            version = schema_version_of(session)
    except DatabaseError as error:
        raise WrongLedger(f"{path} is no ledger") from error
    if version != SCHEMA_VERSION:
        raise WrongLedger(f"{path} is a ledger of version {version}; this program reads version {SCHEMA_VERSION}")
    return Ledger(path, engine)
