"""A backup takes the place of a ledger in a file at once, and of all that is recorded until then there is a copy."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from evidence import copying, replacing
from evidence.errors import LedgerError, LedgerExists
from evidence.ledger import Ledger, create_ledger
from evidence.replacing import copy_over, refuse_standing
from evidence.status import status_of
from tests.evidence.small import entity, recorded


@pytest.fixture
def source(tmp_path: Path) -> Path:
    recorded(create_ledger(tmp_path / "source.sqlite", policy="four_eyes", actor="Ada")).close()
    return tmp_path / "source.sqlite"


@pytest.fixture(params=["a rollback journal", "a write-ahead log"])
def standing(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    monkeypatch.setattr("evidence.dialects.SAFE_WAL", (3, 0) if "write-ahead" in request.param else (99,))
    made = create_ledger(tmp_path / "standing.sqlite", policy="four_eyes", actor="Bob")
    yield made
    made.close()


def file_of(ledger: Ledger) -> Path:
    assert isinstance(ledger.address, Path)
    return ledger.address


def meanwhile(monkeypatch: pytest.MonkeyPatch, do: Callable[[], object]) -> None:
    """Lets somebody do something once, between the copy of what is there and the replacement."""
    once = iter([do])

    def copy_file(source: Path, target: Path, look: Callable[[], None] | None = None) -> None:
        if look:
            next(once, lambda: None)()
        copying.copy_file(source, target, look)

    monkeypatch.setattr(replacing, "copy_file", copy_file)


def test_what_is_recorded_meanwhile_is_in_the_copy(
    standing: Ledger, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, lambda: recorded(standing, entity("E8")))
    kept = copy_over(source, file_of(standing), tmp_path / "older")
    assert kept.older
    assert (status_of(kept.older).events, status_of(file_of(standing)).head) == (2, status_of(source).head)


def test_a_ledger_that_is_made_meanwhile_is_not_replaced(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = tmp_path / "new.sqlite"
    meanwhile(monkeypatch, lambda: create_ledger(new, policy="four_eyes", actor="Bob").close())
    with pytest.raises(LedgerExists, match="--replace"):
        copy_over(source, new, tmp_path / "older", replace=False)
    assert (status_of(new).events, (tmp_path / "older").exists()) == (1, False)


def test_a_file_without_tables_is_taken_for_nothing(source: Path, tmp_path: Path) -> None:
    (tmp_path / "new.sqlite").touch()
    refuse_standing(tmp_path / "new.sqlite", replace=False)
    assert copy_over(source, tmp_path / "new.sqlite", tmp_path / "older", replace=False).older is None
    assert status_of(tmp_path / "new.sqlite").head == status_of(source).head


def test_a_file_of_which_pages_are_torn_is_kept_and_replaced(source: Path, standing: Ledger, tmp_path: Path) -> None:
    standing.close()
    content = bytearray(file_of(standing).read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file_of(standing).write_bytes(content)
    kept = copy_over(source, file_of(standing), tmp_path / "older")
    assert status_of(file_of(standing)).head == status_of(source).head
    assert kept.older
    assert kept.older.read_bytes()[4096:] == bytes(content[4096:])


def test_what_is_no_database_is_back_where_the_disk_takes_no_other(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OSError("no space left")

    (tmp_path / "other").write_bytes(b"no database" * 100)
    meanwhile(monkeypatch, fail)
    with pytest.raises(OSError, match="no space"):
        copy_over(source, tmp_path / "other", tmp_path / "older")
    assert ((tmp_path / "other").read_bytes(), (tmp_path / "older").exists()) == (b"no database" * 100, False)


def test_a_file_that_another_program_holds_is_told(
    source: Path, standing: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacing, "BUSY_SECONDS", 0)
    with closing(sqlite3.connect(file_of(standing), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="locked"):
            copy_over(source, file_of(standing), tmp_path / "older")
