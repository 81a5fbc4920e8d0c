"""The steps between versions make the tables that a new ledger has, and lead back, on both databases."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from sqlalchemy import Engine, inspect
from sqlmodel import Session, SQLModel, select, text

from evidence.database import writing
from evidence.dialects import broken_references, engine_of
from evidence.drafts import RecordDraft
from evidence.exchange.batch import load
from evidence.exchange.placed import Place, Placed
from evidence.ledger import Ledger, create_ledger
from evidence.ledger_facts import SCHEMA_VERSION
from evidence.models import EventSeal
from evidence.steps import downgrade, upgrade, versions
from evidence.trees import leaves_of
from tests.evidence.small import entity, recorded, reply, small_case
from tests.places import LedgerPlace

ON_FILE = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
ON_SERVER = (
    """SELECT table_name, column_name, data_type, collation_name, is_nullable, column_default
        FROM information_schema.columns WHERE table_schema = current_schema()""",
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()",
    """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = current_schema()::regnamespace""",
)


def schema_of(session: Session) -> list[str]:
    """All that a database tells of its tables, in one order and without the name of the schema they are in."""
    if session.connection().dialect.name == "sqlite":
        return sorted(re.sub(r"\s+", " ", " | ".join(map(str, row))) for row in session.execute(text(ON_FILE)))
    here = str(session.execute(text("SELECT current_schema()")).scalar())
    told = [row for query in ON_SERVER for row in session.execute(text(query))]
    return sorted(" | ".join(map(str, row)).replace(f"{here}.", "") for row in told)


def rows_of(session: Session) -> dict[str, list[str]]:
    """All rows but the version, and but the seals: their salts are random."""
    tables = {*inspect(session.connection()).get_table_names()} - {"property", "event_seal"}
    return {name: sorted(map(str, session.execute(text(f'SELECT * FROM "{name}"')))) for name in tables}


@pytest.fixture
def empty(place: LedgerPlace) -> Iterator[Engine]:
    """A database without any table."""
    engine = engine_of(place("empty"), foreign_keys=False)
    yield engine
    engine.dispose()


@pytest.fixture
def filled(place: LedgerPlace) -> Iterator[Engine]:
    """A ledger with records of several kinds."""
    made = create_ledger(place("filled"), policy="four_eyes", actor="Ada")
    drafts: list[RecordDraft] = [*small_case(), reply("R1", "C1")]
    load(made, [Placed(draft, Place("case", 1)) for draft in drafts], actor="Ada", investigation="case")
    made.close()
    engine = engine_of(made.address, foreign_keys=False)
    yield engine
    engine.dispose()


def schema_at(engine: Engine, version: str) -> list[str]:
    """The tables of a version, made in an empty database and taken away again."""
    with writing(engine) as session:
        upgrade(session.connection(), None, version)
        made = schema_of(session)
        downgrade(session.connection(), version, None)
        assert schema_of(session) == []
    return made


def test_the_last_version_is_the_one_that_the_program_reads() -> None:
    assert versions()[-1] == SCHEMA_VERSION
    assert versions() == [str(number) for number in range(1, int(SCHEMA_VERSION) + 1)]


def test_the_steps_make_the_tables_that_a_new_ledger_has(empty: Engine, filled: Engine) -> None:
    with writing(filled) as session:
        assert schema_of(session) == schema_at(empty, SCHEMA_VERSION) != []


def test_the_tables_of_a_new_ledger_are_those_of_the_models(filled: Engine) -> None:
    with writing(filled) as session:
        assert set(inspect(session.connection()).get_table_names()) == set(SQLModel.metadata.tables)


def test_a_filled_ledger_goes_down_every_step_and_up_again(empty: Engine, filled: Engine) -> None:
    down = versions()[::-1]
    with writing(filled) as session:
        before = rows_of(session), schema_of(session)
        for newer, older in pairwise(down):
            downgrade(session.connection(), newer, older)
            assert schema_of(session) == schema_at(empty, older)
        upgrade(session.connection(), down[-1], SCHEMA_VERSION)
        assert (rows_of(session), schema_of(session)) == before
        assert broken_references(session.connection()) == []
        assert len(leaves_of(session).house) > 1


def test_every_event_that_there_was_has_a_seal_with_a_salt_of_its_own(ledger: Ledger) -> None:
    """More events than are in memory at once."""
    recorded(ledger, *(entity(f"E{number}") for number in range(1_050)))
    with writing(ledger.engine) as session:
        downgrade(session.connection(), "2", "1")
        upgrade(session.connection(), "1", "2")
        seals = session.exec(select(EventSeal)).all()
        assert len({row.salt for row in seals}) == len(leaves_of(session).house) == 1_051


def test_the_first_step_taken_back_leaves_nothing(filled: Engine) -> None:
    with writing(filled) as session:
        downgrade(session.connection(), SCHEMA_VERSION, None)
        assert inspect(session.connection()).get_table_names() == []
