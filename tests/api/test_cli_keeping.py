"""Making a ledger at the command line, and what it says of itself."""

import getpass
import sqlite3

import pytest

from tests.api.command_line import CommandLine


def test_a_ledger_is_made_where_the_settings_say(empty: CommandLine) -> None:
    assert (empty.folder / "ledger.sqlite").is_file()
    assert "four eyes" in empty.done("status")


def test_a_second_ledger_is_not_made_over_the_first(harbour: CommandLine) -> None:
    before = harbour.done("status")
    ran = harbour("init")
    assert ran.code == 3
    assert "already" in ran.err
    assert harbour.done("status") == before


def test_a_ledger_is_made_by_whoever_is_logged_in_where_nobody_is_named(
    empty: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "grace")
    monkeypatch.setenv("THROUGHLINE_LEDGER", "other.sqlite")
    ran = empty("init", actor=None)
    assert (ran.code, ran.err) == (0, "")
    with sqlite3.connect("other.sqlite") as connection:
        actors = connection.execute("SELECT actor FROM audit_event").fetchall()
    connection.close()
    assert actors == [("grace",)]


def test_where_the_machine_knows_no_login_name_somebody_must_be_named(
    harbour: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 1000")

    monkeypatch.setattr(getpass, "getuser", nobody)
    ran = harbour("load", "harbour.jsonl", actor=None)
    assert ran.code == 1
    assert "THROUGHLINE_ACTOR" in ran.err


def test_the_status_names_the_ledger_its_policy_its_head_and_what_it_holds(harbour: CommandLine) -> None:
    text = harbour.done("status")
    for said in (str(harbour.folder / "ledger.sqlite"), "four eyes", "head ", "4  claim", "5  entity", "3  source"):
        assert said in text
