"""A ledger is brought to this program's version at the command line."""

from pathlib import Path

import pytest

from tests.api.command_line import CommandLine
from tests.evidence.later_version import become_later


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
