"""Having the bytes of a capture at the command line, and being told of in its custody log."""

import json
from pathlib import Path

import pytest

from evidence.settings import Settings
from tests.api.command_line import CommandLine, source


@pytest.fixture
def taken(harbour: CommandLine) -> str:
    """The key of a capture that Ada took."""
    Path("page.txt").write_text("as it was", encoding="utf-8")
    return harbour.done("capture", "page.txt", "--source", "S1").split(":")[0]


def acts(harbour: CommandLine, key: str) -> list[tuple[str, str]]:
    told = json.loads(harbour.done("custody", key, "--json"))
    return [(one["act"], one["actor"]) for one in told["custody"]]


def test_who_views_exports_and_copies_is_told_in_the_order_of_time(harbour: CommandLine, taken: str) -> None:
    assert harbour.done("view", taken, actor="Bob") == "as it was"
    assert "were written to out.txt" in harbour.done("view", taken, "--out", "out.txt", actor="Eve")
    assert Path("out.txt").read_text(encoding="utf-8") == "as it was"
    harbour.done("backup", "a.backup")
    assert acts(harbour, taken) == [("taken", "Ada"), ("viewed", "Bob"), ("exported", "Eve"), ("copied", "Ada")]
    told = harbour.done("custody", taken).splitlines()
    assert told[0].startswith(f"{taken}: 9 bytes, SHA-256 ")
    assert [line.split()[1:] for line in told[1:]] == [
        ["taken", "Ada"],
        ["viewed", "Bob"],
        ["exported", "Eve"],
        ["copied", "Ada"],
    ]
    harbour.done("verify")


def test_nobody_views_without_a_name(harbour: CommandLine, taken: str) -> None:
    ran = harbour("view", taken, actor=None)
    assert (ran.code, ran.out) == (1, "")
    assert "THROUGHLINE_ACTOR" in ran.err
    assert acts(harbour, taken) == [("taken", "Ada")]


@pytest.mark.parametrize("command", ["view", "custody"])
def test_a_hidden_capture_is_not_found(harbour: CommandLine, command: str) -> None:
    harbour.load(source("S9", "For the team", "somebody", visibility="team"), name="hidden")
    Path("page.txt").write_text("for few", encoding="utf-8")
    key = harbour.done("capture", "page.txt", "--source", "S9").split(":")[0]
    hidden, none = harbour(command, key), harbour(command, "none")
    assert (hidden.code, hidden.out, hidden.err) == (none.code, none.out, none.err.replace("none", key))
    assert key in harbour.done("custody", key, "--audience", "team")


def test_a_custody_log_that_was_changed_is_damage(harbour: CommandLine, taken: str) -> None:
    harbour.done("view", taken)
    log = Settings().custody_path
    log.write_bytes(log.read_bytes().replace(b"viewed", b"copied"))
    ran = harbour("verify", "--json")
    assert (ran.code, [one["table"] for one in ran.json()["faults"]]) == (3, ["custody"])
    assert harbour("custody", taken).code == 3


def test_the_custody_log_comes_with_a_backup_and_none_that_is_here_is_lost(harbour: CommandLine, taken: str) -> None:
    harbour.done("backup", "a.backup")
    harbour.done("view", taken)
    harbour.done("restore", "a.backup", "--replace")
    assert acts(harbour, taken)[1:] == [("copied", "Ada"), ("viewed", "Ada")]
    harbour.move("elsewhere")
    harbour.done("restore", "a.backup")
    assert acts(harbour, taken)[1:] == [("copied", "Ada")]


def test_logs_that_parted_are_told(harbour: CommandLine, taken: str) -> None:
    harbour.done("view", taken)
    harbour.done("backup", "a.backup")
    Settings().custody_path.unlink()
    harbour.done("view", taken, actor="Bob")
    ran = harbour("restore", "a.backup", "--replace")
    assert (ran.code, "The custody log here stays" in ran.err) == (0, True)
    assert acts(harbour, taken)[1:] == [("viewed", "Bob")]


def test_verify_says_up_to_which_entry_the_audit_chain_tells_of_the_log(harbour: CommandLine, taken: str) -> None:
    harbour.done("view", taken)
    told = harbour.done("verify")
    assert "custody  1 entries; the audit chain tells of none" in told
    assert "NOT CHECKED  custody entry 1: the audit chain does not tell of this yet" in told
    Path("redacted.txt").write_text("as it", encoding="utf-8")
    copy = harbour.done("redact", taken, "redacted.txt", "--hide", "restricted", "--reason", "a name").split(":")[0]
    assert json.loads(harbour.done("verify", "--json"))["custody"]["anchored"] == 1
    harbour.done("view", copy)
    Path("more.txt").write_text("as it is", encoding="utf-8")
    harbour.done("capture", "more.txt", "--source", "S1")
    told = harbour.done("verify")
    assert ("the audit chain tells of the first 2 (event " in told, "NOT CHECKED" in told) == (True, False)
