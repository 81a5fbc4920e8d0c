"""The verdict on a ledger: no false alarm, and, whatever the file holds, no crash and nothing that goes unsaid.

THROUGHLINE_TEST_FLIPS says how many bits are turned, one at a time, in a ledger's file; 3000 is the full size.
With THROUGHLINE_TEST_TAMPERING=all tables are filled with values of every type, else of one.
"""

import io
import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select, text

from evidence.access import disclose
from evidence.checkpoints import Folders, write_checkpoints
from evidence.claims import retract_claim, retract_source, withdraw_claim
from evidence.database import reading, writing
from evidence.dialects import engine_of
from evidence.drafts import RecordDraft
from evidence.errors import EvidenceError, NoLedger, WrongLedger
from evidence.exchange.batch import load
from evidence.exchange.cut import drafts_for
from evidence.exchange.jsonl import write_jsonl
from evidence.exchange.placed import Place, Placed
from evidence.history import history
from evidence.investigations import investigations
from evidence.ledger import Ledger, create_ledger, open_ledger
from evidence.models import Record
from evidence.search import search
from evidence.settings import LEVELS
from evidence.signing_keys import keys_of, make_key
from evidence.status import status_of
from evidence.steps import downgrade
from evidence.trees import leaves_of
from evidence.verification.tables import tables
from tests.evidence.small import claim, entity, published, recorded, reply, small_case, source
from tests.evidence.whole_ledger import Whole, made_in, told, without
from tests.places import LedgerPlace

FLIPS = int(os.environ.get("THROUGHLINE_TEST_FLIPS", "120"))
VALUES = ["x'00ff'", "NULL", "'x'", "1.5"][: None if os.environ.get("THROUGHLINE_TEST_TAMPERING") == "all" else 1]
GUARDS = ("misshapen", "_chain_faults", "differences", "_tree_faults")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    return made_in(tmp_path_factory.mktemp("whole"))


@pytest.fixture
def whole(original: Whole, tmp_path: Path) -> Whole:
    return original.copied(tmp_path / "copy")


def test_a_ledger_on_which_every_verb_was_used_is_whole(place: LedgerPlace, tmp_path: Path) -> None:
    whole = made_in(tmp_path / "whole", place("whole"))
    verdict = whole.verdict(*whole.checkpoints("house"), *whole.checkpoints("public"))
    assert verdict.found == []
    assert (verdict.events, verdict.records, verdict.captures, verdict.checkpoints) == (47, 28, 2, 12)
    assert verdict.heads["house"][0] == 47
    assert verdict.heads["public"][0] == 27


def test_where_no_ledger_is_there_is_none_to_judge(place: LedgerPlace, tmp_path: Path) -> None:
    with pytest.raises(NoLedger, match="throughline init"):
        Whole(tmp_path, place("none")).verdict()


def test_a_ledger_of_an_earlier_version_is_not_called_damaged(place: LedgerPlace, tmp_path: Path) -> None:
    whole = made_in(tmp_path / "whole", place("whole"))
    engine = engine_of(place("whole"))
    with writing(engine) as session:
        session.execute(text("UPDATE property SET value = '1' WHERE name = 'schema_version'"))
    assert told(whole.verdict()) == ["property, name schema_version"], "it has all tables of this version"
    with writing(engine) as session:
        downgrade(session.connection(), "2", "1")
    engine.dispose()
    with pytest.raises(WrongLedger, match="throughline migrate"):
        whole.verdict()


def test_verifying_writes_nothing(whole: Whole) -> None:
    before = {file: file.read_bytes() for file in whole.folder.rglob("*") if file.is_file()}
    whole.verdict()
    assert {file: file.read_bytes() for file in whole.folder.rglob("*") if file.is_file()} == before


Step = tuple[str, int, str]


