"""Rows of a file as they are: read whatever they hold, as values that can be compared."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import text

from evidence.database import writing
from evidence.dialects import engine_of
from evidence.ledger import Ledger
from evidence.replacing import copy_over
from evidence.verification.faults import Fault
from evidence.verification.tables import Rows, connected, named, primary_key, read_rows, tables
from tests.evidence.small import recorded


@pytest.fixture
def file(file_ledger: Ledger) -> Iterator[sqlite3.Connection]:
    recorded(file_ledger)
    with closing(sqlite3.connect(str(file_ledger.address), isolation_level=None)) as connection:
        yield connection


def read(ledger: Ledger) -> tuple[Rows, list[Fault]]:
    faults: list[Fault] = []
    engine = engine_of(ledger.address)
    with connected(engine) as connection:
        rows = read_rows(connection, faults)
    engine.dispose()
    return rows, faults


@pytest.mark.parametrize(
    ("kept", "as_read"),
    [("x'00ff'", "blob 00ff"), ("CAST(x'41ff' AS TEXT)", "A\\xff"), ("NULL", None), ("7", "7")],
)
def test_values_of_every_kind_are_read_as_text_numbers_or_nothing(
    file_ledger: Ledger, file: sqlite3.Connection, kept: str, as_read: object
) -> None:
    file.execute(f"UPDATE entity SET country = {kept}")
    rows, faults = read(file_ledger)
    assert ({row["country"] for row in rows["entity"]}, faults) == ({as_read}, [])


def test_a_number_with_a_fraction_is_no_number_of_a_ledger(file_ledger: Ledger, file: sqlite3.Connection) -> None:
    file.execute("UPDATE claim SET start_earliest = 1.5")
    rows, _ = read(file_ledger)
    assert [row["start_earliest"] for row in rows["claim"]] == ["float 1.5"]


def test_a_table_that_is_not_there_is_a_fault_and_the_others_are_read(ledger: Ledger) -> None:
    with writing(recorded(ledger).engine) as session:
        session.execute(text("DROP TABLE mention"))
    rows, faults = read(ledger)
    assert [fault.table for fault in faults] == ["mention"]
    assert (rows["mention"], len(rows["record"])) == ([], 4)


def test_both_databases_give_the_same_values(file_ledger: Ledger, server_ledger: Ledger) -> None:
    """Every row of every table, whatever types the database has for it."""
    copy_over(Path(str(recorded(file_ledger).address)), server_ledger.address)
    assert read(file_ledger) == read(server_ledger)


def test_rows_come_in_the_order_of_their_key_even_of_mixed_types(file_ledger: Ledger, file: sqlite3.Connection) -> None:
    file.execute("UPDATE mention SET role = x'00' WHERE rowid = 2")
    rows, _ = read(file_ledger)
    assert [row["seq"] for row in rows["audit_event"]] == [1, 2, 3, 4, 5]
    assert len(rows["mention"]) == 3


def test_a_row_is_named_by_its_whole_key() -> None:
    table = tables()["citation"]
    assert named(table, primary_key(table, {"claim_id": "c", "position": 1})) == "claim_id c, position 1"
