"""Chains, exposure, impact and briefings over HTTP: the same objects that the command line prints."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.problems import MEDIA_TYPE
from graph.answer import AnswerOut
from graph.impact_answer import ImpactOut
from tests.api.command_line import CommandLine
from tests.api.http_door import door_to

API = "/api/v1"
CHAIN = {"from": "E1", "to": "E3"}


@pytest.fixture
def beside(harbour: CommandLine) -> Iterator[TestClient]:
    """The application on the ledger that the command line has, too."""
    with door_to(harbour.address) as door:
        yield door


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ((), {}),
        (("--max-hops", "1"), {"max_hops": 1}),
        (("--valid-on", "1999-01-01"), {"valid_on": "1999-01-01"}),
        (("--via", "E2", "--avoid", "E5"), {"via": ["E2"], "avoid": ["E5"]}),
        (("--predicate", "funds", "--predicate", "trains"), {"predicate": ["funds", "trains"]}),
        (("--class", "association"), {"class": ["association"]}),
        (
            ("--min-time", "observed", "--min-standing", "reported"),
            {"min_time": "observed", "min_standing": "reported"},
        ),
        (("--same-arrangement", "--backwards"), {"same_arrangement": True, "backwards": True}),
        (("--turns", "--detours", "--through-hubs"), {"turns": 1, "detours": "true", "through_hubs": "on"}),
        (("--limit", "1", "--steps", "500", "--seconds", "2.5"), {"limit": 1, "steps": 500, "seconds": 2.5}),
        (("--known-at", "3"), {"known_at": "3"}),
    ],
)
def test_chains_are_those_of_the_command_line(
    harbour: CommandLine, beside: TestClient, options: tuple[str, ...], asked: dict[str, Any]
) -> None:
    printed = harbour("chains", "E1", "E3", *options, "--format", "json")
    answer = beside.get(f"{API}/chains", params={**CHAIN, **asked})
    if printed.code:
        assert answer.headers["content-type"] == MEDIA_TYPE
        return
    assert canonical(answer.json()) == canonical(printed.json())
    assert AnswerOut.model_validate_json(answer.content).model_dump_json() == answer.text


def canonical(value: object) -> bytes:
    """The bytes of a value, however it was indented; the order of fields counts."""
    return json.dumps(value, ensure_ascii=False).encode()


def test_ends_may_be_sets(beside: TestClient, harbour: CommandLine) -> None:
    asked = {"from": ["E1", "E2"], "to": ["E3", "E4"]}
    answer = beside.get(f"{API}/chains", params=asked).json()
    assert [one["key"] for one in answer["from"]] == ["E1", "E2"]
    assert [one["key"] for one in answer["to"]] == ["E3", "E4"]


def test_exposure_and_impact_are_those_of_the_command_line(harbour: CommandLine, beside: TestClient) -> None:
    exposed = beside.get(f"{API}/exposure", params={"from": "E1", "to_kind": "organisation", "to_type": "police_force"})
    printed = harbour("exposure", "E1", "--to-kind", "organisation", "--to-type", "police_force", "--format", "json")
    assert exposed.json() == printed.json()
    broken = beside.get(f"{API}/impact", params={"key": "S1", **CHAIN})
    assert broken.json() == harbour("impact", "S1", "E1", "E3", "--format", "json").json()
    assert ImpactOut.model_validate_json(broken.content).chains_lost


def test_impact_without_ends_speaks_of_no_chains(door: TestClient) -> None:
    told = door.get(f"{API}/impact", params={"key": "C1"}).json()
    assert told["claims_lost"] == ["C1"]
    assert told["chains_lost"] is None


@pytest.mark.parametrize(
    ("address", "asked", "status"),
    [
        ("chains", {}, 422),
        ("chains", {"from": "E1"}, 422),
        ("chains", {**CHAIN, "colour": "red"}, 422),
        ("chains", {**CHAIN, "max_hops": "many"}, 422),
        ("chains", {**CHAIN, "type": "friend"}, 422),
        ("chains", {**CHAIN, "known_at": "soon"}, 422),
        ("chains", {**CHAIN, "audience": "team"}, 403),
        ("chains", {"from": "nobody", "to": "E3"}, 404),
        ("chains", {"from": "Harbour Institute", "to": "E3"}, 409),
        ("exposure", {"from": "E1"}, 422),
        ("exposure", {"from": "E1", "to_kind": "friend"}, 422),
        ("impact", {}, 422),
        ("impact", {"key": "S9"}, 404),
        ("impact", {"key": "S1", "from": "E1"}, 422),
        ("briefings", {**CHAIN, "format": "odt"}, 422),
        ("briefings", {**CHAIN, "style": "apa"}, 422),
        ("briefings/summary", {"from": "E1"}, 422),
        ("briefings/exposure", {"from": "E1"}, 422),
        ("briefings/exposure", {"from": "E1", "to_kind": "place", "audience": "team"}, 403),
        ("briefings/dossier", {}, 422),
        ("briefings/dossier", {"entity": ""}, 422),
        ("briefings/dossier", {"entity": "nobody"}, 404),
        ("briefings/dossier", {"entity": "Harbour Institute"}, 409),
        ("briefings/dossier", {"entity": "E2", "known_at": "1"}, 422),
        ("briefings/dossier", {"entity": "E2", "audience": "team"}, 403),
        ("briefings/letter", {"entity": "E2"}, 422),
        ("briefings/letter", {"entity": "E2", "answer_by": "soon"}, 422),
        ("briefings/letter", {"entity": "E2", "answer_by": "20270115"}, 422),
        ("overview", {"investigation": "none"}, 404),
        ("overview", {"audience": "team"}, 403),
        ("overview", {"known_at": "1"}, 422),
        ("overview", {"chains": "E1"}, 422),
        ("overview", {"chains": "E1 ->"}, 422),
        ("overview", {"chains": ["E1 -> E3"] * 51}, 422),
        ("overview", {"chains": "E1 -> nobody"}, 404),
    ],
)
def test_what_does_not_fit_is_refused_as_a_problem(
    door: TestClient, address: str, asked: dict[str, Any], status: int
) -> None:
    answer = door.get(f"{API}/{address}", params=asked)
    assert answer.status_code == answer.json()["status"] == status
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert answer.json()["instance"] == f"{API}/{address}"


def test_an_audience_is_refused_before_anything_is_looked_up(door: TestClient) -> None:
    there = door.get(f"{API}/chains", params={**CHAIN, "audience": "restricted"})
    nowhere = door.get(f"{API}/chains", params={"from": "no", "to": "body", "audience": "restricted"})
    assert there.content == nowhere.content
    assert there.status_code == 403


@pytest.mark.parametrize(
    ("asked", "accept", "media_type"),
    [
        ("markdown", "*/*", "text/markdown; charset=utf-8"),
        ("html", "application/json", "text/html; charset=utf-8"),
        ("json", "*/*", "application/json"),
        (None, "*/*", "text/markdown; charset=utf-8"),
        (None, "text/html,application/xhtml+xml;q=0.9", "text/html; charset=utf-8"),
        (None, "image/png, application/json;q=0.5", "application/json"),
    ],
)
def test_a_briefing_comes_as_it_is_wanted(
    case_door: TestClient, asked: str | None, accept: str, media_type: str
) -> None:
    ends = {"from": "E03", "to": "Xinjiang Police College"} | ({"format": asked} if asked else {})
    answer = case_door.get(f"{API}/briefings", params=ends, headers={"accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert "Hunan Police Academy" in answer.text


def test_the_page_of_a_briefing_allows_its_own_style_and_no_other(case_door: TestClient) -> None:
    answer = case_door.get(f"{API}/briefings", params={"from": "E03", "to": "E10", "format": "html"})
    (style,) = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = answer.headers["content-security-policy"]
    assert f"style-src 'sha256-{digest}';" in policy
    assert "unsafe" not in policy
    assert " style=" not in answer.text


def test_vocabulary_and_schema_are_those_of_the_command_line(harbour: CommandLine, beside: TestClient) -> None:
    assert beside.get(f"{API}/vocabulary").json() == json.loads(harbour.done("vocabulary", "--format", "json"))
    assert beside.get(f"{API}/schema").json() == json.loads(harbour.done("schema"))


@pytest.mark.parametrize("address", ["vocabulary", "schema"])
def test_shapes_take_no_parameters(door: TestClient, address: str) -> None:
    assert door.get(f"{API}/{address}", params={"audience": "public"}).status_code == 422


def test_a_claim_that_is_retracted_is_not_in_the_next_answer(harbour: CommandLine, beside: TestClient) -> None:
    before = len(beside.get(f"{API}/chains", params=CHAIN).json()["chains"])
    harbour.done("retract", "C1", "--reason", "wrong")
    assert len(beside.get(f"{API}/chains", params=CHAIN).json()["chains"]) == before - 1
