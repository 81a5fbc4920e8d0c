"""Sessions on a ledger's database.

Invariant: every write is one transaction that holds the ledger's lock from its start; evidence/dialects.py says how
each database does that.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlmodel import Session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that sees one state of the ledger throughout and writes nothing."""
    with Session(engine) as session:
        yield session
        session.rollback()


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session that holds the write lock from its start: all of it is committed, or none."""
    with Session(engine.execution_options(writes=True)) as session, session.begin():
        session.connection()  # a session begins with its first statement only
        yield session
