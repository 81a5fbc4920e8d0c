"""The steps from each version of a ledger's tables to the next, as Alembic revisions; the first makes them.

A new version is a new file: its ``revision`` is the number after the last, which ``evidence.ledger_facts`` names as
SCHEMA_VERSION, its ``down_revision`` the last. Change a table within ``op.batch_alter_table``, which makes it anew
where SQLite must, and say again there, as ``table_args``, its CHECK constraints without a name: Alembic drops them
otherwise. The tests run every step up and down on both databases, on a filled ledger, and compare what comes out with
the tables that a new ledger has.
"""
