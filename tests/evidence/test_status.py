"""What a ledger says of itself."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import text

from evidence.database import writing
from evidence.errors import LedgerDamaged, NoLedger, WrongLedger
from evidence.ledger import Ledger, create_ledger
from evidence.status import status_of
from tests.evidence.small import claim, recorded
from tests.places import LedgerPlace


def broken_off(path: Path) -> Path:
    """A copy of the ledger as a program leaves it that is killed while it writes: half written, with its journal."""
    copy = path.with_name("copy.sqlite")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE audit_event SET body = hex(zeroblob(100000))")
        for file in path.parent.glob(f"{path.name}*"):
            shutil.copyfile(file, file.with_name(file.name.replace(path.name, copy.name)))
        connection.execute("ROLLBACK")
    return copy


def test_it_tells_policy_events_and_how_many_records_have_a_key(ledger: Ledger) -> None:
    recorded(ledger)
    recorded(ledger, claim(note="narrower"), supersede=True)
    found = status_of(ledger.address)
    assert (found.policy, found.events) == ("four_eyes", 7)
    assert found.records == {"claim": 1, "entity": 2, "source": 1}


def test_a_file_whose_writer_was_killed_is_what_it_was_before(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    recorded(create_ledger(path, policy="four_eyes", actor="Ada")).close()
    before = status_of(path)
    found = status_of(broken_off(path))
    assert (found.events, found.head, found.records) == (before.events, before.head, before.records)


def test_a_ledger_that_is_not_there_says_how_to_make_one(place: LedgerPlace) -> None:
    with pytest.raises(NoLedger, match="throughline init"):
        status_of(place("none"))


def test_another_file_is_told_apart_from_a_missing_one(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("no database, and longer than its header would be " * 20)
    with pytest.raises(WrongLedger, match="is no ledger"):
        status_of(other)


def test_tables_that_are_no_ledger_are_told(ledger: Ledger) -> None:
    with writing(ledger.engine) as session:
        session.execute(text("ALTER TABLE property RENAME COLUMN value TO said"))
    with pytest.raises(WrongLedger, match="is no ledger"):
        status_of(ledger.address)


@pytest.mark.parametrize(("emptied", "told"), [("property", "policy"), ("audit_event", "no event")])
def test_a_ledger_that_has_lost_its_rows_is_damaged(ledger: Ledger, emptied: str, told: str) -> None:
    with writing(ledger.engine) as session:
        session.execute(text(f"DELETE FROM {emptied}"))
    with pytest.raises(LedgerDamaged, match=f"{told}.*throughline verify"):
        status_of(ledger.address)
