"""The pages of editions: what became of each, its files, and nothing that its reader may not be told."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tests.api import test_pages_accessible as accessible
from tests.api.http_door import door_to, ledger_at
from tests.api.markup import Element
from tests.api.sealed import ledger_with_editions
from tests.api.test_pages_content import HTML, links, page
from tests.places import LedgerPlace


@pytest.fixture(scope="module")
def door(shared_place: LedgerPlace) -> Iterator[TestClient]:
    with door_to(ledger_with_editions(shared_place("editions"))) as door:
        yield door


def words(door: TestClient, key: str) -> str:
    return page(door, f"/editions/{key}").one("main").text


def test_the_list_names_each_with_what_became_of_it_oldest_first(door: TestClient) -> None:
    listed = page(door, "/editions").one("ul", class_="results")
    assert links(listed) == [f"/editions/public-{number}" for number in (1, 2, 3, 4)]
    texts = [one.text for one in listed.all("li")]
    assert "Harbour, edition 1" in texts[0]
    assert "superseded by edition 2" in texts[0]
    assert "taken back" in texts[1]
    assert "superseded" not in texts[2]
    assert "Institute, edition 1" in texts[3]


def test_every_page_leads_to_the_list(door: TestClient) -> None:
    for address in ("/", "/chains", "/entities/E1", "/editions"):
        assert "/editions" in links(page(door, address).one("nav"))
    (here,) = [one for one in page(door, "/editions").one("nav").all("a") if "aria-current" in one.attributes]
    assert here.attributes["href"] == "/editions"


def test_a_long_list_comes_in_pages(door: TestClient) -> None:
    first = page(door, "/editions", asked={"limit": "3"})
    (later,) = [one for one in first.all("a") if one.attributes.get("rel") == "next"]
    second = page(door, later.attributes["href"])
    assert links(second.one("ul", class_="results")) == ["/editions/public-4"]
    assert not [one for one in second.all("a") if one.attributes.get("rel") == "next"]


def test_a_ledger_without_editions_says_so(place: LedgerPlace) -> None:
    with door_to(ledger_at(place("ledger"))) as door:
        assert "There is none here." in page(door, "/editions").one("main").text


def test_an_edition_is_shown_with_when_it_was_sealed_and_its_files(door: TestClient) -> None:
    told = page(door, "/editions/Institute")
    record = door.get("/api/v1/editions/public-4").json()
    assert told.one("h1").text == "Institute, edition 1"
    assert f"{record['sealed_at'][11:19]} UTC" in told.text
    assert record["head"] in told.text
    rows = {links(row)[0]: row.one("code").text for row in told.one("tbody").all("tr")}
    assert told.one("tbody").text.count("the same bytes") == len(rows)
    assert set(rows.values()) == set(record["files"].values())
    for address in rows:
        answer = door.get(address)
        assert answer.status_code == 200
        assert answer.headers["throughline-same-bytes"] == "true"
    assert "Nothing that it says has changed." in told.text


def test_what_changed_is_told_sentence_by_sentence_without_what_is_not_to_be_repeated(door: TestClient) -> None:
    told = words(door, "public-3")
    assert "Something that it rests on has changed since." in told
    assert "claim C2 was retracted" in told
    assert "What it said is not repeated." in told
    changed = door.get("/api/v1/editions/public-3/changed").json()["sentences"]
    shown = page(door, "/editions/public-3").one("section", **{"aria-labelledby": "changes"}).one("ul", class_="plain")
    assert len([one for one in shown.children if one.tag == "li"]) == len(changed)
    assert all(one["text"] in told for one in changed if one["text"])


def test_an_edition_and_its_correction_lead_to_each_other(door: TestClient) -> None:
    assert "A newer edition took its place." in words(door, "public-1")
    assert "/editions/public-3" in links(page(door, "/editions/public-1").one("main"))
    assert "/editions/public-1" in links(page(door, "/editions/public-3").one("main"))


def test_one_of_which_nothing_stands_is_a_tombstone(door: TestClient) -> None:
    told = page(door, "/editions/public-2")
    assert "Nothing that this edition said is still said here." in told.text
    assert told.one("h1").text == "public-2"
    assert not [one for one in links(told) if one.startswith("/api/")]
    assert "Police taught" not in told.text + page(door, "/editions").text
    assert "What changed since" not in told.text


@pytest.mark.parametrize("address", ["/editions/team-1", "/editions/Hidden", "/editions/9"])
def test_one_that_is_hidden_is_not_there_as_none(door: TestClient, address: str) -> None:
    assert "there is no such edition" in page(door, address, 404).text
    assert "Hidden" not in page(door, "/editions").text


@pytest.mark.parametrize("address", ["/editions?audience=team", "/editions/1?audience=team"])
def test_an_audience_can_only_be_lowered(door: TestClient, address: str) -> None:
    page(door, address, 403)


@pytest.mark.parametrize("address", ["/editions?known_at=1", "/editions?limit=x", "/editions/1?format=pdf"])
def test_what_no_page_takes_is_refused(door: TestClient, address: str) -> None:
    assert door.get(address, headers=HTML).status_code == 422


def test_who_may_see_more_does(door: TestClient) -> None:
    address = door.app.state.resources.ledger.address  # type: ignore[attr-defined]
    with door_to(address, "team") as other:
        assert "Hidden, edition 1" in page(other, "/editions").text
        assert page(other, "/editions/public-2").one("h1").text == "Police taught, edition 1"
        lowered = page(other, "/editions", asked={"audience": "public", "limit": "1"})
        (later,) = [one for one in lowered.all("a") if one.attributes.get("rel") == "next"]
        assert "audience=public" in later.attributes["href"]


CHECKS = [
    accessible.test_a_page_has_one_main_heading_and_no_level_is_skipped,
    accessible.test_a_page_has_its_landmarks_language_and_title,
    accessible.test_the_first_thing_to_reach_skips_to_the_content,
    accessible.test_no_id_is_used_twice_and_every_reference_leads_somewhere,
    accessible.test_every_button_and_link_says_what_it_does,
    accessible.test_every_table_has_a_caption_and_heads,
    accessible.test_nothing_runs_and_nothing_is_styled_in_place,
    accessible.test_nothing_is_loaded_from_elsewhere,
]


@pytest.fixture(params=["/editions", "/editions?limit=1", *(f"/editions/public-{number}" for number in (1, 2, 3, 4))])
def one_page(door: TestClient, request: pytest.FixtureRequest) -> Element:
    return page(door, request.param)


def test_every_page_of_editions_is_built_as_the_others_are(one_page: Element) -> None:
    for check in CHECKS:
        check(one_page)
