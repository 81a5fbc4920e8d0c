"""Making and opening ledgers, and what one says of itself."""

from pathlib import Path

import pytest
from sqlmodel import text

from evidence.database import writing
from evidence.errors import EvidenceError, LedgerExists, NoLedger, UnknownTerm, WrongLedger
from evidence.ledger import Ledger, create_ledger, open_ledger
from evidence.settings import Settings
from evidence.status import status_of
from tests.evidence.small import recorded


def test_a_ledger_is_not_made_over_another(ledger: Ledger) -> None:
    with pytest.raises(LedgerExists):
        create_ledger(ledger.path, policy="four_eyes", actor="Ada")


def test_a_policy_that_is_none_makes_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(UnknownTerm):
        create_ledger(tmp_path / "new", policy="many_eyes", actor="Ada")
    assert not (tmp_path / "new").exists()


def test_a_ledger_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    for read in (open_ledger, status_of):
        with pytest.raises(NoLedger, match="throughline init"):
            read(tmp_path / "none")


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_a_file_that_is_no_ledger_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    for read in (open_ledger, status_of):
        with pytest.raises(WrongLedger):
            read(file)
    assert file.read_bytes() == content


def test_a_ledger_of_another_version_is_refused(ledger: Ledger) -> None:
    with writing(ledger.engine) as session:
        session.execute(text("UPDATE property SET value = '99' WHERE name = 'schema_version'"))
    with pytest.raises(WrongLedger, match="version 99"):
        open_ledger(ledger.path)


def test_the_status_counts_what_is_recorded(ledger: Ledger) -> None:
    status = status_of(recorded(ledger).path)
    assert status.records == {"claim": 1, "entity": 2, "source": 1}
    assert (status.policy, status.events, len(status.head)) == ("four_eyes", 5, 64)


def test_settings_come_from_the_environment_and_default_to_the_users_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("THROUGHLINE_LEDGER", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert Settings().ledger_path.name == "ledger.sqlite"
    monkeypatch.setenv("THROUGHLINE_LEDGER", str(tmp_path / "mine"))
    assert Settings().ledger_path == tmp_path / "mine"
    assert Settings().vault_path == tmp_path / "mine.vault"
    assert Settings().audience == "public"


def test_an_audience_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THROUGHLINE_AUDIENCE", "everybody")
    with pytest.raises(ValueError, match="audience") as refusal:
        Settings()
    assert not isinstance(refusal.value, EvidenceError)
