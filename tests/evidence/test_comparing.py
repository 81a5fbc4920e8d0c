"""Tampering with a ledger's file: every table and column, in every way, is named at its row.

THROUGHLINE_TEST_TAMPERING=all takes every row; without it, one or two rows of every table.
"""

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from evidence.dialects import engine_of
from evidence.verification.comparing import differences
from evidence.verification.faults import Fault, Verdict
from evidence.verification.refolding import Refolded, refold
from evidence.verification.tables import Rows, connected, named, primary_key, read_rows, tables
from tests.evidence.whole_ledger import Whole, finds_nothing, made_in, of, told

ALL = os.environ.get("THROUGHLINE_TEST_TAMPERING") == "all"
TABLES = sorted(tables())
WAYS = ("change", "nothing", "delete", "insert", "duplicate", "reorder", "truncate")
GUARDS = {
    "differences": {"claim", "citation", "source", "entity", "record", "mention", "property", "investigation"},
    "_chain_faults": {"event_seal"},
    "broken_leaves": {"public_leaf"},
}
"""Each guard with tables in which something goes unnoticed without it."""
LEAVES = {"up to 14", "up to 26"}
"""What the public tree is at each checkpoint: of one leaf that is another's, no more can be said."""

Row = dict[str, Any]


class Tampering(NamedTuple):
    """What was done to the file, and the rows of which at least one must be named."""

    name: str
    statements: list[tuple[str, tuple[Any, ...]]]
    rows: set[str]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    return made_in(tmp_path_factory.mktemp("whole"))


@pytest.fixture
def whole(original: Whole, tmp_path: Path) -> Whole:
    return original.copied(tmp_path / "copy")


def rows_in(whole: Whole, table: str) -> list[Row]:
    with closing(sqlite3.connect(whole.path)) as connection:
        connection.row_factory = sqlite3.Row
        order = ", ".join(column.name for column in tables()[table].primary_key)
        return [dict(row) for row in connection.execute(f"SELECT rowid AS row_, * FROM {table} ORDER BY {order}")]


def sampled(rows: list[Row]) -> list[Row]:
    """One row in which most columns hold something, and the last one."""
    fullest = max(rows, key=lambda row: sum(value is not None for value in row.values()))
    return rows if ALL else [fullest] + [rows[-1]] * (rows[-1] is not fullest)


def other(column: str, value: Any, numbers: Iterator[int]) -> Any:
    """Another value of the same type, which no other row has."""
    if column in ("elsewhere", "current"):
        return 1 - value
    if isinstance(value, int):
        return value + 1000 + next(numbers)
    if isinstance(value, str) and len(value) == 64:
        return f"{next(numbers):064x}"
    return f"{value or ''}x{next(numbers)}"


def row_named(table: str, row: Row) -> str:
    return named(tables()[table], primary_key(tables()[table], row))


def inserted(table: str, row: Row) -> tuple[str, tuple[Any, ...]]:
    columns = [name for name in row if name != "row_"]
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", tuple(row[name] for name in columns)


def anew(table: str, row: Row, numbers: Iterator[int], *, every: bool) -> Row:
    """A copy of a row with another key; what must be unique differs too, or every column."""
    unique = {column.name for column in tables()[table].primary_key} | {"prev_hash", "hash", "name", "key"}
    changed = {name: other(name, value, numbers) for name, value in row.items() if every or name in unique}
    return {**row, **changed}


def tampering(table: str, way: str, rows: list[Row]) -> Iterator[Tampering]:
    """All that is done to a table in one way."""
    numbers = count(1)
    columns = list(tables()[table].c)
    if way in ("change", "nothing"):
        for row in sampled(rows):
            for column in columns:
                was = row[column.name]
                value = other(column.name, was, numbers) if way == "change" else None
                if value == was or (value is None and not column.nullable):
                    continue
                set_ = f"UPDATE {table} SET {column.name} = ? WHERE rowid = ?"
                found = {row_named(table, row), row_named(table, {**row, column.name: value})}
                yield Tampering(f"{way} {column.name}", [(set_, (value, row["row_"]))], found)
    elif way == "delete":
        for row in sampled(rows):
            deleted = [(f"DELETE FROM {table} WHERE rowid = ?", (row["row_"],))]
            yield Tampering(way, deleted, following(table, row, rows))
    elif way in ("insert", "duplicate"):
        for row in sampled(rows):
            extra = anew(table, row, numbers, every=way == "insert")
            yield Tampering(way, [inserted(table, extra)], {row_named(table, extra)})
    elif way == "reorder":
        yield from reordered(table, rows)
    else:
        yield Tampering(way, [(f"DELETE FROM {table}", ())], {row_named(table, row) for row in rows} | {"-", *LEAVES})


def following(table: str, row: Row, rows: list[Row]) -> set[str]:
    """The row itself, and the one after it: a missing event or leaf shows there."""
    after = rows[rows.index(row) + 1 :][:1]
    return {row_named(table, one) for one in [row, *after]} | LEAVES


