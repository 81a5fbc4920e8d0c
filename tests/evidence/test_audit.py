"""The audit chain: a gap, a change or a fork is noticed, and an event stands or falls with what it tells."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select, text

from evidence.audit import GENESIS, cursor_at, head, verify
from evidence.database import writing
from evidence.errors import LedgerDamaged
from evidence.ledger import Ledger
from evidence.models import AuditEvent
from tests.evidence.small import published, recorded, session_on


def test_a_chain_that_nobody_touched_holds(ledger: Ledger) -> None:
    published(recorded(ledger))
    with session_on(ledger) as session:
        assert verify(session) == head(session)[0] == 7


def test_the_first_event_follows_nothing(ledger: Ledger) -> None:
    with session_on(ledger) as session:
        assert session.exec(select(AuditEvent.prev_hash)).one() == GENESIS


TAMPERING = {
    "a changed body": "UPDATE audit_event SET body = '{}' WHERE seq = 3",
    "another actor": "UPDATE audit_event SET actor = 'Eve' WHERE seq = 3",
    "another time": "UPDATE audit_event SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 3",
    "a gap": "DELETE FROM audit_event WHERE seq = 3",
    "another order": "UPDATE audit_event SET seq = -seq WHERE seq IN (3, 4)",
}


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING.keys())
def test_tampering_is_noticed(ledger: Ledger, statement: str) -> None:
    recorded(ledger)
    with writing(ledger.engine) as session:
        session.execute(text(statement))
    with session_on(ledger) as session, pytest.raises(LedgerDamaged, match="breaks at event"):
        verify(session)


def test_two_events_cannot_follow_the_same_one(ledger: Ledger) -> None:
    recorded(ledger)
    with session_on(ledger) as session:
        last = session.exec(select(AuditEvent).order_by(col(AuditEvent.seq).desc()).limit(1)).one()
        fork = AuditEvent(**{**last.model_dump(), "seq": (last.seq or 0) + 1, "hash": "f" * 64})
    with pytest.raises(IntegrityError), writing(ledger.engine) as session:
        session.add(fork)


def test_a_time_leads_to_the_last_event_by_then(ledger: Ledger) -> None:
    recorded(ledger)
    with session_on(ledger) as session:
        assert cursor_at(session, "2000-01-01T00:00:00.000000Z") == 0
        assert cursor_at(session, "9999-01-01T00:00:00.000000Z") == head(session)[0]
