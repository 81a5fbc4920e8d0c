"""A copy of a ledger is a ledger with the same record, whole or not there at all."""

from pathlib import Path

import pytest
from sqlmodel import Session, col, select, text

from evidence import copying
from evidence.copying import copy_rows, copy_to_file
from evidence.database import reading, writing
from evidence.dialects import engine_of
from evidence.errors import LedgerDamaged, LedgerError
from evidence.index_rows import TABLES
from evidence.ledger import Ledger, open_ledger
from evidence.ledger_facts import SCHEMA_VERSION
from evidence.models import AuditEvent
from evidence.steps import upgrade
from evidence.trees import leaves_of
from tests.evidence.small import entity, published, recorded, reply, seen_by
from tests.places import LedgerPlace


def told(session: Session) -> list[str]:
    """Every row, as text."""
    rows = [repr(sorted(row.model_dump().items())) for table in TABLES for row in session.exec(select(table)).all()]
    return sorted(rows) + [event.hash for event in session.exec(select(AuditEvent).order_by(col(AuditEvent.seq)))]


def told_of(ledger: Ledger) -> list[str]:
    with reading(ledger.engine) as session:
        leaves_of(session)
        return told(session)


def filled(ledger: Ledger) -> Ledger:
    published(recorded(ledger))
    return recorded(ledger, reply("R1", "C1"), entity("E3", names=[{"text": "新疆 \U0001f600 \x01"}]))


def test_a_copy_is_a_ledger_with_the_same_record(ledger: Ledger, tmp_path: Path) -> None:
    filled(ledger)
    copy_to_file(ledger.address, tmp_path / "deep" / "copy")
    copy = open_ledger(tmp_path / "deep" / "copy")
    assert told_of(copy) == told_of(ledger)
    assert seen_by(copy, "custodian") == seen_by(ledger, "custodian")
    recorded(copy, entity("E9"))
    copy.close()


def test_a_copy_goes_back_into_either_database(ledger: Ledger, place: LedgerPlace, tmp_path: Path) -> None:
    copy_to_file(filled(ledger).address, tmp_path / "copy")
    copy, target = engine_of(tmp_path / "copy"), engine_of(place("target"))
    with reading(copy) as old, writing(target) as new:
        upgrade(new.connection(), None, SCHEMA_VERSION)
        copy_rows(old.connection(), new.connection())
    copy.dispose()
    target.dispose()
    opened = open_ledger(place("target"))
    assert told_of(opened) == told_of(ledger)
    opened.close()


def test_rows_are_copied_in_parts(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "_ROWS", 2)
    copy_to_file(filled(ledger).address, tmp_path / "copy")
    copy = open_ledger(tmp_path / "copy")
    assert told_of(copy) == told_of(ledger)
    copy.close()


def test_a_copy_that_fails_is_not_there(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_partial: Path, _target: Path) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(copying, "give_name", fail)
    with pytest.raises(OSError, match="no space left"):
        copy_to_file(ledger.address, tmp_path / "copies" / "copy")
    assert list((tmp_path / "copies").iterdir()) == []


def test_what_is_no_ledger_gives_no_copy(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("no database, and longer than its header would be " * 20)
    with pytest.raises(LedgerError, match="could not be copied"):
        copy_to_file(tmp_path / "other", tmp_path / "copies" / "copy")
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_ledger_on_a_server_that_lacks_a_table_gives_no_copy_that_hides_it(
    server_ledger: Ledger, tmp_path: Path
) -> None:
    with writing(server_ledger.engine) as session:
        session.execute(text("CREATE TABLE crm (name text)"))
    copy_to_file(server_ledger.address, tmp_path / "copy")
    with writing(server_ledger.engine) as session:
        session.execute(text("DROP TABLE search_name"))
    with pytest.raises(LedgerDamaged, match=r"lacks search_name.*throughline verify"):
        copy_to_file(server_ledger.address, tmp_path / "another")
    assert not (tmp_path / "another").exists()
