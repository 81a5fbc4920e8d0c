"""The rows that a ledger has against those that its events say it must have.

Invariant: every table that verbs fill is compared, row by row and column by column; a row that is missing, too
many or different is named with the record that it belongs to.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Table
from sqlmodel import SQLModel

from evidence.index_rows import OWNERS, TABLES
from evidence.ledger_facts import SCHEMA_VERSION
from evidence.models import Investigation, Property
from evidence.verification.faults import Fault
from evidence.verification.refolding import Refolded, rows_due
from evidence.verification.tables import Row, Rows, named, primary_key, tables


class DueRow(NamedTuple):
    """A row that must be there: what it holds, the last event that says so (0: several do), of which records."""

    row: Row
    seq: int
    about: tuple[str, ...]


Due = dict[str, list[DueRow]]
"""Table -> the rows that it must have."""
Numbered = tuple[int, Fault]

_COMPARED: tuple[type[SQLModel], ...] = (*TABLES, Investigation, Property)
"""What verbs fill; the other tables are the chain and the leaves of its trees."""


def differences(folded: Refolded, rows: Rows) -> list[Fault]:
    """Every row that is not as the events say, by the number of the event that says so."""
    due, faults = _due(folded, rows)
    for table in _COMPARED:
        name = str(table.__tablename__)
        faults += _compared(tables()[name], due[name], rows[name])
    return [fault for _, fault in sorted(faults, key=lambda one: one[0])]


def _due(folded: Refolded, rows: Rows) -> tuple[Due, list[Numbered]]:
    due: Due = defaultdict(list)
    faults: list[Numbered] = []
    homes = _homes(folded, rows["record"])
    for record in folded.records.values():
        try:
            made = rows_due(record, folded.ids[record.investigation], homes.get(record.investigation))
        except KeyError:
            reason = "it names a key that no event recorded"
            faults.append((record.seq, Fault("audit_event", f"seq {record.seq}", reason, (record.id,))))
            continue
        for table, row in made:
            due[str(table.__tablename__)].append(DueRow(row, record.seq, (record.id,)))
    due["investigation"] = [
        DueRow({"id": homes[name], "name": name}, 0, tuple(keys.values())) for name, keys in folded.ids.items()
    ]
    due["property"] = [DueRow({"name": name, "value": value}, 0, ()) for name, value in _facts(folded).items()]
    return due, faults


def _homes(folded: Refolded, rows: Iterable[Row]) -> dict[str, Any]:
    """The random id of each investigation, by its name: what most of its records have; events do not hold it."""
    stands = {row["id"]: row["investigation_id"] for row in rows}
    counted = {name: Counter(stands.get(one) for one in keys.values()) for name, keys in folded.ids.items()}
    return {name: ids.most_common(1)[0][0] for name, ids in counted.items() if ids}


def _facts(folded: Refolded) -> dict[str, Any]:
    """What holds of the ledger as a whole, by its first event; the version is that of this program."""
    created = next((told.body for told in folded.told if told.verb == "create"), {})
    return {"schema_version": SCHEMA_VERSION, "policy": created.get("policy")}


def _compared(table: Table, due: Iterable[DueRow], rows: Iterable[Row]) -> Iterator[Numbered]:
    there: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        there[primary_key(table, row)].append(row)
    for one in due:
        key = primary_key(table, one.row)
        for reason in _reasons(one, there.pop(key, [])):
            yield one.seq, Fault(table.name, named(table, key), reason, one.about)
    for key, extra in there.items():
        yield 0, Fault(table.name, named(table, key), "no event tells of it", _owner(extra[0]))


def _reasons(due: DueRow, found: list[Row]) -> Iterator[str]:
    by = f"event {due.seq}" if due.seq else "the audit chain"
    if not found:
        yield f"it is missing: {by} tells of it"
    for row in found:
        if due.row != row and (other := [name for name in due.row if due.row[name] != row[name]]):
            yield f"{', '.join(other)}: not what {by} says"
    if len(found) > 1:
        yield f"it is there {len(found)} times"


def _owner(row: Mapping[str, Any]) -> tuple[str, ...]:
    owner = next((row[name] for name in OWNERS if name in row), None)
    return (owner,) if isinstance(owner, str) else ()
