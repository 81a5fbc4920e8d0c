"""A run makes its files in memory where there is room, and nowhere that its user did not ask for."""

import os
from pathlib import Path

import pytest

from tests import memory
from tests.memory import ROOT_OF_PYTEST, in_memory, work_in_memory


@pytest.fixture(autouse=True)
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for memory, with room in it, on a machine whose user named none."""
    monkeypatch.setattr(memory, "_MEMORY", tmp_path)
    monkeypatch.setattr(memory, "ENOUGH", 0)
    for name in (ROOT_OF_PYTEST, "TMPDIR"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    return tmp_path


def test_with_room_files_are_made_there(room: Path) -> None:
    work_in_memory()
    assert os.environ[ROOT_OF_PYTEST] == str(room)


def test_without_room_they_are_made_where_they_always_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "ENOUGH", 2**60)
    assert in_memory() is None
    work_in_memory()
    assert ROOT_OF_PYTEST not in os.environ


@pytest.mark.parametrize("named", [ROOT_OF_PYTEST, "TMPDIR"])
def test_a_place_that_was_named_is_kept(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv(named, "/elsewhere")
    work_in_memory()
    assert os.environ.get(ROOT_OF_PYTEST, "/elsewhere") == "/elsewhere"
