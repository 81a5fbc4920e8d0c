"""The lists on the pages: all that a reader may see, by key, each leading to its page, a part at a time."""

import pytest
from starlette.testclient import TestClient

from tests.api.command_line import HARBOUR, entity
from tests.api.http_door import added, door_to, ledger_at
from tests.api.test_pages_content import links, page
from tests.places import LedgerPlace

LISTED = {
    "entities": [f"/entities/E{number}" for number in range(1, 6)],
    "claims": [f"/claims/C{number}" for number in range(1, 5)],
    "sources": [f"/sources/S{number}" for number in range(1, 4)],
}


@pytest.mark.parametrize("name", LISTED)
def test_all_of_a_kind_are_listed_by_key_and_each_leads_to_its_page(door: TestClient, name: str) -> None:
    found = links(page(door, f"/{name}").one("ul", class_="results"))
    assert found == LISTED[name]
    assert all(page(door, address) for address in found)


@pytest.mark.parametrize("name", LISTED)
def test_a_part_at_a_time_gives_the_whole_list(door: TestClient, name: str) -> None:
    found, address = list[str](), f"/{name}?limit=1"
    while address:
        part = page(door, address)
        found += links(part.one("ul", class_="results"))
        following = part.all("a", rel="next")
        address = following[0].attributes["href"] if following else ""
    assert found == LISTED[name]


def test_every_page_leads_to_the_lists_and_says_which_one_it_is(door: TestClient) -> None:
    assert {"/entities", "/claims", "/sources"} <= set(links(page(door, "/chains").one("nav")))
    (here,) = [one for one in page(door, "/claims").one("nav").all("a") if "aria-current" in one.attributes]
    assert here.attributes["href"] == "/claims"


def test_the_first_page_leads_from_how_many_there_are_to_which(door: TestClient) -> None:
    counts = page(door, "/").one("dl", class_="counts")
    assert {(one.attributes["href"], one.text) for one in counts.all("a")} == {
        (f"/{name}", str(len(listed))) for name, listed in LISTED.items()
    }


def test_what_is_hidden_is_on_no_list(place: LedgerPlace) -> None:
    with door_to(ledger_at(place("ledger"), [*HARBOUR, entity("E6", "Hidden Body", visibility="team")])) as door:
        assert links(page(door, "/entities").one("ul", class_="results")) == LISTED["entities"]


def test_a_list_of_nothing_says_so(place: LedgerPlace) -> None:
    with door_to(ledger_at(place("ledger"), [])) as door:
        assert "There is none here." in page(door, "/claims").one("main").text


def test_what_is_listed_as_of_then_leads_to_what_was_there_then_and_every_page_says_so(place: LedgerPlace) -> None:
    ledger = ledger_at(place("ledger"), HARBOUR)
    then = f"known_at={len(HARBOUR)}"
    added(ledger, [entity("E1", "Another Body")], investigation="elsewhere")
    with door_to(ledger) as door:
        found = links(page(door, f"/entities?{then}").one("ul", class_="results"))
        assert found == [f"{address}?{then}" for address in LISTED["entities"]]
        told = [page(door, address) for address in ("/entities?" + then, *found)]
        assert all(f"as recorded by {len(HARBOUR)}" in one.one("main").text for one in told)
        assert "as recorded by" not in page(door, "/entities").one("main").text


def test_the_form_on_the_page_of_an_entity_as_of_then_asks_as_of_then(place: LedgerPlace) -> None:
    ledger = ledger_at(place("ledger"), HARBOUR)
    then = {"known_at": str(len(HARBOUR)), "audience": "public"}
    added(ledger, [entity("E1", "Another Body")], investigation="elsewhere")
    with door_to(ledger, "team") as door:
        main = page(door, "/entities/E1", asked=then).one("main")
        fields = {one.attributes["name"]: one.attributes["value"] for one in main.all("input", type="hidden")}
        assert fields == {"from": "E1", **then}
        (more,) = [address for address in links(main) if address.startswith("/chains?from=")]
        assert page(door, "/chains", asked={**fields, "to": "E2"})
        assert page(door, more)
        assert "as recorded by" in page(door, more + "&to=E2").one("main").text


def test_a_page_as_of_then_leads_to_what_its_audience_saw_then(place: LedgerPlace) -> None:
    """Each audience counts its own events, and the one of a page may be lower than that of the server."""
    ledger = ledger_at(place("ledger"), [entity("E0", "Hidden Body", visibility="team")])
    added(ledger, HARBOUR)
    asked = f"audience=public&known_at={len(HARBOUR) + 1}"
    with door_to(ledger, "team") as door:
        found = links(page(door, f"/claims/C4?{asked}").one("main"))
        assert len(found) > 3
        assert all("audience=public" in address and page(door, address) for address in found)


def test_a_search_looks_for_what_is_there_now_and_takes_no_other_time(door: TestClient) -> None:
    page(door, "/?q=Harbour&known_at=3", 422)
    assert door.get("/api/v1/search", params={"q": "Harbour", "known_at": "3"}).status_code == 422
