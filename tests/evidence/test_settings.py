"""What is configured, and where it puts things that nobody placed."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from evidence.errors import EvidenceError
from evidence.settings import Settings

SERVER = "postgresql://ada:word@db.example.org/case"


@pytest.fixture(autouse=True)
def configured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    for name in ("LEDGER", "FOLDER", "VAULT", "AUDIENCE"):
        monkeypatch.delenv(f"THROUGHLINE_{name}", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return monkeypatch


def test_what_is_not_configured_is_in_the_users_data_folder(tmp_path: Path) -> None:
    assert Settings().ledger_address == tmp_path / "data" / "throughline" / "ledger.sqlite"
    assert Settings().vault_path == tmp_path / "data" / "throughline" / "ledger.sqlite.vault"
    assert Settings().audience == "public"


def test_files_of_a_ledger_lie_beside_it(configured: pytest.MonkeyPatch, tmp_path: Path) -> None:
    configured.setenv("THROUGHLINE_LEDGER", str(tmp_path / "mine"))
    assert Settings().ledger_address == tmp_path / "mine"
    assert Settings().beside(".keys") == tmp_path / "mine.keys"


def test_files_of_a_ledger_on_a_server_lie_in_the_users_data_folder(
    configured: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    configured.setenv("THROUGHLINE_LEDGER", SERVER)
    assert str(Settings().ledger_address) == "postgresql://ada@db.example.org/case"
    assert Settings().vault_path == tmp_path / "data" / "throughline" / "case@db.example.org-5432.vault"


@pytest.mark.parametrize("ledger", ["mine", SERVER])
def test_files_lie_in_the_folder_that_is_named(configured: pytest.MonkeyPatch, tmp_path: Path, ledger: str) -> None:
    configured.setenv("THROUGHLINE_LEDGER", ledger)
    configured.setenv("THROUGHLINE_FOLDER", str(tmp_path / "files"))
    assert Settings().vault_path.parent == tmp_path / "files"
    configured.setenv("THROUGHLINE_VAULT", str(tmp_path / "vault"))
    assert Settings().vault_path == tmp_path / "vault"


def test_no_way_of_showing_the_settings_shows_a_password(configured: pytest.MonkeyPatch) -> None:
    configured.setenv("THROUGHLINE_LEDGER", SERVER)
    configured.setenv("THROUGHLINE_NEO4J_PASSWORD", "hidden too")
    shown = f"{Settings()!r} {Settings()} {Settings().model_dump()}"
    assert "ada:word" not in shown
    assert "hidden too" not in shown
    configured.setenv("THROUGHLINE_LEDGER", f"{SERVER}@")
    with pytest.raises(ValidationError) as refused:
        Settings()
    assert "ada:word" not in str(refused.value)


def test_an_audience_that_is_none_is_refused(configured: pytest.MonkeyPatch) -> None:
    configured.setenv("THROUGHLINE_AUDIENCE", "everybody")
    with pytest.raises(ValueError, match="audience") as refusal:
        Settings()
    assert not isinstance(refusal.value, EvidenceError)
