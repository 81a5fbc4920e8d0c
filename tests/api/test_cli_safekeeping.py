"""Backups, and bringing a ledger to this program's version, at the command line."""

import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest
import typer

from api.cli import safekeeping
from evidence.kept import Kept
from tests.api.command_line import CommandLine
from tests.evidence.later_version import become_later
from tests.places import on_server


def test_a_ledger_of_this_version_is_said_to_be(harbour: CommandLine) -> None:
    before = harbour.done("status")
    assert "already" in harbour.done("migrate")
    assert harbour.done("status") == before


def test_a_ledger_that_is_not_there_is_told(harbour: CommandLine) -> None:
    harbour.move("nowhere")
    ran = harbour("migrate")
    assert (ran.code, ran.out) == (3, "")
    assert "throughline init" in ran.err


def test_an_older_ledger_says_what_to_do_and_is_brought_up_when_told(
    harbour: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    become_later(monkeypatch, tmp_path / "steps")
    ran = harbour("show", "E1")
    assert (ran.code, ran.out) == (3, "")
    assert "throughline migrate" in ran.err
    copy = Path(harbour.done("migrate").split("is at ")[1].split(": remove")[0])
    assert copy.is_file()
    assert "River Fund" in harbour.done("show", "E1")
    monkeypatch.undo()
    monkeypatch.setenv("THROUGHLINE_LEDGER", str(copy))
    assert "River Fund" in harbour.done("show", "E1")


def test_a_backup_is_written_and_put_back(harbour: CommandLine) -> None:
    before = harbour.done("status").split("policy")[1]
    assert "and 0 captures" in harbour.done("backup", "a.backup")
    harbour.move("restored")
    assert str(harbour.address) in harbour.done("restore", "a.backup")
    assert harbour.done("status").split("policy")[1] == before
    harbour.done("verify")


def test_a_backup_takes_a_ledgers_place_only_when_told(harbour: CommandLine) -> None:
    harbour.done("backup", "a.backup")
    harbour.done("record", "entity", "Eastport Police", "--kind", "organisation")
    ran = harbour("restore", "a.backup")
    assert (ran.code, ran.out) == (3, "")
    assert "--replace" in ran.err
    assert "Eastport" in harbour.done("search", "Eastport")
    told = harbour.done("restore", "a.backup", "--replace")
    assert "Eastport" not in harbour.done("search", "Eastport")
    assert Path(told.split("before is at ")[1].split(": remove")[0]).is_file()


def test_the_graph_is_replayed_once_a_backup_is_back(harbour: CommandLine) -> None:
    harbour.done("backup", "a.backup")
    harbour.move("restored")
    assert "graph was replayed" in harbour.done("restore", "a.backup")
    assert '"graphs": 1' in harbour.done("verify", "--json")


def test_a_backup_of_changed_rows_is_put_back_only_when_told(harbour: CommandLine) -> None:
    harbour.alter("UPDATE entity SET kind = 'person' WHERE kind = 'organisation'")
    harbour.done("backup", "a.backup")
    harbour.move("restored")
    ran = harbour("restore", "a.backup")
    assert (ran.code, ran.out) == (1, "")
    assert "not what event" in ran.err
    assert "--even-if-damaged" in ran.err
    assert harbour("status").code == 3
    ran = harbour("restore", "a.backup", "--even-if-damaged")
    assert (ran.code, "damaged; see 'throughline verify'" in ran.err) == (0, True)
    assert "replayed" not in ran.out
    assert harbour("verify").code == 3


def test_a_capture_comes_with_it(harbour: CommandLine) -> None:
    Path("page.txt").write_text("as it was", encoding="utf-8")
    harbour.done("capture", "page.txt", "--source", "S1")
    assert "and 1 captures" in harbour.done("backup", "a.backup")
    vault = next(place for place in harbour.folder.rglob("*.vault") if place.is_dir())
    shutil.rmtree(vault)
    assert "It lacks the capture" in harbour.done("backup", "b.backup")
    harbour.done("restore", "a.backup", "--replace")
    assert [file.read_text() for file in vault.rglob("*") if file.is_file()] == ["as it was"]


def test_a_encrypted_backup_asks_for_its_passphrase(harbour: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence.encryption.COST", 1)
    Path("word").write_text("a long word\nand no more\n", encoding="utf-8")
    Path("other").write_text("another word\n", encoding="utf-8")
    harbour.done("backup", "a.backup", "--passphrase-file", "word")
    assert b"River Fund" not in Path("a.backup").read_bytes()
    harbour.move("restored")
    ran = harbour("restore", "a.backup", "--passphrase-file", "other")
    assert ran.code == 1
    assert "passphrase" in ran.err
    assert "another word" not in ran.err
    harbour.done("restore", "a.backup", "--passphrase-file", "word")
    asked: list[bool] = []

    def prompt(_text: str, *, hide_input: bool, **_how: object) -> str:
        asked.append(hide_input)
        return "a long word"

    monkeypatch.setattr(typer, "prompt", prompt)
    harbour.done("restore", "a.backup", "--replace")
    harbour.done("backup", "b.backup", "--encrypt")
    assert asked == [True, True]


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe"])
def test_a_passphrase_file_without_one_is_refused(harbour: CommandLine, content: bytes | None) -> None:
    if content is not None:
        Path("word").write_bytes(content)
    ran = harbour("backup", "a.backup", "--passphrase-file", "word")
    assert (ran.code, ran.out) == (2, "")
    assert not Path("a.backup").exists()


def test_what_is_no_backup_is_refused(harbour: CommandLine) -> None:
    before = harbour.done("status")
    ran = harbour("restore", "harbour.jsonl", "--replace")
    assert (ran.code, ran.out) == (1, "")
    assert "no backup" in ran.err
    assert harbour.done("status") == before


def test_a_backup_from_before_a_head_is_refused(harbour: CommandLine) -> None:
    harbour.done("backup", "a.backup")
    harbour.done("record", "entity", "Eastport Police", "--kind", "organisation")
    head = harbour.done("status").split("head ")[1].split()[0]
    ran = harbour("restore", "a.backup", "--replace", "--holding", head)
    assert (ran.code, ran.out) == (1, "")
    assert "before that head" in ran.err


def test_a_backup_from_before_a_checkpoint_is_refused_unless_told(harbour: CommandLine) -> None:
    harbour.done("signing-key", "make")
    harbour.done("backup", "a.backup")
    harbour.done("record", "entity", "Eastport Police", "--kind", "organisation")
    file = harbour.done("checkpoint").splitlines()[1].strip()
    ran = harbour("restore", "a.backup", "--replace", "--against", file)
    assert (ran.code, ran.out) == (1, "")
    assert "is older than" in ran.err
    harbour.done("restore", "a.backup", "--replace", "--against", file, "--even-if-older")
    harbour.done("backup", "b.backup")


def test_what_is_left_of_a_ledger_on_a_server_is_replaced_and_its_copy_is_said_to_be_none(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with ExitStack() as stack:
        throughline = CommandLine(tmp_path, on_server(server, stack), monkeypatch, capsys)
        throughline.done("init")
        throughline.done("backup", "a.backup")
        throughline.alter("DROP TABLE property")
        ran = throughline("restore", "a.backup", "--replace")
        assert (ran.code, "is no ledger" in ran.err) == (0, True)
        throughline.done("verify")


def test_what_of_a_damaged_ledger_could_not_be_read_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    safekeeping._tell_kept(Kept(Path("older"), as_found=True, unread=("entity", "claim")))
    assert "lost: entity, claim" in capsys.readouterr().err
