"""A ledger: where it is, how it is made and opened.

ledger = create_ledger(address, policy="four_eyes", actor="Ada")
with reading(ledger.engine) as session: ...
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect
from sqlmodel import Session, SQLModel

from evidence.address import Address
from evidence.audit import AuditWriter
from evidence.database import reading, writing
from evidence.dialects import UNREADABLE, engine_of, in_words
from evidence.errors import LedgerExists, WrongLedger
from evidence.hindrances import refuse_hindered
from evidence.ledger_facts import SCHEMA_VERSION, schema_version_of
from evidence.models import Property
from evidence.settled import own
from evidence.status import missing_ledger
from evidence.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Ledger:
    """An open ledger."""

    address: Address
    engine: Engine

    def close(self) -> None:
        """Give back its connections."""
        self.engine.dispose()


def create_ledger(address: Address, *, policy: str, actor: str) -> Ledger:
    """Make an empty ledger, whole or not at all; raises LedgerExists where there is one."""
    vocabulary().check("policy", policy)
    if isinstance(address, Path):
        _make_room(address)
    engine = engine_of(address)
    with _given_back_if_refused(engine), writing(engine) as session:
        _make_tables(session.connection(), address)
        _begin_record(session, policy, actor)
    return Ledger(address, engine)


def open_ledger(address: Address) -> Ledger:
    """Open a ledger; raises NoLedger where there is none, WrongLedger where it is something else."""
    engine = engine_on(address)
    with _given_back_if_refused(engine), reading(engine) as session:
        check_version(version_at(session, address), address)
    return Ledger(address, engine)


@contextmanager
def reading_at(address: Address) -> Iterator[Session]:
    """Open a ledger, read it, and give it back; raises what opening it raises."""
    ledger = open_ledger(address)
    try:
        with reading(ledger.engine) as session:
            yield session
    finally:
        ledger.close()


def engine_on(address: Address, *, foreign_keys: bool = True) -> Engine:
    """An engine on a ledger of any version; raises NoLedger where no file is."""
    if isinstance(address, Path) and not address.exists():
        raise missing_ledger(address)
    return engine_of(address, foreign_keys=foreign_keys)


def version_at(session: Session, address: Address) -> str:
    """The version of a ledger's tables; raises NoLedger where there are none, WrongLedger where they are others."""
    try:
        if not isinstance(address, Path) and not inspect(session.connection()).has_table("property"):
            raise missing_ledger(address)
        return schema_version_of(session)
    except UNREADABLE as error:
        refuse_hindered(error, f"the ledger at {address}")
        raise WrongLedger(f"{address} is no ledger: {in_words(error)}") from error


def is_without_tables(path: Path) -> bool:
    """Whether a file is a database, be it empty, that has no table: what is left of a making that was cut off."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return bool(tables == 0)
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False


@contextmanager
def _given_back_if_refused(engine: Engine) -> Iterator[None]:
    try:
        yield
    # Whatever ended it, an interruption too: connections that nobody holds would stay open.
    except BaseException:
        engine.dispose()
        raise


def _make_room(path: Path) -> None:
    """A file without tables is what a program leaves that was killed before it had made the ledger."""
    if path.exists() and path.stat().st_size and not is_without_tables(path):
        raise LedgerExists(f"there is a ledger at {path} already")
    path.parent.mkdir(parents=True, exist_ok=True)
    own(path)


def check_version(version: str, address: Address) -> None:
    """Raise WrongLedger, saying what to do, unless the version is the one that this program reads."""
    if version == SCHEMA_VERSION:
        return
    what = f"{address} is a ledger of version {version}; this program reads version {SCHEMA_VERSION}"
    if version.isdecimal() and int(version) < int(SCHEMA_VERSION):
        raise WrongLedger(f"{what}: bring it there with 'throughline migrate', which copies it first")
    raise WrongLedger(f"{what}: take a newer program")


def _make_tables(connection: Connection, address: Address) -> None:
    """Make the tables; another program's tables of the same names are left alone."""
    if set(inspect(connection).get_table_names()) & set(SQLModel.metadata.tables):
        raise LedgerExists(f"there is a ledger at {address} already, or what has tables of the same names")
    SQLModel.metadata.create_all(connection, checkfirst=False)


def _begin_record(session: Session, policy: str, actor: str) -> None:
    session.add(Property(name="schema_version", value=SCHEMA_VERSION))
    session.add(Property(name="policy", value=policy))
    audit = AuditWriter(session, actor)
    audit.append("create", None, {"policy": policy, "schema_version": SCHEMA_VERSION})
    audit.flush()
