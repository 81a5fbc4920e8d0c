"""A value is denied as a relation is: whoever reads of it, by whichever door, reads of its denial."""

from collections.abc import Mapping
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.command_line import CommandLine, entity, source
from tests.api.test_pages_content import links, page


def valued(key: str, cited: str, amount: str = "a police college", **more: Any) -> dict[str, Any]:
    said = {"subject": "E2", "predicate": "described_as", "value": {"amount": amount, "unit": "description"}}
    citations = [{"source": cited, "assertion": "press_report"}]
    return {"record": "claim", "key": key, "status": "published", **said, "citations": citations, **more}


RECORDS = (
    entity("E2", "Harbour Institute"),
    entity("E4", "Safe Streets", "programme"),
    source("S1", "Annual report 2021", "River Fund", publisher="River Fund"),
    source("S2", "Who taught?", "Rights Observer", publisher="Rights Observer"),
    valued("C1", "S2"),
    valued("C2", "S1", polarity="denies"),
    valued("C3", "S1", "a library", polarity="denies"),
    valued("C4", "S1", polarity="denies", scope="E4"),
    valued("C5", "S1", polarity="denies", visibility="team"),
)
"""C2 denies C1 openly, and C5 to a team; C3 denies another value, and C4 the same within a programme."""


@pytest.fixture
def records() -> tuple[Mapping[str, Any], ...]:
    return RECORDS


def test_a_value_is_cited_with_its_denials_and_no_other(loaded: CommandLine) -> None:
    cited = loaded.done("cite", "C1")
    assert cited.count("it is denied: ") == 1
    assert "River Fund, it is not so that Harbour Institute is described as" in cited
    assert loaded.done("cite", "C1", "--audience", "team").count("it is denied: ") == 2


def test_a_denial_is_cited_alone(loaded: CommandLine) -> None:
    assert "it is denied: " not in loaded.done("cite", "C2")


@pytest.mark.parametrize("key", ["C1", "C2"])
def test_why_tells_who_affirms_and_who_denies_a_value(loaded: CommandLine, key: str) -> None:
    title, *told = loaded.done("why", key).splitlines()
    assert title == "Harbour Institute (E2) is described as"
    claims = [line.split()[:2] for line in told if line.lstrip().startswith("C")]
    assert claims == [["C1", "(date"], ["C2", "(denies"]]


def test_a_claim_over_http_has_its_denials(served: TestClient) -> None:
    def denied_by(key: str) -> list[str]:
        return [one["key"] for one in served.get(f"/api/v1/claims/{key}").json()["denied_by"]]

    assert (denied_by("C1"), denied_by("C2"), denied_by("C3")) == (["C2"], [], [])


def test_a_claim_on_a_relation_has_its_denials_over_http_too(door: TestClient) -> None:
    assert [one["key"] for one in door.get("/api/v1/claims/C2").json()["denied_by"]] == ["C3"]


@pytest.mark.parametrize(("key", "beside"), [("C1", "/claims/C2"), ("C2", "/claims/C1")])
def test_the_page_of_a_claim_has_what_says_or_denies_the_same_value(served: TestClient, key: str, beside: str) -> None:
    told = page(served, f"/claims/{key}").one("main")
    assert [link for link in links(told) if link.startswith("/claims/")] == [beside]
    assert "Other claims on the same value" in told.text


def test_the_page_cites_a_value_with_its_denial(served: TestClient) -> None:
    assert "it is denied: " in page(served, "/claims/C1").one("section", class_="cite").text


def test_a_new_denial_of_a_value_is_a_change_of_what_an_edition_says_of_it(loaded: CommandLine) -> None:
    loaded.done("dossier", "E2", "--edition", "First", "--out", "first.md")
    loaded.load(valued("C6", "S1", polarity="denies"))
    told = loaded("changed", "1", "--json").json()["sentences"]
    assert {(change["kind"], change["now"]) for one in told for change in one["changes"]} >= {("denied", "C6")}
