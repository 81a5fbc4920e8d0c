"""A backup whose rows are not what its events say is put back only when told."""

from pathlib import Path

import pytest
from sqlmodel import text

from evidence.backup import back_up
from evidence.database import writing
from evidence.errors import BackupRefused
from evidence.ledger import Ledger, create_ledger
from evidence.status import status_of
from tests.evidence.small import recorded
from tests.evidence.test_restoring import events, put_back
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
