"""A backup takes the place of a ledger's own tables on a server, whatever state they are in, and of no others."""

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError
from sqlmodel import text

from evidence import copying, replacing_on_server
from evidence.address import Address
from evidence.database import reading, writing
from evidence.dialects import engine_of
from evidence.errors import LedgerError, LedgerExists, WrongLedger
from evidence.ledger import Ledger, create_ledger
from evidence.replacing import copy_over, refuse_standing
from evidence.status import status_of
from evidence.verification.shape_on_server import misshapen_on_server
from evidence.verification.tables import plain
from tests.evidence.small import entity, recorded
from tests.postgresql import end_others, guest, role_of, schema

THEIRS = ("CREATE TABLE crm (name text)", "INSERT INTO crm VALUES ('a customer')")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    made = recorded(create_ledger(tmp_path / "source.sqlite", policy="four_eyes", actor="Ada"))
    made.close()
    return tmp_path / "source.sqlite"


@pytest.fixture
def standing(server_ledger: Ledger) -> Ledger:
    return recorded(server_ledger, entity("E7"))


@pytest.fixture
def older(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "older.sqlite"


@pytest.fixture
def empty(server: str) -> Iterator[Address]:
    with schema(server, "empty") as address:
        yield address


def say(ledger: Ledger, *statements: str) -> None:
    with writing(ledger.engine) as session:
        for statement in statements:
            session.execute(text(statement))


def ask(ledger: Ledger, statement: str) -> list[tuple[object, ...]]:
    with reading(ledger.engine) as session:
        return [tuple(row) for row in session.execute(text(statement))]


def assert_replaced(ledger: Ledger, source: Path) -> None:
    assert status_of(ledger.address).head == status_of(source).head
    with reading(ledger.engine) as session:
        assert misshapen_on_server(session.connection()) == []


DAMAGES = {
    "nothing": "SELECT 1",
    "a table is gone": "DROP TABLE search_name",
    "what it says of itself is gone": "DROP TABLE property",
    "it says nothing of itself": "DELETE FROM property",
    "an index is gone": "DROP INDEX one_record_a_key",
    "a check is gone": "ALTER TABLE claim DROP CONSTRAINT claim_status_check",
    "a column is gone": "ALTER TABLE source DROP COLUMN origin",
    "a column more": "ALTER TABLE source ADD COLUMN more json DEFAULT '[1]'",
    "an earlier version": "DROP TABLE event_seal, public_leaf; UPDATE property SET value = '1' WHERE name LIKE 'sch%'",
    "a version that nobody knows": "UPDATE property SET value = 'x' WHERE name = 'schema_version'",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_what_is_left_of_a_ledger_is_replaced_only_when_told_and_is_kept(
    standing: Ledger, source: Path, older: Path, damage: str
) -> None:
    say(standing, damage, *THEIRS)
    left = ask(standing, "SELECT hash FROM audit_event ORDER BY seq")
    with pytest.raises(LedgerExists, match="--replace"):
        refuse_standing(standing.address, replace=False)
    with pytest.raises(LedgerExists, match="--replace"):
        copy_over(source, standing.address, older, replace=False)
    assert ask(standing, "SELECT hash FROM audit_event ORDER BY seq") == left
    kept = copy_over(source, standing.address, older)
    assert_replaced(standing, source)
    assert ask(standing, "SELECT name FROM crm") == [("a customer",)]
    with closing(sqlite3.connect(older)) as copy:
        assert copy.execute("SELECT hash FROM audit_event ORDER BY seq").fetchall() == left
        assert copy.execute("SELECT count(*) FROM record").fetchone() == (1,)
    assert (kept.older, kept.unread) == (older, ())


def test_a_ledger_that_cannot_be_copied_as_one_is_kept_as_it_was_found(
    standing: Ledger, source: Path, older: Path
) -> None:
    say(standing, "ALTER TABLE property RENAME value TO content", "ALTER TABLE property ADD COLUMN value text")
    kept = copy_over(source, standing.address, older)
    assert (kept.as_found, kept.unread) == (True, ())
    with closing(sqlite3.connect(older)) as copy:
        assert ("policy", "four_eyes", None) in copy.execute("SELECT name, content, value FROM property").fetchall()


def test_what_cannot_be_read_is_named(
    standing: Ledger, source: Path, older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(value: object) -> str | int | None:
        if value == "organisation":
            raise DatabaseError("SELECT", None, psycopg.errors.DataCorrupted("a page is torn"))
        return plain(value)

    monkeypatch.setattr(replacing_on_server, "plain", torn)
    say(standing, "DROP TABLE property")
    kept = copy_over(source, standing.address, older)
    assert (kept.as_found, kept.unread) == (True, ("entity",))
    assert_replaced(standing, source)


@pytest.mark.parametrize("damage", ["SELECT 1", "DROP TABLE property"])
def test_what_may_not_be_read_is_not_replaced(server: str, source: Path, older: Path, damage: str) -> None:
    with schema(server, "theirs") as address, guest(server, address) as own:
        made = create_ledger(own, policy="four_eyes", actor="Bob")
        say(made, f"REVOKE SELECT ON mention FROM {role_of(own)}", damage)
        with pytest.raises(LedgerError, match="GRANT SELECT"):
            copy_over(source, own, older)
        assert (len(ask(made, "SELECT seq FROM audit_event")), older.exists()) == (1, False)
        made.close()


def test_a_connection_that_is_lost_while_it_is_copied_is_told(
    standing: Ledger, server: str, source: Path, older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy_rows(old: Connection, new: Connection) -> None:
        end_others(server)
        copying.copy_rows(old, new)

    before = status_of(standing.address)
    monkeypatch.setattr(replacing_on_server, "copy_rows", copy_rows)
    with pytest.raises(LedgerError, match="try again"):
        copy_over(source, standing.address, older)
    assert (status_of(standing.address), older.exists()) == (before, False)


def test_a_connection_that_is_lost_at_the_very_end_leaves_the_copy_and_says_where(
    standing: Ledger, server: str, source: Path, older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy_rows(old: Connection, new: Connection) -> None:
        copying.copy_rows(old, new)
        if new.dialect.name == "postgresql":
            end_others(server)

    monkeypatch.setattr(replacing_on_server, "copy_rows", copy_rows)
    with pytest.raises(LedgerError, match="nobody knows whether") as told:
        copy_over(source, standing.address, older)
    assert str(older) in str(told.value)
    assert status_of(older).head == status_of(standing.address).head


@pytest.mark.parametrize(
    "statement", ["CREATE TABLE review (id int, stars int)", "CREATE TABLE property (name text, value text)"]
)
def test_tables_of_another_program_that_have_a_ledgers_names_are_left_alone(
    empty: Address, source: Path, older: Path, statement: str
) -> None:
    engine = engine_of(empty)
    other = Ledger(empty, engine)
    say(other, statement, *THEIRS)
    for replace in (True, False):
        with pytest.raises(WrongLedger, match="CREATE SCHEMA"):
            refuse_standing(empty, replace=replace)
        with pytest.raises(WrongLedger, match="nothing was touched"):
            copy_over(source, empty, older, replace=replace)
    assert ask(other, "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()") == [(2,)]
    assert not older.exists()
    engine.dispose()


@pytest.mark.parametrize("columns", ["id int, stars int, claim_id int, reviewer int, outcome int", "id int"])
def test_a_table_of_another_program_beside_a_damaged_ledger_is_left_alone(
    standing: Ledger, source: Path, older: Path, columns: str
) -> None:
    say(standing, "DROP TABLE review", f"CREATE TABLE review ({columns})", "INSERT INTO review VALUES (1)")
    with pytest.raises(WrongLedger, match="no ledger's: review"):
        copy_over(source, standing.address, older)
    assert ask(standing, "SELECT id FROM review") == [(1,)]


def test_what_leads_to_a_ledgers_tables_keeps_them_from_being_made_anew(
    standing: Ledger, source: Path, older: Path
) -> None:
    say(standing, "CREATE VIEW theirs AS SELECT id FROM record", "DROP INDEX one_record_a_key")
    before = status_of(standing.address)
    with pytest.raises(LedgerError, match="depend"):
        copy_over(source, standing.address, older)
    assert (status_of(standing.address), older.exists()) == (before, False)


def test_what_is_recorded_meanwhile_waits_and_is_in_the_newer_ledger(
    standing: Ledger, source: Path, older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ThreadPoolExecutor() as others:
        recording: list[Future[Ledger]] = []

        def copy_rows(old: Connection, new: Connection) -> None:
            copying.copy_rows(old, new)
            if not recording:
                recording.append(others.submit(recorded, standing, entity("E8")))
                time.sleep(0.2)  # long enough for it to be done, if nothing kept it waiting

        monkeypatch.setattr(replacing_on_server, "copy_rows", copy_rows)
        copy_over(source, standing.address, older)
        recording[0].result()
    assert status_of(standing.address).events == status_of(source).events + 1


def test_a_ledger_that_is_made_meanwhile_waits_and_is_refused(
    empty: Address, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ThreadPoolExecutor() as others:
        making: list[Future[Ledger]] = []

        def copy_rows(old: Connection, new: Connection) -> None:
            making.append(others.submit(create_ledger, empty, policy="four_eyes", actor="Bob"))
            time.sleep(0.2)  # long enough for it to be done, if nothing kept it waiting
            copying.copy_rows(old, new)

        monkeypatch.setattr(replacing_on_server, "copy_rows", copy_rows)
        copy_over(source, empty, replace=False)
        with pytest.raises(LedgerExists):
            making[0].result()
    assert status_of(empty).head == status_of(source).head


def test_who_waited_for_a_ledger_that_was_made_anew_holds_its_lock(standing: Ledger, source: Path) -> None:
    with ThreadPoolExecutor() as others:
        with writing(standing.engine) as session:
            waiting = others.submit(holds_the_lock, standing)
            time.sleep(0.2)  # nobody but the server knows that it waits
            session.execute(text("ALTER TABLE audit_event RENAME TO older_event"))
            session.execute(text("CREATE TABLE audit_event (LIKE older_event)"))
        assert waiting.result()


def holds_the_lock(ledger: Ledger) -> bool:
    """Whether who writes holds the lock that every later writer will ask for."""
    with writing(ledger.engine) as session:
        held = session.execute(
            text("SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        )
        return session.execute(text("SELECT to_regclass('audit_event')::oid")).scalar() in list(held.scalars())