def step_on(ledger: Ledger, folders: Folders, verb: str, number: int, word: str) -> None:
    """One verb on one of a few records; it may be refused, and then nothing was written."""
    key, entry = f"C{number}", claim(f"C{number}", note=word, supersedes=f"C{number + 1}" if number % 2 else None)
    ways: dict[str, Callable[[], object]] = {
        "entity": lambda: recorded(ledger, entity(f"E{number}", summary=word), supersede=True),
        "hide": lambda: recorded(ledger, entity(f"E{number}", visibility="team"), supersede=True),
        "source": lambda: recorded(ledger, source(f"S{number}", publisher=word), supersede=True),
        "claim": lambda: recorded(ledger, entry, supersede=True),
        "load": lambda: loaded(ledger, entry, entity(f"E{number}", country=word), reply("R2", key)),
        "reply": lambda: recorded(ledger, reply("R1", key, text=word), supersede=True),
        "publish": lambda: published(ledger, key),
        "withdraw": lambda: withdraw_claim(ledger, key, actor="Ada", reason=word),
        "retract": lambda: retract_claim(ledger, key, actor="Ada", reason=word),
        "source gone": lambda: retract_source(ledger, f"S{number}", actor="Ada", reason=word),
        "checkpoint": lambda: write_checkpoints(ledger, folders, actor="Ada"),
    }
    with suppress(EvidenceError):
        ways[verb]()


def loaded(ledger: Ledger, *drafts: RecordDraft) -> None:
    placed = [Placed(one, Place("a.jsonl", 1)) for one in drafts]
    load(ledger, placed, actor="Eve", investigation="case", supersede=True)


VERBS = (
    "entity",
    "hide",
    "source",
    "claim",
    "load",
    "reply",
    "publish",
    "withdraw",
    "retract",
    "source gone",
    "checkpoint",
)
steps = st.tuples(st.sampled_from(VERBS), st.integers(1, 3), st.sampled_from(["one", "two"]))


@settings(max_examples=20)
@given(st.lists(steps, max_size=14))
def test_whatever_verbs_were_used_the_ledger_is_whole(
    tmp_path_factory: pytest.TempPathFactory, shared_place: LedgerPlace, taken: list[Step]
) -> None:
    folder = tmp_path_factory.mktemp("random")
    whole = Whole(folder, shared_place(folder.name))
    ledger = create_ledger(shared_place(folder.name), policy="four_eyes", actor="Ada")
    make_key(ledger, whole.folders.keys, actor="Ada")
    recorded(ledger, *small_case())
    for step in taken:
        step_on(ledger, whole.folders, *step)
    write_checkpoints(ledger, whole.folders, actor="Ada")
    ledger.close()
    assert whole.verdict().found == []


def answers(path: Path) -> list[Any]:
    """Everything that a ledger answers to those who see all, or what stops it from answering."""
    try:
        return _answers(path)
    # A program on a damaged file may fail in any way, and how is its answer.
    except Exception as error:  # noqa: BLE001
        return [type(error).__name__]


def _answers(path: Path) -> list[Any]:
    found = status_of(path)
    told_: list[Any] = [found.policy, found.events, found.head, found.records]
    ledger = open_ledger(path)
    try:
        with reading(ledger.engine) as session:
            for name in investigations(session):
                exported = io.StringIO()
                write_jsonl(drafts_for(session, "custodian", name), exported)
                told_.append((name, exported.getvalue()))
            told_ += [str(disclose(session, level)) for level in LEVELS]
            told_ += [search(session, word, audience="custodian") for word in ("entity", "source")]
            told_ += [history(session, one) for one in sorted(session.exec(select(Record.id)))]
            told_ += [keys_of(session), leaves_of(session)]
    finally:
        ledger.close()
    return told_


