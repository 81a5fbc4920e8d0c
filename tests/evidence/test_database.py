"""Transactions: locked from the start, with foreign keys on, whole or not at all."""

from contextlib import suppress
from threading import Thread

import pytest
from sqlalchemy.exc import IntegrityError, InternalError, OperationalError
from sqlmodel import col, func, select

from evidence import dialects
from evidence.database import reading, writing
from evidence.ledger import Ledger
from evidence.models import Entity, Investigation, Record
from evidence.trees import leaves_of
from tests.evidence.small import entity, recorded, session_on


def test_a_row_that_leads_nowhere_is_refused(ledger: Ledger) -> None:
    with pytest.raises(IntegrityError), writing(ledger.engine) as session:
        session.add(Entity(id="nobody", kind="person"))


def fail_after_writing(ledger: Ledger) -> None:
    with writing(ledger.engine) as session:
        session.add(Investigation(id="1", name="lost"))
        session.flush()
        raise ZeroDivisionError


def test_an_error_in_a_write_takes_all_of_it_back(ledger: Ledger) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_after_writing(ledger)
    with session_on(ledger) as session:
        assert session.exec(select(func.count(col(Investigation.id)))).one() == 0


def test_an_error_tells_no_parameters(ledger: Ledger) -> None:
    with pytest.raises(IntegrityError) as told, writing(ledger.engine) as session:
        session.add(Entity(id="a secret", kind="person"))
    assert "a secret" not in str(told.value)


def test_a_write_holds_the_lock_before_it_has_written_anything(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialects, "BUSY_SECONDS", 0.001)
    impatient = dialects.engine_of(ledger.address)
    with writing(ledger.engine), pytest.raises(OperationalError), writing(impatient):
        pass
    with writing(impatient) as session:
        session.exec(select(func.count(col(Record.id)))).one()
    impatient.dispose()


def test_a_read_sees_one_state_while_others_write(ledger: Ledger) -> None:
    """SQLite's rollback journal keeps writers waiting until the read is over: there a thread writes."""
    writer = Thread(target=recorded, args=(ledger,))
    with reading(ledger.engine) as session:
        before = session.exec(select(func.count(col(Record.id)))).one()
        writer.start()
        writer.join(0.3)
        assert session.exec(select(func.count(col(Record.id)))).one() == before == 0
    writer.join()
    with reading(ledger.engine) as session:
        assert session.exec(select(func.count(col(Record.id)))).one() == 4


def test_a_read_writes_nothing(ledger: Ledger) -> None:
    with reading(ledger.engine) as session, suppress(InternalError):
        session.add(Investigation(id="1", name="lost"))
        session.flush()
    with session_on(ledger) as session:
        assert session.exec(select(func.count(col(Investigation.id)))).one() == 0


def test_writers_at_the_same_time_wait_for_one_another_and_the_chain_holds(ledger: Ledger) -> None:
    writers = [Thread(target=recorded, args=(ledger, entity(f"E{number}"))) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with session_on(ledger) as session:
        assert session.exec(select(func.count(col(Record.id)))).one() == 8
        leaves_of(session)
