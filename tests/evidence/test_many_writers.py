"""Many processes append to one ledger without an error, a fork or a gap; without the lock, they do not.

The size is small here: ``pytest tests/evidence/test_many_writers.py --writers 8 --appends 250`` is the full one.
"""

import pytest
from sqlmodel import Session, col, select, text

from evidence.database import reading, writing
from evidence.errors import LedgerDamaged
from evidence.ledger import Ledger
from evidence.models import AuditEvent, Record
from evidence.trees import leaves_of
from tests.evidence.writers import Task, append_together


@pytest.fixture
def tasks(ledger: Ledger, request: pytest.FixtureRequest) -> list[Task]:
    writers, appends = (request.config.getoption(name) for name in ("--writers", "--appends"))
    return [Task(ledger.address, writer, appends) for writer in range(writers)]


def gaps(session: Session) -> list[int]:
    """The numbers that no event has, up to the last."""
    numbers = session.exec(select(AuditEvent.seq).order_by(col(AuditEvent.seq))).all()
    return sorted(set(range(1, len(numbers) + 1)) - {number or 0 for number in numbers})


def test_nobody_sees_an_error_and_the_chain_has_no_fork_and_no_gap(ledger: Ledger, tasks: list[Task]) -> None:
    assert append_together(tasks) == []
    keys = sorted(key for task in tasks for key in task.made())
    with reading(ledger.engine) as session:
        assert len(leaves_of(session).house) == len(keys) + 1
        assert gaps(session) == []
        assert sorted(session.exec(select(Record.key))) == keys
        followed = session.exec(select(AuditEvent.prev_hash)).all()
        assert len(set(followed)) == len(followed)


def test_without_the_lock_writers_get_in_one_anothers_way(ledger: Ledger) -> None:
    assert append_together([Task(ledger.address, writer, 8, locked=False) for writer in range(3)]) != []
    with reading(ledger.engine) as session:
        assert len(leaves_of(session).house) >= 1


def test_without_the_lock_only_the_rule_against_forks_keeps_the_chain(server_ledger: Ledger) -> None:
    """What the database refuses is needed too: with neither, the chain forks."""
    with writing(server_ledger.engine) as session:
        session.execute(text("ALTER TABLE audit_event DROP CONSTRAINT audit_event_prev_hash_key"))
        for table in ("audit_event", "event_seal"):
            session.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey"))
    append_together([Task(server_ledger.address, writer, 24, locked=False) for writer in range(3)])
    with reading(server_ledger.engine) as session, pytest.raises(LedgerDamaged):
        leaves_of(session)
