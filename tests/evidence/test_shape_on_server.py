"""The tables of a ledger on a server: what is missing, was changed, or alters rows on their way is named."""

import pytest
from sqlmodel import text

from evidence.database import reading, writing
from evidence.ledger import Ledger
from evidence.verification.shape_on_server import misshapen_on_server

NOTHING = "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"


def found(ledger: Ledger, *statements: str) -> list[tuple[str, str]]:
    with writing(ledger.engine) as session:
        for statement in statements:
            session.execute(text(statement))
    with reading(ledger.engine) as session:
        faults = misshapen_on_server(session.connection())
    assert {fault.table for fault in faults} <= {"schema"}
    return [(fault.row, fault.reason) for fault in faults]


def test_a_new_ledger_has_the_shape_of_a_ledger(server_ledger: Ledger) -> None:
    assert found(server_ledger) == []


def test_the_tables_of_others_in_the_same_schema_are_their_own(server_ledger: Ledger) -> None:
    assert found(server_ledger, "CREATE TABLE other (id text)", "CREATE VIEW another AS SELECT 1") == []


@pytest.mark.parametrize(
    ("statement", "table", "said"),
    [
        ("DROP TABLE mention", "mention", "it is missing"),
        ("ALTER TABLE review ADD COLUMN more text", "review", "columns"),
        ("ALTER TABLE review ALTER COLUMN reviewer DROP NOT NULL", "review", "columns"),
        ("ALTER TABLE mention DROP CONSTRAINT mention_pkey", "mention", "primary key"),
        ("ALTER TABLE mention DROP CONSTRAINT mention_target_id_fkey", "mention", "foreign keys"),
        ("ALTER TABLE audit_event DROP CONSTRAINT audit_event_prev_hash_key", "audit_event", "unique columns"),
        ("ALTER TABLE claim DROP CONSTRAINT claim_status_check", "claim", "checks"),
        ("DROP INDEX one_record_a_key", "record", "indexes"),
        ("CREATE UNIQUE INDEX other ON claim (id)", "claim", "indexes"),
        ("CREATE RULE other AS ON INSERT TO claim DO INSTEAD NOTHING", "claim", "rule other"),
        (
            f"{NOTHING}; CREATE TRIGGER other BEFORE INSERT ON claim FOR EACH ROW EXECUTE FUNCTION nothing()",
            "claim",
            "trigger other",
        ),
        (
            "ALTER TABLE claim ADD CONSTRAINT other CHECK (status <> 'draft') NOT VALID",
            "claim",
            "constraint other",
        ),
    ],
)
def test_another_shape_is_named(server_ledger: Ledger, statement: str, table: str, said: str) -> None:
    faults = found(server_ledger, statement)
    assert [(row, said in reason) for row, reason in faults] == [(f"table {table}", True)]
