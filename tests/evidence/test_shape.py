"""The file as a database: its soundness, its tables, and what refers to nothing."""

from pathlib import Path

import pytest

from evidence.dialects import engine_of
from evidence.ledger import Ledger
from evidence.verification.shape import misshapen
from evidence.verification.tables import connected
from tests.evidence.small import recorded
from tests.evidence.whole_ledger import Whole


@pytest.fixture
def whole(file_ledger: Ledger, tmp_path: Path) -> Whole:
    recorded(file_ledger)
    return Whole(tmp_path)


def found(whole: Whole) -> list[tuple[str, str]]:
    engine = engine_of(whole.path)
    with connected(engine) as connection:
        faults = misshapen(connection)
    engine.dispose()
    return [(fault.table, fault.row) for fault in faults]


def test_a_new_ledger_has_the_shape_of_a_ledger(whole: Whole) -> None:
    assert found(whole) == []


def test_what_migrations_keep_for_themselves_is_no_fault(whole: Whole) -> None:
    whole.run("CREATE TABLE alembic_version (version_num VARCHAR(32))")
    assert found(whole) == []


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        ("DROP TABLE mention", "table mention"),
        ("ALTER TABLE review ADD COLUMN more TEXT", "table review"),
        ("DROP INDEX one_record_a_key", "index one_record_a_key"),
        ("CREATE TABLE other (id)", "table other"),
        ("CREATE VIEW other AS SELECT 1", "view other"),
        ("CREATE TRIGGER other AFTER INSERT ON claim BEGIN SELECT 1; END", "trigger other"),
        ("CREATE UNIQUE INDEX other ON claim (id)", "index other"),
    ],
)
def test_another_shape_is_named(whole: Whole, statement: str, row: str) -> None:
    whole.run(statement)
    assert ("schema", row) in found(whole)


def test_an_index_over_other_columns_under_the_old_name_is_named(whole: Whole) -> None:
    whole.run("DROP INDEX one_record_a_key", "CREATE UNIQUE INDEX one_record_a_key ON record (key) WHERE current")
    assert ("schema", "table record") in found(whole)


def test_a_row_that_refers_to_nothing_is_named(whole: Whole) -> None:
    whole.run("DELETE FROM source")
    assert ("citation", "rowid 1") in found(whole)


def test_an_index_that_does_not_match_its_table_is_named(whole: Whole) -> None:
    whole.run(
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'ix_entity_kind')"
        " WHERE name = 'ix_record_kind'",
    )
    assert ("file", "-") in found(whole)
