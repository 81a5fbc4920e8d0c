"""Making and opening ledgers, and what one says of itself."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlmodel import text

from evidence.audit import AuditWriter
from evidence.database import reading, writing
from evidence.dialects import engine_of
from evidence.errors import LedgerExists, NoLedger, UnknownTerm, WrongLedger
from evidence.ledger import Ledger, create_ledger, open_ledger
from evidence.status import status_of
from tests.evidence.small import recorded
from tests.places import LedgerPlace
from tests.postgresql import schema


def test_a_ledger_is_not_made_over_another(ledger: Ledger) -> None:
    with pytest.raises(LedgerExists):
        create_ledger(ledger.address, policy="four_eyes", actor="Ada")


def test_a_ledger_is_made_where_a_making_died_and_over_nothing_else(tmp_path: Path) -> None:
    for name, left in (("died", "PRAGMA journal_mode = WAL"), ("other", "CREATE TABLE theirs (content)")):
        with closing(sqlite3.connect(tmp_path / name)) as connection:
            connection.execute(left)
    (tmp_path / "text").write_text("no database")
    create_ledger(tmp_path / "died", policy="four_eyes", actor="Ada").close()
    for name in ("other", "text"):
        with pytest.raises(LedgerExists):
            create_ledger(tmp_path / name, policy="four_eyes", actor="Ada")
    assert (tmp_path / "text").read_text() == "no database"


def test_a_policy_that_is_none_makes_no_ledger(place: LedgerPlace) -> None:
    with pytest.raises(UnknownTerm):
        create_ledger(place("new"), policy="many_eyes", actor="Ada")
    with pytest.raises(NoLedger):
        open_ledger(place("new"))


def test_a_ledger_is_made_whole_or_not_at_all(place: LedgerPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AuditWriter, "flush", fail)
    with pytest.raises(ZeroDivisionError):
        create_ledger(place("new"), policy="four_eyes", actor="Ada")
    monkeypatch.undo()
    create_ledger(place("new"), policy="four_eyes", actor="Ada").close()


def test_tables_of_another_program_are_left_alone(server: str) -> None:
    with schema(server, "other") as address:
        engine = engine_of(address)
        with writing(engine) as session:
            session.execute(text("CREATE TABLE claim (id int)"))
        with pytest.raises(LedgerExists, match="tables of the same names"):
            create_ledger(address, policy="four_eyes", actor="Ada")
        with reading(engine) as session:
            assert inspect(session.connection()).get_table_names() == ["claim"]
        engine.dispose()


def fail(_audit: AuditWriter) -> None:
    raise ZeroDivisionError


def test_a_ledger_that_is_not_there_says_how_to_make_one(place: LedgerPlace) -> None:
    for read in (open_ledger, status_of):
        with pytest.raises(NoLedger, match="throughline init"):
            read(place("none"))


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_a_file_that_is_no_ledger_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    for read in (open_ledger, status_of):
        with pytest.raises(WrongLedger):
            read(file)
    assert file.read_bytes() == content


def test_a_ledger_of_another_version_is_refused(ledger: Ledger) -> None:
    with writing(ledger.engine) as session:
        session.execute(text("UPDATE property SET value = '99' WHERE name = 'schema_version'"))
    with pytest.raises(WrongLedger, match="version 99"):
        open_ledger(ledger.address)


def test_the_status_counts_what_is_recorded(ledger: Ledger) -> None:
    status = status_of(recorded(ledger).address)
    assert status.records == {"claim": 1, "entity": 2, "source": 1}
    assert (status.policy, status.events, len(status.head)) == ("four_eyes", 5, 64)


def test_a_damaged_file_whose_complaint_is_no_text_is_no_ledger(file_ledger: Ledger) -> None:
    address = file_ledger.address
    with closing(sqlite3.connect(str(address))) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET name = CAST(x'ff' AS TEXT), sql = 'none' WHERE name = 'claim'")
        connection.commit()
    for read in (open_ledger, status_of):
        with pytest.raises(WrongLedger, match="is no ledger"):
            read(address)
