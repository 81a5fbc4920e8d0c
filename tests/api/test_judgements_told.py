"""Whoever looks at an entity is told with which others it was judged the same, where they may see that."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.command_line import HARBOUR, CommandLine, entity
from tests.api.test_pages_content import links, page


def judgement(key: str, other: str, verdict: str = "same", **more: str) -> dict[str, Any]:
    judged = {"entities": ["E2", other], "verdict": verdict, "basis": "An address."}
    return {"record": "judgement", "key": key, **judged, **more}


RECORDS = (
    *HARBOUR,
    entity("E6", "Institute of the Port"),
    entity("E7", "Secret Body", visibility="team"),
    judgement("J1", "E6"),
    judgement("J2", "E7"),
    judgement("J3", "E5", "different"),
    judgement("J4", "E3", "unsure", visibility="team"),
)
TOLD = (
    "The record judges Harbour Institute (E2) and Institute of the Port (E6) to be the same: An address.",
    "The record judges Harbour Institute (E2) and Harbour Institute (E5) to be different: An address.",
)
HIDDEN = ("Secret Body", "cannot be told, as the record judges")


@pytest.fixture
def records() -> tuple[Mapping[str, Any], ...]:
    return RECORDS


def test_the_house_is_shown_every_judgement(loaded: CommandLine) -> None:
    shown = loaded.done("show", "E2")
    assert "judged   same: E6 Institute of the Port (J1): An address." in shown
    assert [word in shown for word in ("E7", "(J3)", "unsure: E3")] == [True, True, True]
    assert "judged" not in loaded.done("show", "E1")


@pytest.mark.parametrize(
    "asked", [("dossier", "E2"), ("brief", "E1", "E2"), ("brief", "E1", "E3"), ("brief", "E2", "E6")]
)
def test_a_briefing_in_which_the_entity_occurs_tells_it(loaded: CommandLine, asked: tuple[str, ...]) -> None:
    loaded.done(*asked, "--out", "public.json")
    public = Path("public.json").read_text(encoding="utf-8")
    assert [words in public for words in (*TOLD, *HIDDEN)] == [True, True, False, False]
    loaded.done(*asked, "--out", "team.json", "--audience", "team")
    team = Path("team.json").read_text(encoding="utf-8")
    assert all(words in team for words in (*TOLD, *HIDDEN))


def test_a_briefing_without_the_entity_tells_nothing_of_it(loaded: CommandLine) -> None:
    loaded.done("dossier", "E1", "--out", "e1.md")
    assert "The record judges" not in Path("e1.md").read_text(encoding="utf-8")


def test_an_entity_over_http_has_its_judgements(served: TestClient) -> None:
    found = served.get("/api/v1/entities/E2").json()["judgements"]
    assert [(one["key"], one["other"]["key"], one["verdict"]) for one in found] == [
        ("J1", "E6", "same"),
        ("J3", "E5", "different"),
    ]
    assert served.get("/api/v1/entities/E1").json()["judgements"] == []


def test_the_page_of_an_entity_leads_to_the_other(served: TestClient) -> None:
    told = page(served, "/entities/E2").one("main")
    assert "Is it another entity?" in told.text
    assert "/entities/E6" in links(told)
    assert "Secret Body" not in told.text
    assert "Is it another entity?" not in page(served, "/entities/E1").one("main").text
