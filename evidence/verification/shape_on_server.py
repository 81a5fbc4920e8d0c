"""Whether a PostgreSQL database has the tables of a ledger, with their keys and indexes, and nothing that alters them.

Invariant: what they should look like is read off the models. What else is in the schema is not a ledger's concern.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import CheckConstraint, Connection, ForeignKeyConstraint, Table, UniqueConstraint, inspect

from evidence.dialects import UNREADABLE, in_words
from evidence.hindrances import refuse_hindered
from evidence.verification.faults import Fault
from evidence.verification.tables import apart, ask, tables

_ALTERING = """
    SELECT relname, 'trigger ' || tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE relnamespace = current_schema()::regnamespace AND (NOT tgisinternal OR tgenabled <> 'O')
    UNION SELECT relname, 'rule ' || rulename FROM pg_rewrite JOIN pg_class ON pg_class.oid = ev_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
    UNION SELECT relname, 'constraint ' || conname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
    WHERE relnamespace = current_schema()::regnamespace AND NOT convalidated
    ORDER BY 1, 2"""
"""What changes rows on their way, keeps keys from being looked at, or was never checked: a ledger has none."""

Shape = dict[str, Any]


def misshapen_on_server(connection: Connection) -> list[Fault]:
    """What is wrong with the tables."""
    faults: list[Fault] = []
    for check in (_other_tables, _altered):
        try:
            with apart(connection):
                faults += check(connection)
        except UNREADABLE as error:
            refuse_hindered(error)
            faults.append(Fault("schema", "-", f"it cannot be read: {in_words(error)}"))
    return faults


def _other_tables(connection: Connection) -> Iterator[Fault]:
    shapes = _shapes(connection)
    for name, table in sorted(tables().items()):
        if name not in shapes:
            yield Fault("schema", f"table {name}", "it is missing")
        elif changed := [part for part, due in _due(table).items() if due != shapes[name][part]]:
            yield Fault("schema", f"table {name}", f"it was changed: {', '.join(changed)}")


def _altered(connection: Connection) -> Iterator[Fault]:
    for table, what in ask(connection, _ALTERING):
        if table in tables():
            yield Fault("schema", f"table {table}", f"it has a {what} that is no part of a ledger, or was turned off")


def _due(table: Table) -> Shape:
    return {
        "columns": [(column.name, bool(column.nullable)) for column in table.columns],
        "primary key": [column.name for column in table.primary_key],
        "foreign keys": sorted(
            (tuple(key.column_keys), key.referred_table.name)
            for key in table.constraints
            if isinstance(key, ForeignKeyConstraint)
        ),
        "unique columns": sorted(
            tuple(column.name for column in key.columns)
            for key in table.constraints
            if isinstance(key, UniqueConstraint)
        ),
        "checks": sum(isinstance(key, CheckConstraint) for key in table.constraints),
        "indexes": sorted(
            (str(index.name), tuple(column.name for column in index.columns), bool(index.unique))
            for index in table.indexes
        ),
    }


def _shapes(connection: Connection) -> dict[str, Shape]:
    """The shape of every table in the schema, by its name; a question a part, however many tables there are."""
    there = inspect(connection)
    keys, refers = there.get_multi_pk_constraint(), there.get_multi_foreign_keys()
    unique, indexes = there.get_multi_unique_constraints(), there.get_multi_indexes()
    checks = there.get_multi_check_constraints()
    return {
        table[1]: {
            "columns": [(one["name"], one["nullable"]) for one in columns],
            "primary key": keys[table]["constrained_columns"],
            "foreign keys": sorted((tuple(one["constrained_columns"]), one["referred_table"]) for one in refers[table]),
            "unique columns": sorted(tuple(one["column_names"]) for one in unique[table]),
            "checks": sum("dialect_options" not in one for one in checks[table]),  # those not checked are told of apart
            "indexes": sorted(
                (str(one["name"]), tuple(one["column_names"]), one["unique"])
                for one in indexes[table]
                if "duplicates_constraint" not in one
            ),
        }
        for table, columns in there.get_multi_columns().items()
    }
