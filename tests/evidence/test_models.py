"""The second line: what the tables refuse by themselves, and that they can be made again from the audit chain."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select, text

from evidence.claims import retract_source
from evidence.database import writing
from evidence.drafts import DRAFTS
from evidence.index_rows import TABLES, rows_of
from evidence.ledger import Ledger
from evidence.models import Claim, Record, Source
from evidence.replay import replay
from tests.evidence.small import entity, published, recorded, reply, session_on, small_case

REFUSED = {
    "a polarity that is none": "UPDATE claim SET polarity = 'perhaps'",
    "a status that is none": "UPDATE claim SET status = 'gone'",
    "a claim of nothing": "UPDATE claim SET object_id = NULL",
    "a level that is none": "UPDATE record SET level = 4",
    "a kind that is none": "UPDATE entity SET kind = 'animal'",
    "one key twice": "UPDATE record SET key = 'E1' WHERE key = 'E2'",
    "a source that is neither current nor retracted": "UPDATE source SET status = 'lost'",
}


@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED.keys())
def test_the_tables_refuse(ledger: Ledger, statement: str) -> None:
    recorded(ledger)
    with pytest.raises(IntegrityError), writing(ledger.engine) as session:
        session.execute(text(statement))


def rows(ledger: Ledger) -> list[tuple[str, str]]:
    """Every index row but those of Record, as the tables have them."""
    with session_on(ledger) as session:
        found = [(table.__name__, row.model_dump()) for table in TABLES for row in session.exec(select(table)).all()]
    return sorted((name, repr(sorted(row.items()))) for name, row in found if name != Record.__name__)


def made_again(ledger: Ledger) -> list[tuple[str, str]]:
    """The same rows, worked out from the audit chain."""
    made = []
    with session_on(ledger) as session:
        kept, versions = replay(session), session.exec(select(Record)).all()
        for one in kept.kept.values():
            ids = {key: id_ for (investigation, key), id_ in kept.ids.items() if investigation == one.investigation}
            ids |= {record.key: record.id for record in versions if record.digest == one.content.get("digest")}
            for table, row in rows_of(one.id, DRAFTS[one.kind].model_validate(one.content), ids):
                state = {"status": one.status, "outcome": one.outcome} if table is Claim else {}
                state |= {"status": one.status or "current"} if table is Source else {}
                made.append((table.__name__, repr(sorted(table(**{**row, **state}).model_dump().items()))))
    return sorted(made)


def test_the_tables_equal_what_the_audit_chain_makes_of_them(ledger: Ledger) -> None:
    published(recorded(ledger))
    recorded(ledger, entity("E1", types=["ngo"], identifiers=[{"scheme": "LEI", "value": "1"}]), supersede=True)
    recorded(ledger, reply("R1", "C1"))
    recorded(ledger, small_case()[-1].model_copy(update={"note": "narrower"}), supersede=True)
    retract_source(ledger, "S1", actor="Ada", reason="taken back")
    assert rows(ledger) == made_again(ledger)