def reordered(table: str, rows: list[Row]) -> Iterator[Tampering]:
    """Two rows that differ change places: each takes the other's key."""
    keys = [column.name for column in tables()[table].primary_key]
    if len(keys) == len(tables()[table].c):
        return
    content = [name for name in rows[0] if name not in (*keys, "row_")]
    pairs = [(a, b) for a, b in pairwise(rows) if a[content[0]] != b[content[0]]]
    for first, second in pairs if ALL else pairs[:2]:
        swapped = [{**second, **{k: first[k] for k in keys}}, {**first, **{k: second[k] for k in keys}}]
        gone = [(f"DELETE FROM {table} WHERE rowid IN (?, ?)", (first["row_"], second["row_"]))]
        found = {row_named(table, first), row_named(table, second), *LEAVES}
        yield Tampering("reorder", [*gone, *(inserted(table, row) for row in swapped)], found)


def noticed(whole: Whole, table: str, one: Tampering) -> tuple[bool, Verdict]:
    """Whether a row of the table is named that was tampered with; the file is put back afterwards."""
    before = whole.path.read_bytes()
    try:
        whole.run(*one.statements)
    except sqlite3.IntegrityError:  # a unique index stands in the way: who drops it is named for that
        whole.run("DROP INDEX one_record_a_key", *one.statements)
    verdict = whole.verdict()
    whole.path.write_bytes(before)
    named_in = (table, "event_seal") if table == "audit_event" else (table,)
    return any(found.fault.row in one.rows for table in named_in for found in of(verdict, table)), verdict


def test_the_ledger_that_is_tampered_with_is_whole_and_has_rows_in_every_table(original: Whole) -> None:
    assert original.verdict().whole
    assert all(rows_in(original, table) for table in TABLES)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("table", TABLES)
def test_tampering_is_named_at_its_row(whole: Whole, table: str, way: str) -> None:
    done = list(tampering(table, way, rows_in(whole, table)))
    for one in done:
        named_, verdict = noticed(whole, table, one)
        assert named_, f"{table}: {one.name}\n{one.statements}\n{told(verdict)}"
    assert done or way in ("nothing", "reorder")


def test_every_column_of_every_table_is_tampered_with(original: Whole) -> None:
    for table in TABLES:
        changed = {one.name for one in tampering(table, "change", rows_in(original, table))}
        assert changed == {f"change {column.name}" for column in tables()[table].c}


@pytest.mark.parametrize(
    ("guard", "table"), [(guard, table) for guard, names in GUARDS.items() for table in sorted(names)]
)
def test_without_its_guard_tampering_goes_unnoticed(
    whole: Whole, monkeypatch: pytest.MonkeyPatch, guard: str, table: str
) -> None:
    monkeypatch.setattr(f"evidence.verification.whole.{guard}", finds_nothing)
    done = [one for way in ("change", "nothing") for one in tampering(table, way, rows_in(whole, table))]
    assert not all(noticed(whole, table, one)[0] for one in done)


def test_without_the_chain_a_changed_actor_or_time_goes_unnoticed(
    whole: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evidence.verification.whole._chain_faults", finds_nothing)
    whole.run("UPDATE audit_event SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 12")
    assert whole.verdict().whole


def test_the_first_fault_is_that_of_the_earliest_event(whole: Whole) -> None:
    whole.run("UPDATE source SET origin = 'x'", "UPDATE entity SET country = 'x'")
    faults = [found.fault for found in whole.verdict().found]
    assert faults[0].table == "entity"
    numbers = [int(re.findall(r"event (\d+)", fault.reason)[0]) for fault in faults]
    assert numbers == sorted(numbers)


def judged(whole: Whole, change: Callable[[Rows, Refolded], object]) -> list[Fault]:
    """What is found in the rows of the ledger, or in what events say, once somebody changed them in between."""
    engine = engine_of(whole.path)
    with connected(engine) as connection:
        rows = read_rows(connection, [])
    engine.dispose()
    folded = refold(rows["audit_event"])
    change(rows, folded)
    return differences(folded, rows)


def test_a_row_that_is_there_twice_is_named(whole: Whole) -> None:
    """A damaged index lets that happen."""
    (fault,) = judged(whole, lambda rows, _: rows["entity"].append(rows["entity"][0]))
    assert (fault.table, fault.reason) == ("entity", "it is there 2 times")


def test_a_key_that_no_event_recorded_is_a_fault_of_the_event_that_names_it(whole: Whole) -> None:
    faults = judged(whole, lambda _, folded: folded.ids["second"].pop("S1"))
    assert [fault.reason for fault in faults if fault.table == "audit_event"] == [
        "it names a key that no event recorded"
    ] * 2


def test_without_any_event_only_what_every_ledger_has_is_due() -> None:
    rows: Rows = {name: [] for name in tables()}
    assert [fault.row for fault in differences(Refolded(), rows)] == ["name schema_version", "name policy"]
