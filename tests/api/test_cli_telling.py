"""What is allowed, briefings and the server, from the command line."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI

from evidence.drafts import DRAFTS
from evidence.vocabulary import vocabulary
from evidence.vocabulary_json import vocabulary_as_json
from graph.answer import AnswerOut
from tests.api.command_line import CommandLine


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


@pytest.mark.parametrize(("name", "start"), [("a.md", "# "), ("a.html", "<!doctype html>")])
def test_a_briefing_is_written_by_the_ending_of_its_file(harbour: CommandLine, name: str, start: str) -> None:
    assert name in harbour.done("brief", "E1", "E3", "--out", name)
    assert Path(name).read_text(encoding="utf-8").lower().startswith(start)
    assert sorted(file.name for file in Path().glob(".*")) == []


def test_a_briefing_of_another_ending_is_wrong_usage(harbour: CommandLine) -> None:
    ran = harbour("brief", "E1", "E3", "--out", "briefing.pdf")
    assert ran.code == 2
    assert not Path("briefing.pdf").exists()


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