def unreported(whole: Whole, flips: int) -> list[int]:
    """The bits of which, turned, an answer changes though the verdict is that the ledger is whole."""
    content, before = whole.path.read_bytes(), answers(whole.path)
    chance = random.Random(2026)
    found: list[int] = []
    for _ in range(flips):
        bit = chance.randrange(len(content) * 8)
        turned = bytearray(content)
        turned[bit // 8] ^= 1 << bit % 8
        whole.path.write_bytes(turned)
        if whole.verdict().whole and answers(whole.path) != before:
            found.append(bit)
    return found


def test_no_bit_that_changes_an_answer_is_turned_without_a_report_and_none_makes_it_crash(whole: Whole) -> None:
    assert unreported(whole, FLIPS) == []


def test_without_its_guards_turned_bits_go_unreported(whole: Whole, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same harness fails, so it can tell."""
    with without(monkeypatch, *GUARDS):
        assert unreported(whole, 40) != []


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00", b"no database " * 999, bytes(8192)])
def test_a_file_that_is_no_ledger_is_damage_and_no_crash(whole: Whole, content: bytes) -> None:
    whole.path.write_bytes(content)
    assert not whole.verdict().whole


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_file_that_was_cut_short_is_damage_and_no_crash(whole: Whole, part: float) -> None:
    content = whole.path.read_bytes()
    whole.path.write_bytes(content[: int(len(content) * part)])
    assert not whole.verdict().whole


def test_a_ledger_without_any_event_is_said_to_have_none(whole: Whole) -> None:
    whole.run("DELETE FROM audit_event")
    assert told(whole.verdict())[0] == "audit_event, -"


def test_a_folder_in_the_place_of_the_file_is_damage_and_no_crash(whole: Whole) -> None:
    whole.path.unlink()
    whole.path.mkdir()
    assert [found.fault.table for found in whole.verdict().found][:1] == ["file"]


HOSTILE = [
    "UPDATE audit_event SET body = '" + "[" * 200_000 + "' WHERE seq = 5",
    "UPDATE audit_event SET body = '[]' WHERE seq = 5",
    'UPDATE audit_event SET body = \'{"record":[],"investigation":{}}\' WHERE seq = 5',
    "UPDATE audit_event SET body = CAST(x'fffefd' AS TEXT) WHERE seq = 5",
    "UPDATE audit_event SET body = x'00ff', actor = 1e999 WHERE seq = 5",
    "UPDATE audit_event SET record_id = NULL",
    "UPDATE audit_event SET record_id = 'one'",
    "UPDATE audit_event SET verb = 'publish', body = '{\"status\":[]}'",
    "UPDATE audit_event SET verb = 'revise'",
    "UPDATE audit_event SET seq = 9223372036854775807 WHERE seq = 5",
    "UPDATE audit_event SET seq = -5 WHERE seq = 5",
    "UPDATE event_seal SET seal = 'x', salt = 'y'",
    "UPDATE event_seal SET seal = NULL WHERE seq = 3",
    "UPDATE public_leaf SET entry = '[' || entry",
    'UPDATE public_leaf SET entry = \'{"investigation":[],"record":{},"key":1,"gone":2}\'',
    "UPDATE public_leaf SET entry = x'00'",
    "UPDATE record SET id = x'00', kind = NULL, level = 'many' WHERE rowid = 2",
    "UPDATE investigation SET name = x'00ff' WHERE rowid = 2",
    "UPDATE property SET name = x'00', value = 1.5 WHERE rowid = 2",
    "DROP TABLE claim",
    "DROP TABLE audit_event",
    "ALTER TABLE claim RENAME COLUMN status TO state",
    "ALTER TABLE claim ADD COLUMN more TEXT",
    "CREATE TRIGGER t AFTER INSERT ON claim BEGIN DELETE FROM claim; END",
    "CREATE VIEW v AS SELECT * FROM claim",
    "CREATE TABLE other (id TEXT)",
    "DROP INDEX one_record_a_key",
]


@pytest.mark.parametrize("statement", HOSTILE, ids=lambda statement: statement[:60])
def test_content_that_no_verb_writes_is_damage_and_no_crash(whole: Whole, statement: str) -> None:
    try:
        whole.run(statement)
    except sqlite3.IntegrityError:
        loosen(whole)
        whole.run(statement)
    assert not whole.verdict().whole


@pytest.mark.parametrize("table", sorted(tables()))
@pytest.mark.parametrize("value", VALUES)
def test_a_table_without_rules_that_holds_anything_is_damage_and_no_crash(whole: Whole, table: str, value: str) -> None:
    """Column by column, and then all of them, in every row."""
    columns = [column.name for column in tables()[table].c]
    whole.run(f"ALTER TABLE {table} RENAME TO old", f"CREATE TABLE {table} AS SELECT * FROM old", "DROP TABLE old")
    content = whole.path.read_bytes()
    for changed in (*([column] for column in columns), columns):
        whole.run(f"UPDATE {table} SET {', '.join(f'{column} = {value}' for column in changed)}")
        assert not whole.verdict().whole
        whole.path.write_bytes(content)


def loosen(whole: Whole) -> None:
    """Take the rules out of the tables, as somebody can who has the file."""
    rule = "sql = replace(replace(sql, 'VARCHAR NOT NULL', 'VARCHAR'), 'INTEGER NOT NULL', 'INTEGER')"
    with closing(sqlite3.connect(whole.path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(f"UPDATE sqlite_master SET {rule} WHERE type = 'table'")
        connection.commit()
