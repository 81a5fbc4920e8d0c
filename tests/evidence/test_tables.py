"""Rows of a file as they are: read whatever they hold, as values that can be compared."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy.exc import DatabaseError

from evidence.database import engine_of
from evidence.ledger import Ledger
from evidence.verification.faults import Fault
from evidence.verification.tables import Rows, connected, in_words, named, primary_key, read_rows, tables
from tests.evidence.small import recorded


@pytest.fixture
def file(ledger: Ledger) -> Iterator[sqlite3.Connection]:
    recorded(ledger)
    with closing(sqlite3.connect(ledger.path, isolation_level=None)) as connection:
        yield connection


def read(ledger: Ledger) -> tuple[Rows, list[Fault]]:
    faults: list[Fault] = []
    engine = engine_of(ledger.path)
    with connected(engine) as connection:
        rows = read_rows(connection, faults)
    engine.dispose()
    return rows, faults


@pytest.mark.parametrize(
    ("kept", "as_read"),
    [("x'00ff'", "blob 00ff"), ("CAST(x'41ff' AS TEXT)", "A\\xff"), ("NULL", None), ("7", "7")],
)
def test_values_of_every_kind_are_read_as_text_numbers_or_nothing(
    ledger: Ledger, file: sqlite3.Connection, kept: str, as_read: object
) -> None:
    file.execute(f"UPDATE entity SET country = {kept}")
    rows, faults = read(ledger)
    assert ({row["country"] for row in rows["entity"]}, faults) == ({as_read}, [])


def test_a_number_with_a_fraction_is_no_number_of_a_ledger(ledger: Ledger, file: sqlite3.Connection) -> None:
    file.execute("UPDATE claim SET start_earliest = 1.5")
    rows, _ = read(ledger)
    assert [row["start_earliest"] for row in rows["claim"]] == ["float 1.5"]


def test_a_table_that_is_not_there_is_a_fault_and_the_others_are_read(ledger: Ledger, file: sqlite3.Connection) -> None:
    file.execute("DROP TABLE mention")
    rows, faults = read(ledger)
    assert [fault.table for fault in faults] == ["mention"]
    assert (rows["mention"], len(rows["record"])) == ([], 4)


def test_rows_come_in_the_order_of_their_key_even_of_mixed_types(ledger: Ledger, file: sqlite3.Connection) -> None:
    file.execute("UPDATE mention SET role = x'00' WHERE rowid = 2")
    rows, _ = read(ledger)
    assert [row["seq"] for row in rows["audit_event"]] == [1, 2, 3, 4, 5]
    assert len(rows["mention"]) == 3


def test_a_row_is_named_by_its_whole_key() -> None:
    table = tables()["citation"]
    assert named(table, primary_key(table, {"claim_id": "c", "position": 1})) == "claim_id c, position 1"


def test_what_the_database_says_is_told_without_the_statement() -> None:
    assert in_words(DatabaseError("SELECT secret", {}, ValueError("malformed"))) == "malformed"
    assert in_words(sqlite3.DatabaseError("no database")) == "no database"
