"""Tampering with a ledger on a server: every table and column is named at its row, as in a file.

Whoever may do so owns the tables: here all keys and rules were taken out of them first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Integer, Table, delete, insert, select, text, update
from sqlalchemy import Connection as Asked

from evidence.dialects import engine_of
from evidence.replacing import copy_over
from evidence.verification.faults import Verdict
from evidence.verification.tables import named, primary_key, tables
from tests.evidence.whole_ledger import Whole, finds_nothing, made_in, of, told
from tests.postgresql import schema

TABLES = sorted(tables())
LEAVES = {"up to 14", "up to 26"}
"""What the public tree is at each checkpoint: of one leaf that is another's, no more can be said."""
RULES = """SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) FROM pg_constraint
    WHERE connamespace = current_schema()::regnamespace AND conrelid <> 0 ORDER BY contype <> 'f'"""

Row = dict[str, Any]


@pytest.fixture(scope="module")
def served(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    """A whole ledger on the server, without any rule."""
    with schema(server, "whole") as address:
        whole = Whole(made_in(tmp_path_factory.mktemp("whole")).folder, address)
        copy_over(whole.path, address)
        assert whole.verdict().found == []
        with asked(whole) as connection:
            for (statement,) in connection.execute(text(RULES)).all():
                connection.execute(text(statement))
            connection.execute(text("DROP INDEX one_record_a_key"))
        yield whole


@contextmanager
def asked(whole: Whole) -> Iterator[Asked]:
    assert whole.elsewhere
    engine = engine_of(whole.elsewhere)
    try:
        with engine.execution_options(writes=True).begin() as connection:
            yield connection
    finally:
        engine.dispose()


def rows_in(whole: Whole, table: Table) -> list[Row]:
    with asked(whole) as connection:
        return [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]


def fullest(rows: list[Row]) -> Row:
    return max(rows, key=lambda row: sum(value is not None for value in row.values()))


def other(column: Column[Any], value: Any) -> Any:
    """Another value of the same type."""
    if isinstance(column.type, Boolean):
        return not value
    if isinstance(column.type, Integer):
        return (value or 0) + 1_000
    return "f" * 64 if len(value or "") == 64 else f"{value or ''}x"


def replaced(whole: Whole, table: Table, old: Row | None, new: Row | None) -> None:
    """Take one row out, and put another in."""
    with asked(whole) as connection:
        if old is not None:
            connection.execute(delete(table).where(*(table.c[name].is_not_distinct_from(old[name]) for name in old)))
        if new is not None:
            connection.execute(insert(table), [new])


def noticed(whole: Whole, table: Table, old: Row | None, new: Row | None, rows: set[str]) -> tuple[bool, Verdict]:
    """Whether it is named that one row took the place of another; it is put back afterwards."""
    replaced(whole, table, old, new)
    verdict = whole.verdict()
    replaced(whole, table, new, old)
    found = rows | LEAVES | {named(table, primary_key(table, row)) for row in (old, new) if row}
    places = (table.name, "event_seal") if table.name == "audit_event" else (table.name,)
    return any(one.fault.row in found for place in places for one in of(verdict, place)), verdict


@pytest.mark.parametrize("name", TABLES)
def test_a_change_of_any_column_is_named_at_its_row(served: Whole, name: str) -> None:
    table = tables()[name]
    old = fullest(rows_in(served, table))
    for column in table.c:
        values = [other(column, old[column.name]), *([None] if column.nullable and old[column.name] else [])]
        for value in values:
            named_, verdict = noticed(served, table, old, {**old, column.name: value}, set())
            assert named_, f"{name}.{column.name}: {told(verdict)}"


@pytest.mark.parametrize("name", TABLES)
def test_a_row_more_or_less_is_named(served: Whole, name: str) -> None:
    table = tables()[name]
    rows = rows_in(served, table)
    old = fullest(rows)
    after = {named(table, primary_key(table, row)) for row in rows[rows.index(old) + 1 :][:1]}
    assert noticed(served, table, old, None, after)[0]
    extra = {column.name: other(column, old[column.name]) for column in table.c}
    assert noticed(served, table, None, extra, set())[0]


@pytest.mark.parametrize("name", ["claim", "source"])
def test_without_its_guard_tampering_on_a_server_goes_unnoticed(
    served: Whole, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    table = tables()[name]
    old = fullest(rows_in(served, table))
    monkeypatch.setattr("evidence.verification.whole.differences", finds_nothing)
    changed = ({**old, column.name: other(column, old[column.name])} for column in table.c)
    assert not all(noticed(served, table, old, new, set())[0] for new in changed)


def test_a_table_that_is_gone_keeps_no_other_from_being_judged(server: str, tmp_path: Path) -> None:
    with schema(server, "whole") as address:
        whole = made_in(tmp_path, address)
        with asked(whole) as connection:
            connection.execute(text("DROP TABLE mention"))
            connection.execute(update(tables()["source"]).values(origin="x"))
        found = {one.fault.table for one in whole.verdict().found}
        assert found == {"schema", "mention", "source"}
