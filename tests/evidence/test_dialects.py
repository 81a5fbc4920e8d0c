"""What SQLite and PostgreSQL are told, so that they keep and answer the same."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, InternalError
from sqlmodel import AutoString, SQLModel, col, select, text

from evidence.database import reading, writing
from evidence.dialects import SAFE_WAL, engine_of, in_words
from evidence.drafts import CaptureDraft
from evidence.errors import DiskRefused, LedgerError
from evidence.ledger import Ledger, create_ledger
from evidence.models import Capture, Entity, Investigation
from evidence.search import search
from tests.evidence.small import entity, recorded, session_on, source


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Ledger]:
    made = create_ledger(tmp_path / "ledger.sqlite", policy="four_eyes", actor="Ada")
    yield made
    made.close()


def test_every_connection_to_a_file_keeps_foreign_keys_and_synchronises_fully(file: Ledger) -> None:
    """A rollback journal wants its folder synchronised too: tests/faults/test_power_cuts.py shows why."""
    safe = sqlite3.sqlite_version_info >= SAFE_WAL
    for _ in range(2):
        with reading(file.engine) as session:
            assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1
            assert session.execute(text("PRAGMA synchronous")).scalar() == (2 if safe else 3)
        file.engine.dispose()


@pytest.mark.parametrize("name", ["a%2Fb", "a?b", "a#b", "a b", "é公安", "file:a"])
def test_a_file_is_made_under_the_name_that_was_given(tmp_path: Path, name: str) -> None:
    create_ledger(tmp_path / name, policy="four_eyes", actor="Ada").close()
    assert [file.name for file in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(("version", "journal"), [((3, 51, 2), "delete"), ((3, 51, 3), "wal")])
def test_a_write_ahead_log_is_kept_only_where_it_is_safe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], journal: str
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    made = create_ledger(tmp_path / "ledger.sqlite", policy="four_eyes", actor="Ada")
    with reading(made.engine) as session:
        assert session.execute(text("PRAGMA journal_mode")).scalar() == journal
    made.close()


def test_a_file_in_another_journal_mode_is_brought_back(tmp_path: Path, file: Ledger) -> None:
    with sqlite3.connect(tmp_path / "ledger.sqlite") as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    with reading(file.engine) as session:
        assert session.execute(text("PRAGMA journal_mode")).scalar() == "delete"


def test_a_connection_that_sqlite_does_not_make_safe_is_refused(tmp_path: Path) -> None:
    """In memory there is no journal on the disk, whatever is asked for."""
    engine = engine_of(Path(":memory:"))
    with pytest.raises(LedgerError, match="journal_mode at memory"), engine.connect():
        pass


def test_an_error_tells_no_parameters_and_no_rows(ledger: Ledger) -> None:
    for broken in (Entity(id="a secret", kind="person"), Investigation(id="2", name="a secret")):
        with writing(ledger.engine) as session:
            session.merge(Investigation(id="1", name="a secret"))
        with pytest.raises(IntegrityError) as told, writing(ledger.engine) as session:
            session.add(broken)
        assert "a secret" not in f"{told.value} {told.value.orig} {told.value!r} {told.value.orig!r}"


@pytest.mark.parametrize("state", ["53100", "58030"])
def test_a_servers_full_disk_is_told_as_a_files_is(server_ledger: Ledger, state: str) -> None:
    full = f"DO $$ BEGIN RAISE 'could not extend file' USING ERRCODE = '{state}', DETAIL = 'a secret'; END $$"
    told = r"the disk does not take .*\(could not extend file\): nothing of it was; make room, and do it again"
    with pytest.raises(DiskRefused, match=told) as refused, writing(server_ledger.engine) as session:
        session.execute(text(full))
    assert "secret" not in f"{refused.value!r} {refused.value.__cause__!r}"
    with reading(server_ledger.engine) as session, pytest.raises(DBAPIError):
        session.execute(text(full))  # a read records nothing that the disk could not take


def test_a_read_on_a_server_can_write_nothing(server_ledger: Ledger) -> None:
    with reading(server_ledger.engine) as session, pytest.raises(InternalError, match="read-only"):
        session.execute(text("DELETE FROM audit_event"))


def test_every_text_compares_by_code_point() -> None:
    told = postgresql.dialect()  # type: ignore[no-untyped-call]
    columns = [column for table in SQLModel.metadata.tables.values() for column in table.columns]
    assert [one for one in columns if isinstance(one.type, AutoString)] == []
    texts = [one.type.compile(told) for one in columns if one.type.python_type is str]
    assert set(texts) == {'VARCHAR COLLATE "C"'}


ODD_ORDER = ("Z", "a", "Ä", "z", "ä", "é", "e\u0301", "_", " a", "中", "\U0001f600", "\uffee")


def test_names_come_in_the_order_of_code_points(ledger: Ledger) -> None:
    with writing(ledger.engine) as session:
        session.add_all([Investigation(id=str(number), name=name) for number, name in enumerate(ODD_ORDER)])
    with session_on(ledger) as session:
        assert session.exec(select(Investigation.name).order_by(col(Investigation.name))).all() == sorted(ODD_ORDER)


def test_texts_may_be_as_long_as_drafts_may(ledger: Ledger) -> None:
    """Long ones, of random letters that nothing compresses, are longer than an ordered index of PostgreSQL takes."""
    letters = "".join(chr(0x4E00 + number * 7919 % 20_000) for number in range(9_900))
    long = entity("E1", names=[{"text": letters}], identifiers=[{"scheme": "x", "value": letters}])
    recorded(ledger, long, source("S1", title=letters, origin=letters, address=letters))
    with session_on(ledger) as session:
        assert [one.key for one in search(session, letters[5_000:], audience="public")] == ["E1", "S1"]


def test_a_file_may_be_large(ledger: Ledger) -> None:
    recorded(ledger, source("S1"))
    recorded(
        ledger,
        CaptureDraft(
            key="K1", source="S1", sha256="0" * 64, size=2**63 - 1, taken="2026-11-25", method="test", by="Ada"
        ),
    )
    with session_on(ledger) as session:
        assert session.exec(select(Capture.size)).one() == 2**63 - 1


def test_what_the_database_says_is_told_without_the_statement() -> None:
    assert in_words(DatabaseError("SELECT secret", {}, ValueError("malformed"))) == "malformed"
    assert in_words(sqlite3.DatabaseError("no database")) == "no database"
