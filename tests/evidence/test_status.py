"""What a ledger file says of itself."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from evidence.errors import NoLedger, WrongLedger
from evidence.ledger import Ledger
from evidence.status import status_of
from tests.evidence.small import claim, recorded


def broken_off(ledger: Ledger) -> Path:
    """A copy of the ledger as a program leaves it that is killed while it writes: half written, with its journal."""
    copy = ledger.path.with_name("copy.sqlite")
    with closing(sqlite3.connect(ledger.path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE audit_event SET body = hex(zeroblob(100000))")
        for file in ledger.path.parent.glob(f"{ledger.path.name}*"):
            shutil.copyfile(file, file.with_name(file.name.replace(ledger.path.name, copy.name)))
        connection.execute("ROLLBACK")
    return copy


def test_it_tells_policy_events_and_how_many_records_have_a_key(ledger: Ledger) -> None:
    recorded(ledger)
    recorded(ledger, claim(note="narrower"), supersede=True)
    found = status_of(ledger.path)
    assert (found.policy, found.events) == ("four_eyes", 7)
    assert found.records == {"claim": 1, "entity": 2, "source": 1}


def test_a_ledger_whose_writer_was_killed_is_what_it_was_before(ledger: Ledger) -> None:
    recorded(ledger)
    before = status_of(ledger.path)
    found = status_of(broken_off(ledger))
    assert (found.events, found.head, found.records) == (before.events, before.head, before.records)


def test_a_missing_ledger_and_another_file_are_told_apart(tmp_path: Path) -> None:
    other = tmp_path / "other"
    with pytest.raises(NoLedger, match="throughline init"):
        status_of(other)
    other.write_text("no database, and longer than its header would be " * 20)
    with pytest.raises(WrongLedger, match="is no ledger"):
        status_of(other)
