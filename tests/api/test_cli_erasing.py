"""Erasing at the command line: it is gone from every answer, and what that leaves is told."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import select

from api import editions
from evidence.database import reading
from evidence.ledger import open_ledger
from evidence.models import AuditEvent
from evidence.settings import Settings
from tests.api.command_line import CommandLine
from tests.api.sealed import BRIEF

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


@pytest.fixture
def sealed(harbour: CommandLine, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Two editions of one title, of which the second lists what changed under the first, and one of something else."""
    monkeypatch.setattr(editions, "FORMATS", (".md", ".json"))
    harbour.done(*BRIEF, "--out", "a.md")
    harbour.done("dossier", "E4", "--edition", "Other", "--out", "c.md")
    harbour.done("retract", "C4", "--reason", "so")
    harbour.done("edition", "correct", "Harbour", "--out", "b.md")
    return harbour


def told_in_chain(harbour: CommandLine) -> dict[int, str]:
    """The bodies of the events that sealed an edition, by number."""
    with closing(open_ledger(harbour.address)) as ledger, reading(ledger.engine) as session:
        events = session.exec(select(AuditEvent).where(AuditEvent.verb == "seal_edition")).all()
        return {one.seq or 0: one.body for one in events}


def test_an_edition_that_told_of_it_goes_with_it_and_verify_says_so(sealed: CommandLine) -> None:
    sealed.done("signing-key", "make")
    sealed.done("checkpoint")
    assert "partners" in " ".join(told_in_chain(sealed).values())
    told = sealed.done("erase", "C4", "--reason", REASON)
    assert "Editions that told of it are blank too: public-1" in told
    left = told_in_chain(sealed).values()
    assert [json.loads(body)["key"] for body in left] == ["public-2", "public-3"]
    assert "partners" not in " ".join(left)
    verified = sealed.done("verify")
    assert "edition public-1)" in verified
    sealed.done("checkpoint")
    assert sealed("verify", "--json").json()["erased"][0]["editions"] == ["public-1"]


def test_what_is_left_of_the_editions_answers_and_goes_on(sealed: CommandLine) -> None:
    sealed.done("erase", "C4", "--reason", REASON)
    for command in (("edition", "show"), ("changed",), ("edition", "correct")):
        ran = sealed(*command, "public-1")
        assert (ran.code, ran.out) == (1, "")
        assert "edition public-1 was erased" in ran.err
    assert "other bytes" not in sealed.done("edition", "show", "public-3", "--out", "again.md")
    assert "partners" not in Path("again.md").read_text(encoding="utf-8")
    assert "none of its" in sealed.done("changed", "Harbour")
    sealed.done("impact", "S1")
    sealed.done("site", "--out", "site")
    assert [one.name for one in sorted(Path("site/editions").iterdir())] == ["public-2.html", "public-3.html"]
    sealed.done("retract", "C1", "--reason", "so")
    sealed.done("edition", "correct", "Harbour", "--out", "d.md")
    assert "public-4" in sealed.done("editions"), "no key is given twice"
    sealed.done("verify")


def test_the_last_edition_of_a_title_may_go_and_its_key_is_given_to_no_other(sealed: CommandLine) -> None:
    sealed.done("retract", "C2", "--reason", "so")
    sealed.done("erase", "R1", "--reason", REASON)
    listed = sealed.done("editions")
    assert "public-1" not in listed
    assert "public-3" not in listed
    sealed.done(*BRIEF[:2], "E2", "--edition", "Harbour", "--out", "d.md")
    assert "public-4" in sealed.done("editions")
    sealed.done("verify")


def test_an_erased_edition_of_others_is_told_to_nobody(sealed: CommandLine) -> None:
    sealed.done("dossier", "E2", "--edition", "Hidden", "--audience", "team", "--out", "d.md")
    sealed.done("erase", "R1", "--reason", REASON)
    hidden, missing = (sealed("edition", "show", key) for key in ("team-1", "team-9"))
    assert (hidden.code, hidden.err) == (missing.code, missing.err)
    assert "was erased" in sealed("edition", "show", "team-1", "--audience", "team").err


def test_the_words_of_a_promise_go_with_the_edition_that_prints_them(harbour: CommandLine) -> None:
    promise = {
        "record": "commitment",
        "key": "K1",
        "party": "E2",
        "wording": "To ask Li, a neighbour.",
        "state": "open",
    }
    harbour.load({**promise, "claims": ["C2"]})
    harbour.done("dossier", "E2", "--edition", "Institute", "--out", "a.md")
    harbour.done("dossier", "E1", "--edition", "Fund", "--out", "b.md")
    assert "neighbour" in " ".join(told_in_chain(harbour).values())
    assert "are blank too: public-1\n" in harbour.done("erase", "K1", "--reason", REASON)
    assert [json.loads(body)["key"] for body in told_in_chain(harbour).values()] == ["public-2"]
    harbour.done("verify")
