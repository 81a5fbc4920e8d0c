"""Who may not read, has no time to, or lost the connection hears that and what to do, and nothing of damage."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlmodel import text

from evidence.database import writing
from evidence.errors import LedgerError, WrongLedger
from evidence.hindrances import hindrance
from evidence.ledger import Ledger, create_ledger, open_ledger
from evidence.status import status_of
from evidence.verification import tables
from evidence.verification.whole import Beside, verify, verify_at
from tests.evidence.small import recorded
from tests.postgresql import end_others, guest, role_of, schema


@pytest.fixture
def guests(server: str) -> Iterator[Ledger]:
    """A ledger of a role that is no superuser."""
    with schema(server, "guests") as address, guest(server, address) as own:
        made = recorded(create_ledger(own, policy="four_eyes", actor="Ada"))
        yield made
        made.close()


@pytest.fixture
def beside(tmp_path: Path) -> Beside:
    return Beside(tmp_path / "vault", tmp_path / "checkpoints")


def say(ledger: Ledger, statement: str) -> None:
    with writing(ledger.engine) as session:
        session.execute(text(statement))


@pytest.mark.parametrize("table", ["claim", "audit_event", "property"])
def test_who_may_not_read_hears_it_and_what_to_do(guests: Ledger, beside: Beside, table: str) -> None:
    assert verify_at(guests.address, beside).whole
    say(guests, f"REVOKE SELECT ON {table} FROM {role_of_(guests)}")
    with pytest.raises(LedgerError, match=f"permission denied for table {table}.*GRANT SELECT"):
        verify_at(guests.address, beside)


@pytest.mark.parametrize("read", [open_ledger, status_of])
def test_a_ledger_that_nobody_lets_one_read_is_not_said_to_be_none(
    guests: Ledger, read: Callable[[object], object]
) -> None:
    say(guests, f"REVOKE SELECT ON property FROM {role_of_(guests)}")
    with pytest.raises(LedgerError, match=r"cannot be read now.*GRANT SELECT") as told:
        read(guests.address)
    assert not isinstance(told.value, WrongLedger)


def role_of_(ledger: Ledger) -> str:
    assert not isinstance(ledger.address, Path)
    return role_of(ledger.address)


@pytest.mark.parametrize("times", [0, 1, 5])
def test_a_connection_that_is_lost_while_it_is_verified_is_no_fault(
    server_ledger: Ledger, server: str, beside: Beside, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    count = iter(range(100))

    def apart(connection: object) -> object:
        if next(count) == times:
            end_others(server)
        return whole_apart(connection)  # type: ignore[arg-type]

    whole_apart = tables.apart
    monkeypatch.setattr(tables, "apart", apart)
    with pytest.raises(LedgerError, match="try again"):
        verify(server_ledger.engine, beside)


def test_a_verification_that_is_given_no_time_is_no_fault(server_ledger: Ledger, beside: Beside) -> None:
    with server_ledger.engine.connect() as connection:
        connection.exec_driver_sql("SET SESSION statement_timeout = '1ms'")
        connection.commit()
    with pytest.raises(LedgerError, match="statement_timeout"):
        verify(server_ledger.engine, beside)


def test_a_file_that_another_program_holds_is_no_fault(
    tmp_path: Path, beside: Beside, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_ledger(tmp_path / "ledger", policy="four_eyes", actor="Ada").close()
    monkeypatch.setattr("evidence.dialects.BUSY_SECONDS", 0)
    with closing(sqlite3.connect(tmp_path / "ledger", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LedgerError, match="another program holds it"):
            verify_at(tmp_path / "ledger", beside)


def test_a_file_that_nobody_lets_one_open_is_no_fault(
    tmp_path: Path, beside: Beside, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_file(*_told: object, **_more: object) -> None:
        error = sqlite3.OperationalError("unable to open database file")
        error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise error

    engine = create_ledger(tmp_path / "ledger", policy="four_eyes", actor="Ada").engine
    engine.dispose()
    monkeypatch.setattr("sqlite3.dbapi2.connect", no_file)
    with pytest.raises(LedgerError, match="see that you may read the file"):
        verify(engine, beside)


def test_what_says_more_of_a_ledger_is_no_hindrance() -> None:
    for error in (psycopg.errors.DataCorrupted("torn"), psycopg.errors.UndefinedTable("gone"), ValueError("other")):
        assert hindrance(error) is None
