"""A file is whole, under its name and on the disk, or it is not there and nothing of it is."""

import os
import stat
from pathlib import Path

import pytest

from evidence.checkpoints import Folders, write_checkpoints, write_once
from evidence.custody import note
from evidence.custody_copies import copy_log
from evidence.ledger import Ledger, create_ledger
from evidence.replacing import copy_over
from evidence.settled import give_name, put_whole
from evidence.signing_keys import make_key
from evidence.vault import store
from tests.evidence.small import recorded


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that takes nothing more."""

    def refuse(_: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", refuse)


def test_its_bytes_are_on_the_disk_before_its_name_and_its_name_before_it_counts(
    tmp_path: Path, done: list[str]
) -> None:
    put_whole(tmp_path / "file", b"true", mode=0o440)
    assert done == ["bytes", "name", "folder"]
    assert (tmp_path / "file").read_bytes() == b"true"
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o440


@pytest.mark.usefixtures("full")
def test_nothing_stays_of_what_the_disk_does_not_take(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no space left"):
        put_whole(tmp_path / "file", b"true", mode=0o440)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("full")
def test_what_is_not_on_the_disk_gets_no_name(tmp_path: Path) -> None:
    (tmp_path / "unfinished").write_bytes(b"true")
    with pytest.raises(OSError, match="no space left"):
        give_name(tmp_path / "unfinished", tmp_path / "file")
    assert not (tmp_path / "file").exists()


def test_the_folder_of_a_checkpoint_is_on_the_disk_too(tmp_path: Path, done: list[str]) -> None:
    write_once(tmp_path / "public" / "1.checkpoint", b"signed")
    assert done == ["folder", "bytes", "name", "folder"]


@pytest.mark.usefixtures("full")
def test_a_full_disk_leaves_nothing_in_a_folder_of_checkpoints(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    with pytest.raises(OSError, match="no space left"):
        write_once(tmp_path / "public" / "1.checkpoint", b"signed")
    assert list((tmp_path / "public").iterdir()) == []


def test_a_signing_key_is_on_the_disk_under_its_name_before_an_event_names_it(
    ledger: Ledger, tmp_path: Path, done: list[str]
) -> None:
    make_key(ledger, tmp_path / "keys", actor="Ada", name="example.org/ledger")
    assert done[:3] == ["bytes", "folder", "folder"]


def test_a_checkpoint_that_was_written_before_is_waited_for_again(
    ledger: Ledger, tmp_path: Path, done: list[str]
) -> None:
    """Who wrote it may have ended before its name was on the disk."""
    folders = Folders(tmp_path / "keys", tmp_path / "checkpoints")
    make_key(recorded(ledger), folders.keys, actor="Ada", name="example.org/ledger")
    write_checkpoints(ledger, folders, actor="Ada")
    done.clear()
    write_checkpoints(ledger, folders, actor="Ada")
    assert done == ["folder", "folder"]


def test_what_holds_the_record_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    ledger, log = tmp_path / "ledger.sqlite", tmp_path / "ledger.custody"
    create_ledger(ledger, policy="four_eyes", actor="Ada").close()
    store(tmp_path / "vault", b"bytes")
    note(log, "a capture", "viewed", "Ada")
    copy_over(ledger, tmp_path / "restored.sqlite")
    copy_log(log, tmp_path / "copied.custody")
    open_to_others = [file.name for file in tmp_path.iterdir() if stat.S_IMODE(file.stat().st_mode) & 0o077]
    assert open_to_others == []


def test_whom_a_team_lets_in_stays_in(tmp_path: Path) -> None:
    log = tmp_path / "ledger.custody"
    note(log, "a capture", "viewed", "Ada")
    log.chmod(0o660)
    note(log, "a capture", "viewed", "Bob")
    assert stat.S_IMODE(log.stat().st_mode) == 0o660
