"""The audit chain: an event stands or falls with what it tells, and says what it is about."""

import json

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from evidence.audit import GENESIS, IDENTITY, body_of, cursor_at, head
from evidence.database import writing
from evidence.drafts import DRAFTS
from evidence.ledger import Ledger
from evidence.models import AuditEvent
from evidence.trees import leaves_of
from tests.evidence.small import entity, published, recorded, session_on


def test_every_event_of_the_verbs_follows_the_one_before_and_has_its_seal(ledger: Ledger) -> None:
    published(recorded(ledger))
    with session_on(ledger) as session:
        assert len(leaves_of(session).house) == head(session)[0] == 7


def test_a_recording_event_says_of_which_kind_the_record_is_and_where_it_stands(ledger: Ledger) -> None:
    """The content alone would not: a table could say otherwise, and nobody would notice."""
    recorded(ledger)
    with session_on(ledger) as session:
        event = session.exec(select(AuditEvent).where(AuditEvent.seq == 2)).one()
        told = json.loads(event.body)
        assert (told["record"], told["investigation"]) == ("entity", "case")
        assert body_of(event) == entity("E1").content()


def test_no_field_of_a_record_is_mistaken_for_its_identity() -> None:
    assert not any(set(IDENTITY) & set(draft.model_fields) for draft in DRAFTS.values())


def test_the_first_event_follows_nothing(ledger: Ledger) -> None:
    with session_on(ledger) as session:
        assert session.exec(select(AuditEvent.prev_hash)).one() == GENESIS


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
