"""``throughline verify`` names a custody entry that is changed, gone, out of order, or unlike what the chain says."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select

from evidence.captures import Taking, take_captures
from evidence.checkpoints import Folders, write_checkpoints
from evidence.custody import note, note_each
from evidence.database import reading
from evidence.ledger import Ledger, open_ledger
from evidence.models import Record
from evidence.verification.faults import Anchored, Verdict
from evidence.verification.whole import Beside, verify_at
from tests.evidence.test_custody import altered
from tests.evidence.whole_ledger import Whole, finds_nothing, made_in, told


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """A ledger whose captures were looked at three times, the third time after the last checkpoint."""
    whole = made_in(tmp_path_factory.mktemp("handled"))
    ledger = open_ledger(whole.path)
    note_each(log_of(whole), captures_of(ledger), "viewed", "Ada")
    write_checkpoints(ledger, Folders(whole.folders.keys, whole.folders.checkpoints, log_of(whole)), actor="Ada")
    note(log_of(whole), captures_of(ledger)[0], "exported", "Bob")
    ledger.close()
    return whole


def log_of(whole: Whole) -> Path:
    return whole.folder / "ledger.custody"


def captures_of(ledger: Ledger) -> list[str]:
    with reading(ledger.engine) as session:
        return list(session.exec(select(Record.id).where(Record.kind == "capture")))


def verdict(whole: Whole) -> Verdict:
    return verify_at(whole.path, Beside(whole.vault, whole.folders.checkpoints, custody=log_of(whole)))


HARMS: dict[str, tuple[Callable[[Path], object], str]] = {
    "an actor changed": (lambda log: altered(log, "UPDATE entry SET actor = 'Eve' WHERE number = 2"), "number 2"),
    "a time changed": (lambda log: altered(log, "UPDATE entry SET at = '2020' WHERE number = 1"), "number 1"),
    "a hash changed": (lambda log: altered(log, "UPDATE entry SET hash = 'x' WHERE number = 3"), "number 3"),
    "the last deleted": (lambda log: altered(log, "DELETE FROM entry WHERE number = 3"), "number 3"),
    "the first deleted": (lambda log: altered(log, "DELETE FROM entry WHERE number = 1"), "number 2"),
    "two exchanged": (
        lambda log: altered(
            log,
            "UPDATE entry SET number = 9 WHERE number = 1",
            "UPDATE entry SET number = 1 WHERE number = 2",
            "UPDATE entry SET number = 2 WHERE number = 9",
        ),
        "number 1",
    ),
    "put in": (lambda log: altered(log, "INSERT INTO entry VALUES (4, '', 'E', 'viewed', '', 'x', 'y')"), "number 4"),
    "blanked as if erased": (
        lambda log: altered(log, "UPDATE entry SET at = '', actor = '', act = 'erased', capture = '' WHERE number = 1"),
        "number 1",
    ),
    "a value of another type": (
        lambda log: altered(log, "UPDATE entry SET actor = x'00ff' WHERE number = 1"),
        "number 1",
    ),
    "cut short and told so": (
        lambda log: altered(log, "DELETE FROM entry WHERE number > 1", "DELETE FROM head"),
        "number 2",
    ),
    "the log is gone": (lambda log: log.unlink(), "number 2"),
    "the log is none": (lambda log: log.write_bytes(b"none" * 99), "-"),
    "a table is gone": (lambda log: altered(log, "DROP TABLE entry"), "-"),
}


def test_a_log_that_holds_is_no_fault(original: Whole) -> None:
    assert verdict(original).found == []


@pytest.mark.parametrize(("harm", "row"), HARMS.values(), ids=HARMS.keys())
def test_every_harm_is_named(original: Whole, tmp_path: Path, harm: Callable[[Path], object], row: str) -> None:
    whole = original.copied(tmp_path / "copy")
    harm(log_of(whole))
    assert f"custody, {row}" in told(verdict(whole))


def test_without_the_guard_nothing_is_named(original: Whole, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = original.copied(tmp_path / "copy")
    altered(log_of(whole), "UPDATE entry SET actor = 'Eve' WHERE number = 2")
    monkeypatch.setattr("evidence.verification.whole.broken_custody", finds_nothing)
    assert verdict(whole).found == []


def test_the_claims_that_rest_on_the_capture_are_named(original: Whole, tmp_path: Path) -> None:
    whole = original.copied(tmp_path / "copy")
    altered(log_of(whole), "UPDATE entry SET actor = 'Eve'")
    assert any(found.resting.claims for found in verdict(whole).found if found.fault.table == "custody")


def test_verifying_writes_nothing(original: Whole, tmp_path: Path) -> None:
    whole = original.copied(tmp_path / "copy")
    before = {file: file.read_bytes() for file in whole.folder.rglob("*") if file.is_file()}
    verdict(whole)
    assert {file: file.read_bytes() for file in whole.folder.rglob("*") if file.is_file()} == before
    shutil.rmtree(whole.folder)


def test_it_is_told_how_far_the_audit_chain_tells_of_the_log_and_what_it_does_not(original: Whole) -> None:
    found = verdict(original)
    assert found.custody
    assert (found.custody.entries, found.custody.anchored, str(found.custody.at)[-1]) == (3, 2, "Z")
    assert [one.what for one in found.unchecked] == ["custody entry 3"]
    assert found.custody.event == found.events


def test_a_ledger_whose_log_no_event_tells_of_says_so(tmp_path: Path) -> None:
    whole = made_in(tmp_path)
    note_each(log_of(whole), ["one", "other"], "viewed", "Ada")
    found = verdict(whole)
    assert (found.custody, found.whole) == (Anchored(2), True)
    assert [one.what for one in found.unchecked] == ["custody entries 1 to 2"]


def cut_after(log: Path, number: int) -> None:
    """Cut a log off, and let it say that it was never longer."""
    last = f"UPDATE head SET number = {number}, hash = (SELECT hash FROM entry WHERE number = {number})"
    altered(log, f"DELETE FROM entry WHERE number > {number}", last)


def test_what_is_cut_off_after_a_capture_was_taken_is_named(original: Whole, tmp_path: Path) -> None:
    whole = original.copied(tmp_path / "copy")
    ledger = open_ledger(whole.path)
    taking = [Taking(b"another page", "saved")]
    take_captures(ledger, whole.vault, taking, source="S2", actor="Ada", custody=log_of(whole))
    ledger.close()
    assert (verdict(whole).whole, verdict(whole).unchecked) == (True, [])
    cut_after(log_of(whole), 2)
    assert "custody, number 3" in told(verdict(whole))


def test_what_is_cut_off_before_the_audit_chain_tells_of_it_is_not_missed(original: Whole, tmp_path: Path) -> None:
    """The limit, as it is documented: the verdict says up to where, and since when, the chain tells of the log."""
    whole = original.copied(tmp_path / "copy")
    cut_after(log_of(whole), 2)
    found = verdict(whole)
    assert (found.whole, found.custody and found.custody[:2]) == (True, (2, 2))
