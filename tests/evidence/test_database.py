"""Transactions: on the disk, immediate, with foreign keys on, whole or not at all."""

import sqlite3
from contextlib import closing
from threading import Thread

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, func, select, text

from evidence.database import reading, writing
from evidence.ledger import Ledger
from evidence.models import Entity, Investigation, Record
from evidence.trees import leaves_of
from tests.evidence.small import entity, recorded, session_on


def test_every_connection_keeps_foreign_keys_and_synchronises_fully(ledger: Ledger) -> None:
    with reading(ledger.engine) as session:
        assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert session.execute(text("PRAGMA synchronous")).scalar() == 2


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


def test_a_write_holds_the_lock_before_it_has_written_anything(ledger: Ledger) -> None:
    with writing(ledger.engine) as session, closing(sqlite3.connect(ledger.path, timeout=0)) as other:
        session.exec(select(func.count(col(Record.id)))).one()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def test_a_read_sees_one_state_throughout(ledger: Ledger) -> None:
    with reading(ledger.engine) as session:
        before = session.exec(select(func.count(col(Record.id)))).one()
    recorded(ledger)
    with reading(ledger.engine) as session:
        assert before == 0
        assert session.exec(select(func.count(col(Record.id)))).one() == 4


def test_writers_at_the_same_time_wait_for_one_another_and_the_chain_holds(ledger: Ledger) -> None:
    writers = [Thread(target=recorded, args=(ledger, entity(f"E{number}"))) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with session_on(ledger) as session:
        assert session.exec(select(func.count(col(Record.id)))).one() == 8
        leaves_of(session)
