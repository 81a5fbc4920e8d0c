"""Signing at the command line: keys made, rotated, lost and shown, and checkpoints written where the settings say."""

import re
from pathlib import Path

import pytest

from evidence.copying import copy_to_file
from evidence.replacing import copy_over
from evidence.settings import Settings
from tests.api.command_line import CommandLine, entity

VERIFIER = re.compile(r"^(\S+/(?:house|public))\+[0-9a-f]{8}\+\S+$", re.MULTILINE)


def checkpoints(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.checkpoint"))


def test_a_key_is_made_and_signs_both_trees_beside_the_ledger(harbour: CommandLine) -> None:
    made = harbour.done("signing-key", "make", "--name", "example.org/harbour")
    assert VERIFIER.findall(made) == ["example.org/harbour/house", "example.org/harbour/public"]
    told = harbour.done("checkpoint")
    written = checkpoints(Settings().checkpoints_path)
    assert [name.split("/")[0] for name in written] == ["house", "public"]
    assert all(name in told for name in written)
    assert harbour.done("checkpoint") == told


def test_checkpoints_and_keys_go_where_the_settings_say(harbour: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CHECKPOINTS", "KEYS"):
        monkeypatch.setenv(f"THROUGHLINE_{name}", str(harbour.folder / name))
    harbour.done("signing-key", "make")
    harbour.done("checkpoint")
    assert len(checkpoints(harbour.folder / "CHECKPOINTS")) == 2
    assert len(list((harbour.folder / "KEYS").iterdir())) == 1
    assert not any(Settings().beside(ending).exists() for ending in (".checkpoints", ".keys"))


def test_without_a_key_it_is_said_how_to_make_one(harbour: CommandLine) -> None:
    ran = harbour("checkpoint")
    assert (ran.code, "signing-key make" in ran.err) == (1, True)
    assert harbour.done("signing-key", "show") == "There is no signing key.\n"


def test_keys_are_shown_with_the_events_between_which_they_signed(harbour: CommandLine) -> None:
    harbour.done("signing-key", "make")
    harbour.done("signing-key", "rotate")
    harbour.done("signing-key", "lose", "--reason", "The laptop was stolen.")
    harbour.done("signing-key", "make")
    shown = harbour.done("signing-key", "show")
    states = re.findall(r"^from event \d+, (in use|\w+ at event \d+)$", shown, re.MULTILINE)
    assert [state.split()[0] for state in states] == ["rotated", "lost", "in"]
    assert len(VERIFIER.findall(shown)) == 6
    assert len(set(VERIFIER.findall(shown))) == 2


def test_a_second_key_is_refused_while_one_is_in_use(harbour: CommandLine) -> None:
    harbour.done("signing-key", "make")
    ran = harbour("signing-key", "make")
    assert (ran.code, "rotate" in ran.err) == (1, True)


def test_a_ledger_that_was_put_back_is_damage_and_is_not_signed(harbour: CommandLine) -> None:
    harbour.done("signing-key", "make")
    copy_to_file(harbour.address, earlier := harbour.folder / "earlier.sqlite")
    harbour.load(entity("E99", "Other"), name="other")
    harbour.done("checkpoint")
    copy_over(earlier, harbour.address)
    ran = harbour("checkpoint")
    assert (ran.code, "rolled back" in ran.err) == (3, True)
