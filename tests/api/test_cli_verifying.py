"""Verifying at the command line: what is said of a whole ledger and of a damaged one, and how the program ends."""

from pathlib import Path

import pytest

from evidence.copying import copy_to_file
from evidence.replacing import copy_over
from evidence.settings import Settings
from tests.api.command_line import CommandLine, entity

PATHS = {"whole", "checked", "heads", "erased", "custody", "not_checked", "faults"}


def checkpoint(throughline: CommandLine) -> Path:
    throughline.done("signing-key", "make")
    throughline.done("checkpoint")
    (file,) = (Settings().checkpoints_path / "house").iterdir()
    return file


def test_a_whole_ledger_is_said_to_be(harbour: CommandLine) -> None:
    told = harbour.done("verify")
    assert "14 events, 13 records, 0 captures" in told
    assert told.endswith("The ledger is whole.\n")


def test_damage_is_named_with_what_rests_on_it_and_ends_with_3(harbour: CommandLine) -> None:
    harbour.alter("UPDATE source SET origin = 'x' WHERE origin = 'River Fund'")
    ran = harbour("verify")
    assert ran.code == 3
    for said in ("DAMAGED: 1 fault", "source, id ", "origin: not what event", "rest on it: C1, C3", "E1 funds E2"):
        assert said in ran.out


@pytest.mark.parametrize("arguments", [("verify", "--json"), ("--json", "verify")])
def test_as_json_it_says_the_same(harbour: CommandLine, arguments: tuple[str, str]) -> None:
    whole = harbour(*arguments)
    assert (whole.code, set(whole.json()), whole.json()["whole"], whole.json()["faults"]) == (0, PATHS, True, [])
    harbour.alter("UPDATE source SET origin = 'x' WHERE origin = 'River Fund'")
    damaged = harbour(*arguments)
    assert (damaged.code, damaged.json()["whole"]) == (3, False)
    (fault,) = damaged.json()["faults"]
    assert (fault["table"], fault["rests"]["claims"]) == ("source", ["C1", "C3"])
    assert fault["rests"]["hops"] == [{"subject": "E1", "predicate": "funds", "object": "E2", "scope": "E4"}]


def test_many_faults_are_told_in_part_and_counted(harbour: CommandLine) -> None:
    harbour.alter("UPDATE audit_event SET actor = 'Mallory'")
    ran = harbour("verify")
    assert ran.code == 3
    assert "more: see --json" in ran.out
    assert len(harbour("verify", "--json").json()["faults"]) > 20


def test_a_checkpoint_that_was_kept_elsewhere_names_a_ledger_that_was_put_back(
    harbour: CommandLine, tmp_path: Path
) -> None:
    copy_to_file(harbour.address, earlier := tmp_path / "earlier.sqlite")
    harbour.load(entity("E99", "Other"), name="other")
    kept = checkpoint(harbour)
    assert harbour("verify", "--against", str(kept)).code == 0
    copy_over(earlier, harbour.address)
    moved = kept.rename(tmp_path / "kept.checkpoint")
    Settings().checkpoints_path.rename(tmp_path / "away")
    assert harbour("verify").code == 0
    ran = harbour("verify", "--against", str(moved))
    assert (ran.code, "rolled back" in ran.out) == (3, True)


def test_what_is_no_checkpoint_is_refused(harbour: CommandLine) -> None:
    ran = harbour("verify", "--against", "harbour.jsonl")
    assert (ran.code, "no signed note" in ran.err) == (1, True)
    assert harbour("verify", "--against", "not-there").code == 2


def test_a_file_that_is_no_database_is_damage_and_none_is_missing(harbour: CommandLine) -> None:
    ledger = harbour.folder / "other.sqlite"
    harbour.set("LEDGER", str(ledger))
    ledger.write_bytes(b"no database" * 1000)
    ran = harbour("verify")
    assert (ran.code, "file, -: it cannot be read" in ran.out) == (3, True)
    ledger.unlink()
    ran = harbour("verify")
    assert (ran.code, "there is no ledger" in ran.err) == (3, True)


def test_the_graph_beside_the_ledger_is_compared_and_a_damaged_one_named(harbour: CommandLine) -> None:
    harbour.done("chains", "E1", "E3")
    assert "1 graphs" in harbour.done("verify")
    (file,) = Settings().graph_path.glob("*.whole")
    file.write_bytes(file.read_bytes().replace(b"Northport", b"Southport"))
    ran = harbour("verify")
    assert (ran.code, "graph, " in ran.out) == (3, True)
    assert [fault["table"] for fault in harbour("verify", "--json").json()["faults"]] == ["graph"]


def test_what_a_tampered_event_says_of_the_custody_log_moves_no_terminal(harbour: CommandLine) -> None:
    Path("page.txt").write_text("as it was", encoding="utf-8")
    key = harbour.done("capture", "page.txt", "--source", "S1").split(":")[0]
    harbour.done("view", key)
    Path("more.txt").write_text("as it is", encoding="utf-8")
    harbour.done("capture", "more.txt", "--source", "S1")
    harbour.alter("UPDATE audit_event SET at = '\x1b[2J' WHERE verb = 'custody'")
    ran = harbour("verify")
    assert (ran.code, "tells of the first 1" in ran.out, "\x1b[2J" in ran.out) == (3, True, False)
