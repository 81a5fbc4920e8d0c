"""Entities, sources and claims over HTTP: lists with filters and pages, and single records by key or id."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from tests.api.command_line import HARBOUR, claim, entity, source
from tests.api.http_door import added, door_to, ledger_at
from tests.places import LedgerPlace

API = "/api/v1"
LISTS = ("entities", "sources", "claims")


def keys(door: TestClient, address: str, **asked: Any) -> list[str]:
    answer = door.get(f"{API}/{address}", params=asked)
    assert answer.status_code == 200, answer.text
    return [item["key"] for item in answer.json()["items"]]


def pages(door: TestClient, listed: str, limit: int) -> Iterator[list[str]]:
    """The keys of each page, followed by cursor."""
    asked: dict[str, str | int] = {"limit": limit}
    while True:
        page = door.get(f"{API}/{listed}", params=asked).json()
        yield [item["key"] for item in page["items"]]
        if page["next"] is None:
            return
        asked["cursor"] = page["next"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["E1", "E2", "E3", "E4", "E5"]),
        ({"kind": "programme"}, ["E4"]),
        ({"kind": ["programme", "group"]}, ["E4", "E5"]),
        ({"type": "fund"}, ["E1"]),
        ({"type": ["fund", "police_force"]}, ["E1", "E3"]),
        ({"kind": "group", "type": "fund"}, []),
        ({"country": "CL"}, []),
    ],
)
def test_entities_by_kind_type_and_country(door: TestClient, asked: dict[str, Any], found: list[str]) -> None:
    assert keys(door, "entities", **asked) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["S1", "S2", "S3"]),
        ({"origin": "  RIGHTS observer investigation "}, ["S2", "S3"]),
        ({"origin": ["River Fund", "nobody"]}, ["S1"]),
        ({"type": "ngo_report"}, []),
    ],
)
def test_sources_by_type_and_origin(door: TestClient, asked: dict[str, Any], found: list[str]) -> None:
    assert keys(door, "sources", **asked) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["C1", "C2", "C3", "C4"]),
        ({"predicate": "trains"}, ["C2", "C3"]),
        ({"class": "association"}, ["C4"]),
        ({"class": ["association", "flow"], "polarity": "affirms"}, ["C1", "C2", "C4"]),
        ({"polarity": "denies"}, ["C3"]),
        ({"subject": "River Fund"}, ["C1", "C4"]),
        ({"object": "E3"}, ["C2", "C3"]),
        ({"source": "S3"}, ["C2", "C4"]),
        ({"subject": "E1", "source": "S3"}, ["C4"]),
    ],
)
def test_claims_by_what_they_say(door: TestClient, asked: dict[str, Any], found: list[str]) -> None:
    assert keys(door, "claims", **asked) == found


@pytest.mark.parametrize("listed", LISTS)
@pytest.mark.parametrize("limit", [1, 7, 200])
def test_pages_hold_every_record_once_in_order(case_door: TestClient, listed: str, limit: int) -> None:
    found = list(pages(case_door, listed, limit))
    together = [key for page in found for key in page]
    assert together == sorted(set(together))
    assert all(len(page) == limit for page in found[:-1])
    assert len(together) > 60


def test_the_next_page_is_linked(door: TestClient) -> None:
    first = door.get(f"{API}/entities", params={"limit": 2, "kind": "organisation"})
    address = first.links["next"]["url"]
    assert [item["key"] for item in door.get(address).json()["items"]] == ["E3"]
    assert "next" not in door.get(address).links


def test_a_cursor_goes_on_where_its_reader_stopped_whatever_came_in_between(place: LedgerPlace) -> None:
    path = ledger_at(place("ledger"), HARBOUR)
    with door_to(path) as door:
        cursor = door.get(f"{API}/entities", params={"limit": 2}).json()["next"]
        added(path, [entity("E0", "Early Trust"), entity("E21", "Late Trust")])
        assert keys(door, "entities", cursor=cursor) == ["E21", "E3", "E4", "E5"]


@pytest.mark.parametrize("cursor", ["x", "W10", "WzEsMl0", "bm90IGpzb24", "é", "W" * 999, "bnVsbA"])
def test_a_cursor_that_is_none_is_refused(door: TestClient, cursor: str) -> None:
    answer = door.get(f"{API}/entities", params={"cursor": cursor})
    assert answer.status_code == 422
    assert cursor not in answer.json()["detail"]


@pytest.mark.parametrize("listed", LISTS)
@pytest.mark.parametrize("asked", [{"limit": 0}, {"limit": 201}, {"offset": 5}, {"audience": "nobody"}])
def test_what_no_list_takes_is_refused(door: TestClient, listed: str, asked: dict[str, Any]) -> None:
    assert door.get(f"{API}/{listed}", params=asked).status_code == 422


def test_a_record_is_found_by_key_and_by_id(door: TestClient) -> None:
    for listed, key in (("entities", "E1"), ("sources", "S1"), ("claims", "C1")):
        by_key = door.get(f"{API}/{listed}/{key}").json()
        assert by_key["key"] == key
        assert door.get(f"{API}/{listed}/{by_key['id']}").json() == by_key


@pytest.mark.parametrize("key", ["a/b", "a b", "ä?#50%", "新疆", "..", "x;y=&"])
def test_keys_may_be_odd(place: LedgerPlace, key: str) -> None:
    path = ledger_at(place("ledger"), [entity(key, "Odd"), source(f"{key}'", "Odd", "Odd")])
    with door_to(path) as door:
        assert door.get(f"{API}/entities/{quote(key, safe='').replace('.', '%2E')}").json()["key"] == key
        assert door.get(f"{API}/sources/{quote(key, safe='')}'").json()["title"] == "Odd"


def test_a_key_of_two_investigations_is_ambiguous_and_its_ids_are_not(place: LedgerPlace) -> None:
    path = ledger_at(place("ledger"), [entity("E1", "One")])
    added(path, [entity("E1", "Two")], investigation="other")
    with door_to(path) as door:
        refused = door.get(f"{API}/entities/E1")
        assert refused.status_code == 409
        ids = [one["key"] for one in refused.json()["candidates"]]
        assert {door.get(f"{API}/entities/{one}").json()["name"] for one in ids} == {"One", "Two"}


def test_a_claim_says_all_that_holds_it_up(door: TestClient) -> None:
    told = door.get(f"{API}/claims/C2").json()
    assert (told["subject"]["key"], told["predicate"], told["object"]["key"]) == ("E2", "trains", "E3")
    assert told["scope"]["key"] == "E4"
    assert told["reviewed_elsewhere"] is True
    assert [citation["source"]["key"] for citation in told["citations"]] == ["S2", "S3"]
    assert [reply["key"] for reply in told["replies"]] == ["R1"]
    assert told["period"]["hull"] == ["2020-01-01", "2020-12-31"]


def test_a_source_names_what_it_derives_from(door: TestClient) -> None:
    assert [one["key"] for one in door.get(f"{API}/sources/S3").json()["derives_from"]] == ["S2"]


def test_what_is_no_published_claim_is_not_found(place: LedgerPlace) -> None:
    draft = claim("C9", "E1", "funds", "E3", "S1", status="draft")
    with door_to(ledger_at(place("ledger"), [*HARBOUR, draft])) as door:
        assert door.get(f"{API}/claims/C9").status_code == 404
        assert "C9" not in keys(door, "claims")


@pytest.mark.parametrize(
    ("asked", "found"),
    [("公安", True), ("British Council", True), ("british  COUNCIL", True), ("no such body", False), ("شرطة", False)],
)
def test_search_in_any_script(case_door: TestClient, asked: str, found: bool) -> None:
    items = case_door.get(f"{API}/search", params={"q": asked}).json()["items"]
    assert bool(items) is found


def test_search_in_arabic_script_and_of_one_kind_of_record(place: LedgerPlace) -> None:
    body = entity("E1", "شرطة المدينة")
    with door_to(ledger_at(place("ledger"), [body, source("S1", "تقرير عن شرطة المدينة", "x")])) as door:
        for record, wanted in ((None, ["E1", "S1"]), ("entity", ["E1"]), ("source", ["S1"])):
            asked = {"q": "شرطة"} | ({"record": record} if record else {})
            assert keys(door, "search", **asked) == wanted


def test_search_says_which_name_matched(case_door: TestClient) -> None:
    items = case_door.get(f"{API}/search", params={"q": "LPC", "record": "entity"}).json()["items"]
    assert [(one["key"], one["name"], one["matched"]) for one in items] == [("E02", "London Policing College", "LPC")]
