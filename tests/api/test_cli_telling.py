"""What is allowed, briefings and the server, from the command line."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from typst import Fonts

from api.cli.writing import ENDINGS
from evidence.drafts import DRAFTS
from evidence.ledger import open_ledger
from evidence.vocabulary import vocabulary
from evidence.vocabulary_json import vocabulary_as_json
from graph.answer import AnswerOut
from reports.formats import FORMATS
from tests.api.command_line import CommandLine, claim, entity


def test_the_closed_lists_are_printed_as_json(empty: CommandLine) -> None:
    assert json.loads(empty.done("vocabulary", "--format", "json")) == vocabulary_as_json()


def test_the_closed_lists_are_printed_to_be_read(empty: CommandLine) -> None:
    text = empty.done("vocabulary")
    terms = [*vocabulary().predicates, *vocabulary().assertions, "police_force", "four_eyes", "TLP:AMBER+STRICT"]
    assert [term for term in terms if term not in text] == []
    assert max(map(len, text.splitlines())) <= 80


def test_the_schema_is_that_of_both_texts(empty: CommandLine) -> None:
    schema = json.loads(empty.done("schema"))
    assert schema["answer"] == AnswerOut.model_json_schema(by_alias=True, mode="serialization")
    assert len(schema["record"]["oneOf"]) == len(DRAFTS)


def test_a_briefing_is_printed_as_markdown(harbour: CommandLine) -> None:
    text = harbour.done("brief", "River Fund", "E3")
    assert text.startswith("# ")
    assert "Northport Police" in text


BEGINNINGS = {
    ".html": b"<!DOCTYPE html>",
    ".pdf": b"%PDF-1.7",
    ".docx": b"PK",
    ".md": b"# ",
    ".csv": b"\xef\xbb\xbfchain,hop,",
    ".xlsx": b"PK",
    ".csl.json": b"[",
    ".json": b"{",
    ".bib": b"@",
    ".ris": b"TY  - ",
}


def test_a_briefing_is_written_in_several_formats_by_the_endings_of_its_files(harbour: CommandLine) -> None:
    names = [f"a{ending}" for ending in ENDINGS]
    ran = harbour("brief", "E1", "E3", *(part for name in names for part in ("--out", name)))
    assert ran.code == 0, ran.err
    assert ran.out.splitlines() == [f"the briefing was written to {name}" for name in names]
    assert [line for line in ran.err.splitlines() if line.startswith("writing")] == [
        f"writing {name} ({number} of {len(names)})" for number, name in enumerate(names, 1)
    ]
    written = {ending: Path(f"a{ending}").read_bytes() for ending in ENDINGS}
    assert {ending: content[: len(BEGINNINGS[ending])] for ending, content in written.items()} == BEGINNINGS
    assert sorted(file.name for file in Path().glob(".*")) == []


def test_the_endings_are_those_of_the_formats() -> None:
    assert tuple(FORMATS) == ENDINGS


def test_a_briefing_of_another_ending_is_wrong_usage_and_nothing_is_written(harbour: CommandLine) -> None:
    ran = harbour("brief", "E1", "E3", "--out", "briefing.md", "--out", "briefing.odt")
    assert ran.code == 2
    assert ".docx" in ran.err
    assert not Path("briefing.md").exists()


def test_a_briefing_that_says_what_none_may_is_refused_and_nothing_is_written(harbour: CommandLine) -> None:
    apart = {"period": {"edtf": "2013"}}
    harbour.load(entity("E8", "Far Police"), claim("C8", "E3", "trains", "E8", "S1", **apart), name="harbour")
    harbour.load(
        entity("E9", "Late Fund"), claim("C9", "E9", "funds", "E3", "S1", period={"edtf": "2020"}), name="harbour"
    )
    ran = harbour("brief", "E9", "E8", "--min-time", "impossible", "--out", "a.md", "--out", "a.html")
    assert ran.code == 1
    assert "an impossible chain; a briefing tells none (chain 1): " in ran.err
    assert list(Path().glob("a.*")) == []
    assert harbour("brief", "E9", "E8", "--min-time", "impossible").code == 1


class TestAMissingFont:
    """A name in a script for which this machine has no font."""

    @pytest.fixture
    def without_fonts(self, harbour: CommandLine, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
        harbour.load(entity("E9", "警察"), claim("C9", "E2", "trains", "E9", "S1"), name="harbour")
        monkeypatch.setattr("reports.pdf.installed_fonts", lambda: Fonts(include_system_fonts=False))
        return harbour

    def test_is_named_and_that_pdf_left_out_and_nothing_else_fails(self, without_fonts: CommandLine) -> None:
        ran = without_fonts("brief", "E1", "E9", "--out", "a.pdf", "--out", "a.md")
        assert ran.code == 0
        assert "a.pdf is left out: Chinese text needs a font that is not installed: Noto Serif CJK SC" in ran.err
        assert not Path("a.pdf").exists()
        assert "警察" in Path("a.md").read_text(encoding="utf-8")

    def test_is_a_refusal_where_nothing_else_was_asked_for(self, without_fonts: CommandLine) -> None:
        ran = without_fonts("brief", "E1", "E9", "--out", "a.pdf")
        assert ran.code == 1
        assert list(Path().glob("*.pdf")) == []


def test_a_briefing_is_dated_by_the_public_record_and_not_by_the_clock(harbour: CommandLine) -> None:
    ledger = open_ledger(harbour.address)
    with ledger.engine.connect() as connection:
        (last,) = connection.exec_driver_sql("select max(at) from audit_event").one()
    ledger.close()
    harbour.done("brief", "E1", "E3", "--out", "a.json")
    assert json.loads(Path("a.json").read_bytes())["dated"] == last[:10]


def test_a_briefing_takes_the_parameters_of_a_search(harbour: CommandLine) -> None:
    assert harbour.done("brief", "E1", "E3", "--same-arrangement") != harbour.done("brief", "E1", "E3")


def test_a_briefing_keeps_to_its_audience(harbour: CommandLine) -> None:
    harbour.done("withdraw", "C2", "--reason", "so")
    assert "C2" not in harbour.done("brief", "E1", "E3")


def test_the_server_listens_on_this_machine_and_logs_no_questions(
    harbour: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: dict[str, Any] = {}
    monkeypatch.setattr(uvicorn, "run", lambda app, **how: ran.update(how, app=app))
    told = harbour.done("serve", "--port", "8123")
    assert isinstance(ran["app"], FastAPI)
    assert (ran["host"], ran["port"], ran["access_log"]) == ("127.0.0.1", 8123, False)
    assert "http://127.0.0.1:8123/" in told
    ran["app"].state.resources.close()


def test_a_port_that_is_taken_is_refused_before_anybody_is_told_to_open_it(harbour: CommandLine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = harbour("serve", "--port", str(taken.getsockname()[1]))
    assert ran.code == 2
    assert "try another --port" in ran.err
    assert "open http" not in ran.out


def test_a_port_that_is_none_is_wrong_usage(harbour: CommandLine) -> None:
    assert harbour("serve", "--port", "99999").code == 2


def test_a_checklist_says_what_to_see_to_and_is_no_failure(harbour: CommandLine) -> None:
    text = " ".join(harbour.done("checklist", "E1", "E3").split())
    assert text.startswith("Before publishing: From River Fund to Northport Police")
    assert "[ ] Captures missing: The record keeps no capture for citations of" in text
    assert "[ ] Right of reply: the record shows nobody who was asked about C1" in text


def test_a_checklist_on_what_is_not_there_is_refused(harbour: CommandLine) -> None:
    assert harbour("checklist", "E1", "nobody").code == 1
