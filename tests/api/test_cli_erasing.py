"""Erasing at the command line: it is gone from every answer, and what that leaves is told."""

from pathlib import Path

from evidence.settings import Settings
from tests.api.command_line import CommandLine

REASON = "Consent was withdrawn."


def test_what_is_erased_is_gone_and_verify_says_when_by_whom_and_why(harbour: CommandLine) -> None:
    harbour.done("signing-key", "make")
    harbour.done("checkpoint")
    harbour.done("chains", "E1", "E3")
    assert harbour("erase", "C4", "--reason", REASON).code == 1, "it is published"
    harbour.done("retract", "C4", "--reason", "so")
    told = harbour.done("erase", "C4", "--reason", REASON)
    assert "both trees stand" in told
    assert "Backups and exports" in told
    assert harbour("show", "C4").code == 1
    assert not [file for file in Settings().graph_path.rglob("*") if file.is_file()]
    verified = harbour.done("verify")
    assert "by Ada because Consent was withdrawn. (2 events, 2 leaves of the public tree)" in verified
    assert "The ledger is whole." in verified
    (erased,) = harbour("verify", "--json").json()["erased"]
    assert (erased["by"], erased["because"], erased["events"]) == ("Ada", REASON, 2)
    harbour.done("checkpoint")
    harbour.done("verify")


def test_what_others_name_is_refused_and_they_are_named(harbour: CommandLine) -> None:
    ran = harbour("erase", "S3", "--reason", REASON)
    assert (ran.code, ran.out) == (1, "")
    assert "C2, C4" in ran.err


def test_a_backup_that_brings_it_back_says_so(harbour: CommandLine) -> None:
    harbour.done("backup", "a.backup")
    harbour.done("erase", "R1", "--reason", REASON)
    ran = harbour("restore", "a.backup", "--replace")
    assert ran.code == 0
    assert "by Ada because Consent was withdrawn.; the backup is from before, and what was erased is back" in ran.err
    assert "library" in harbour.done("show", "R1")
    assert Path("a.backup").exists()
