"""Command lines on ledgers of their own, which the tests of the command line share."""

from pathlib import Path

import pytest

from tests.api.command_line import HARBOUR, CommandLine


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """A ledger with nothing in it."""
    throughline = CommandLine(tmp_path, monkeypatch, capsys)
    throughline.done("init")
    return throughline


@pytest.fixture
def harbour(empty: CommandLine) -> CommandLine:
    """A ledger with the small case."""
    empty.load(*HARBOUR)
    return empty
