"""Making a ledger at the command line, and what it says of itself."""

import getpass

import pytest
from sqlmodel import col, select

from evidence.address import Address
from evidence.database import reading
from evidence.ledger import open_ledger
from evidence.models import AuditEvent
from tests.api.command_line import CommandLine


def actors(address: Address) -> list[str]:
    """Who did what was done to a ledger, in order."""
    ledger = open_ledger(address)
    with reading(ledger.engine) as session:
        found = session.exec(select(AuditEvent.actor).order_by(col(AuditEvent.seq))).all()
    ledger.close()
    return list(found)


def test_a_ledger_is_made_where_the_settings_say(empty: CommandLine) -> None:
    assert str(empty.address) in empty.done("status")
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
    empty.move("other")
    ran = empty("init", actor=None)
    assert (ran.code, ran.err) == (0, "")
    assert actors(empty.address) == ["grace"]


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
    for said in (str(harbour.address), "four eyes", "head ", "4  claim", "5  entity", "3  source"):
        assert said in text


def test_a_ledger_that_may_not_be_made_is_told_in_one_line(empty: CommandLine, server: str) -> None:
    """A schema that is not there stands for one in which the role may make nothing."""
    address = f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3Dnowhere"
    empty.set("LEDGER", address)
    ran = empty("init")
    assert (ran.code, ran.out) == (3, "")
    assert "no schema has been selected" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_schema_that_is_not_there_is_told_with_what_makes_it(empty: CommandLine, server: str) -> None:
    empty.set("LEDGER", f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3Dnowhere")
    ran = empty("init")
    assert (ran.code, ran.out) == (3, "")
    assert "CREATE SCHEMA" in ran.err


def test_settings_of_a_server_in_the_place_of_an_address_are_refused_unrepeated(empty: CommandLine) -> None:
    empty.set("LEDGER", "host=db.example.org dbname=case password=open-sesame")
    ran = empty("init")
    assert (ran.code, ran.out) == (2, "")
    assert "postgresql://USER:PASSWORD@HOST:PORT/DATABASE" in ran.err
    assert "open-sesame" not in ran.err
    assert not any("open-sesame" in file.name for file in empty.folder.iterdir())
