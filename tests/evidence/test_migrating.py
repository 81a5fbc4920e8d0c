"""A ledger of an earlier version is brought to the newer one, whole and copied first, or stays as it was."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlmodel import Session, col, select, text

from evidence.audit import body_of
from evidence.database import reading, writing
from evidence.dialects import engine_of
from evidence.errors import MigrationFailed, NoActor, NoLedger, WrongLedger
from evidence.ledger import Ledger, create_ledger, open_ledger
from evidence.ledger_facts import SCHEMA_VERSION
from evidence.migrating import migrate
from evidence.models import AuditEvent
from evidence.steps import downgrade, upgrade
from evidence.trees import leaves_of
from tests.evidence.later_version import LATER, become_later
from tests.evidence.small import recorded
from tests.places import LedgerPlace

BREAKING = {
    "a statement that does not fit": 'op.execute("UPDATE record SET shelf = 0")',
    "a program error": "raise ZeroDivisionError",
}

Later = Callable[[str], None]


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    return tmp_path / "copies" / "older.sqlite"


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Later:
    """Makes this program a later one, whose step does something more."""

    return lambda more: become_later(monkeypatch, tmp_path / "steps", more)


def state(session: Session) -> tuple[list[str], list[str]]:
    """The columns of records, and every event."""
    columns = [one["name"] for one in inspect(session.connection()).get_columns("record")]
    return columns, [event.hash for event in session.exec(select(AuditEvent).order_by(col(AuditEvent.seq)))]


def state_of(ledger: Ledger) -> tuple[list[str], list[str]]:
    with reading(ledger.engine) as session:
        return state(session)


def test_a_ledger_of_this_version_is_left_alone(ledger: Ledger, backup: Path) -> None:
    before = state_of(ledger)
    assert migrate(ledger.address, actor="Ada", backup=backup).backup is None
    assert state_of(ledger) == before
    assert not backup.exists()


def test_an_older_ledger_says_what_to_do(ledger: Ledger, later: Later) -> None:
    later("")
    with pytest.raises(WrongLedger, match="throughline migrate"):
        open_ledger(ledger.address)


def test_a_newer_ledger_asks_for_a_newer_program(ledger: Ledger, backup: Path) -> None:
    with writing(ledger.engine) as session:
        session.execute(text("UPDATE property SET value = '99' WHERE name = 'schema_version'"))
    for read in (open_ledger, lambda address: migrate(address, actor="Ada", backup=backup)):
        with pytest.raises(WrongLedger, match=r"version 99.*newer program"):
            read(ledger.address)
    assert not backup.exists()


def test_an_older_ledger_is_brought_up_and_keeps_all_that_it_holds(ledger: Ledger, later: Later, backup: Path) -> None:
    _, events = state_of(recorded(ledger))
    later("")
    done = migrate(ledger.address, actor="Bob", backup=backup)
    assert (done.older, done.backup) == (SCHEMA_VERSION, backup)
    opened = open_ledger(ledger.address)
    with reading(opened.engine) as session:
        columns, now = state(session)
        last = session.exec(select(AuditEvent).order_by(col(AuditEvent.seq).desc())).all()[0]
        told = (last.verb, last.actor, body_of(last))
        assert session.execute(text("SELECT DISTINCT shelf FROM record")).all() == [(7,)]
        assert len(leaves_of(session).house) == len(events) + 1
    opened.close()
    assert ("shelf" in columns, now[:-1]) == (True, events)
    assert told == ("migrate", "Bob", {"older": SCHEMA_VERSION, "newer": LATER})
    recorded(ledger, supersede=True)


def test_the_copy_is_the_older_ledger(
    ledger: Ledger, later: Later, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state_of(recorded(ledger))
    later("")
    migrate(ledger.address, actor="Bob", backup=backup)
    monkeypatch.undo()
    copy = open_ledger(backup)
    assert state_of(copy) == before
    with reading(copy.engine) as session:
        leaves_of(session)
    copy.close()


@pytest.mark.parametrize("more", BREAKING.values(), ids=BREAKING.keys())
def test_a_step_that_fails_leaves_the_ledger_as_it_was(
    ledger: Ledger, later: Later, backup: Path, monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    before = state_of(recorded(ledger))
    later(more)
    with pytest.raises((MigrationFailed, ZeroDivisionError)):
        migrate(ledger.address, actor="Bob", backup=backup)
    assert state_of(ledger) == before
    assert backup.exists()
    monkeypatch.undo()
    open_ledger(ledger.address).close()
    recorded(ledger, supersede=True)


def test_a_step_that_fails_is_told_with_its_reason_and_where_the_copy_is(
    ledger: Ledger, later: Later, backup: Path
) -> None:
    recorded(ledger)
    later(BREAKING["a statement that does not fit"])
    with pytest.raises(MigrationFailed, match=r"is as it was: .*a_shelf") as told:
        migrate(ledger.address, actor="Bob", backup=backup)
    assert str(backup) in str(told.value)


def test_a_step_for_which_the_disk_has_no_room_has_failed(tmp_path: Path, later: Later, backup: Path) -> None:
    ledger = recorded(create_ledger(tmp_path / "ledger", policy="four_eyes", actor="Ada"))
    before = state_of(ledger)
    later('[op.execute(f"{one}") for one in ("PRAGMA max_page_count = 1", "CREATE TABLE x AS SELECT zeroblob(99999)")]')
    with pytest.raises(MigrationFailed, match=r"is as it was: .*full.*a copy of it is at"):
        migrate(ledger.address, actor="Bob", backup=backup)
    assert state_of(ledger) == before
    ledger.close()


def test_a_step_that_leaves_rows_leading_nowhere_has_failed(ledger: Ledger, later: Later, backup: Path) -> None:
    before = state_of(recorded(ledger))
    later("op.execute(\"UPDATE mention SET target_id = 'nobody'\")")
    with pytest.raises(MigrationFailed, match="mention"):
        migrate(ledger.address, actor="Bob", backup=backup)
    assert state_of(ledger) == before


def test_where_no_copy_can_be_made_nothing_is_changed(ledger: Ledger, later: Later, backup: Path) -> None:
    before = state_of(recorded(ledger))
    backup.parent.mkdir()
    backup.write_text("somebody's", encoding="utf-8")
    later("")
    with pytest.raises(FileExistsError):
        migrate(ledger.address, actor="Bob", backup=backup)
    assert state_of(ledger) == before
    assert backup.read_text(encoding="utf-8") == "somebody's"


def test_somebody_must_be_named(ledger: Ledger, backup: Path) -> None:
    with pytest.raises(NoActor):
        migrate(ledger.address, actor=None, backup=backup)


def test_where_no_ledger_is_none_is_made(place: LedgerPlace, backup: Path) -> None:
    for _ in range(2):
        with pytest.raises(NoLedger):
            migrate(place("none"), actor="Ada", backup=backup)


def test_the_later_step_leads_back(ledger: Ledger, later: Later) -> None:
    before = state_of(recorded(ledger))
    later("")
    engine = engine_of(ledger.address, foreign_keys=False)
    with writing(engine) as session:
        upgrade(session.connection(), SCHEMA_VERSION, LATER)
        downgrade(session.connection(), LATER, SCHEMA_VERSION)
        assert state(session) == before
    engine.dispose()
