"""A backup whose rows are not what its events say is put back only when told."""

import hashlib
import json
from pathlib import Path

import pytest
from sqlmodel import text

from evidence.backup import LEDGER, MANIFEST, back_up
from evidence.database import writing
from evidence.dialects import engine_of
from evidence.errors import BackupRefused
from evidence.ledger import Ledger, create_ledger, open_ledger
from evidence.ledger_facts import SCHEMA_VERSION
from evidence.status import status_of
from evidence.steps import downgrade
from tests.evidence.small import recorded
from tests.evidence.test_restoring import events, manifest_with, put_back, repacked
from tests.places import LedgerPlace


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.mark.parametrize(
    ("change", "told"),
    {
        "UPDATE claim SET polarity = 'denies'": "claim, id .*: polarity: not what event .* says; take another",
        "UPDATE claim SET polarity = 'denies', status = 'withdrawn'": "claim, id .*: polarity, status: not what",
        "DELETE FROM citation": "citation, .*: it is missing: event .* tells of it",
        "UPDATE property SET value = 'single_handed' WHERE name = 'policy'": "property, name policy: value: not what",
        "CREATE TABLE more (one INTEGER)": "schema, table more: it is no part of a ledger",
    }.items(),
)
def test_a_backup_whose_rows_are_not_what_its_events_say_is_refused_unless_told(
    another: Ledger, vault: Path, tmp_path: Path, change: str, told: str
) -> None:
    ledger = recorded(create_ledger(tmp_path / "ledger.sqlite", policy="four_eyes", actor="Ada"))
    with writing(ledger.engine) as session:
        session.execute(text(change))
    back_up(ledger.address, vault, tmp_path / "a.backup", beside=tmp_path)
    ledger.close()
    before = events(another)
    with pytest.raises(BackupRefused, match=f"does not hold: {told}"):
        put_back(tmp_path / "a.backup", another.address, replace=True)
    assert events(another) == before
    done = put_back(tmp_path / "a.backup", tmp_path / "new.sqlite", even_if_damaged=True)
    assert done.unlike
    assert status_of(tmp_path / "new.sqlite").head == done.manifest.head


def test_of_a_sound_backup_nothing_is_said_to_be_damaged(
    ledger: Ledger, vault: Path, tmp_path: Path, place: LedgerPlace
) -> None:
    back_up(recorded(ledger).address, vault, tmp_path / "a.backup", beside=tmp_path)
    assert put_back(tmp_path / "a.backup", place("new"), even_if_damaged=True).unlike == ()


def as_version_1(contents: dict[str, bytes], copy: Path) -> None:
    """The ledger in a backup as the first version had it."""
    copy.write_bytes(contents[LEDGER])
    engine = engine_of(copy, foreign_keys=False)
    with writing(engine) as session:
        downgrade(session.connection(), SCHEMA_VERSION, "1")
        session.execute(text("UPDATE property SET value = '1' WHERE name = 'schema_version'"))
    engine.dispose()
    contents[LEDGER] = copy.read_bytes()
    files = json.loads(contents[MANIFEST])["files"] | {LEDGER: hashlib.sha256(contents[LEDGER]).hexdigest()}
    manifest_with(contents, files=files)


def test_the_rows_of_a_backup_that_the_first_version_made_hold_once_it_is_brought_up(
    ledger: Ledger, vault: Path, tmp_path: Path, place: LedgerPlace
) -> None:
    back_up(recorded(ledger).address, vault, tmp_path / "a.backup", beside=tmp_path)
    old = repacked(tmp_path / "a.backup", lambda contents: as_version_1(contents, tmp_path / "old.sqlite"))
    done = put_back(old, place("new"))
    assert done.unlike == ()
    back = open_ledger(place("new"))
    assert events(back)[0] == done.manifest.events + 1
    back.close()
