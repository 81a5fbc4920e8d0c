"""What the pages say: the record with its sources, chains with their verdicts, and nothing that is hidden or runs."""

from collections.abc import Mapping
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.command_line import HARBOUR, claim, entity, source
from tests.api.http_door import added, door_to, ledger_at
from tests.api.markup import Element, read
from tests.places import LedgerPlace

HTML = {"accept": "text/html"}
BEST = {"from": "British Council", "to": "Xinjiang Police College"}


def page(door: TestClient, address: str, status: int = 200, *, asked: Mapping[str, Any] | None = None) -> Element:
    answer = door.get(address, params=asked, headers=HTML)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return read(answer.text)


def links(element: Element) -> list[str]:
    return [one.attributes["href"] for one in element.all("a")]


@pytest.mark.parametrize(
    ("asked", "address"), [("公安", "/entities/"), ("LPC", "/entities/E02"), ("Dangerous", "/sources/S01")]
)
def test_a_search_leads_to_what_it_found(case_door: TestClient, asked: str, address: str) -> None:
    found = page(case_door, "/", asked={"q": asked}).one("ul", class_="results")
    assert any(link.startswith(address) for link in links(found))


def test_a_search_in_arabic_script_finds_and_is_written_from_the_right(place: LedgerPlace) -> None:
    body = {**entity("E1", "City Police"), "names": [{"text": "City Police"}, {"text": "شرطة المدينة", "lang": "ar"}]}
    with door_to(ledger_at(place("ledger"), [body])) as door:
        assert links(page(door, "/", asked={"q": "شرطة"}).one("ul", class_="results"))[0] == "/entities/E1"
        name = page(door, "/entities/E1").one("ul", class_="names").one("bdi", lang="ar")
        assert (name.text, name.attributes["dir"]) == ("شرطة المدينة", "rtl")


def test_a_search_that_finds_nothing_says_so(door: TestClient) -> None:
    assert "Nothing found" in page(door, "/", asked={"q": "zebra"}).one("main").text


def test_an_entity_is_shown_with_all_that_is_claimed_of_it(case_door: TestClient) -> None:
    told = page(case_door, "/entities/E02")
    assert told.one("h1").text == "London Policing College"
    headings = [one.text for one in told.all("h3")]
    assert "London Policing College is funded by …" in headings
    assert "London Policing College partners with …" in headings
    assert "/claims/C08b" in links(told)
    assert "/sources/S09" in links(told)
    assert told.all("div", class_="reply")
    assert told.one("input", type="hidden").attributes["value"] == "E02"


def test_an_entity_is_shown_with_where_was_looked_and_what_was_not_found(case_door: TestClient) -> None:
    assert "Where was looked" in [one.text for one in page(case_door, "/entities/E02").all("h2")]


def test_a_relation_without_a_direction_is_told_once(door: TestClient) -> None:
    for key in ("E1", "E2"):
        headings = [one.text for one in page(door, f"/entities/{key}").all("h3")]
        assert sum("partners with" in heading for heading in headings) == 1


def test_a_source_is_shown_with_what_retracting_it_would_break(case_door: TestClient) -> None:
    told = page(case_door, "/sources/S09")
    counts = {one.one("dt").text: one.one("dd").text for one in told.one("dl", class_="counts").all("div")}
    broken = case_door.get("/api/v1/impact", params={"key": "S09"}).json()
    assert counts == {
        "claims lost": str(len(broken["claims_lost"])),
        "hops lost": str(len(broken["hops_lost"])),
        "hop weakened" if len(broken["hops_weakened"]) == 1 else "hops weakened": str(len(broken["hops_weakened"])),
    }
    assert "/sources/S01" in links(told)
    assert "professes a cooperation connection" in told.text


def test_a_retracted_source_says_so(place: LedgerPlace) -> None:
    path = ledger_at(place("ledger"), [source("S1", "Report", "x", status="retracted")])
    with door_to(path) as door:
        assert "Retracted." in page(door, "/sources/S1").one("p", class_="problem").text


def test_a_claim_is_shown_with_why(case_door: TestClient) -> None:
    told = page(case_door, "/claims/C11").one("main")
    assert "reviewed elsewhere" in told.text
    assert "professes a cooperation connection" in told.one("blockquote").text
    assert "Replies" in [one.text for one in told.all("h2")]
    assert "answers something else" in told.text
    assert "Disputes" in [one.text for one in told.all("h2")]


def test_a_denial_stands_beside_the_claim_that_it_denies(door: TestClient) -> None:
    told = page(door, "/claims/C2").one("main")
    beside = told.one("article", class_="claim denial")
    assert "/claims/C3" in links(beside)
    assert "contested" in told.text


def test_chains_are_folded_into_routes_the_best_first(case_door: TestClient) -> None:
    told = page(case_door, "/chains", asked=BEST)
    answer = case_door.get("/api/v1/chains", params=BEST).json()
    routes = list(dict.fromkeys(tuple(one["name"] for one in chain["entities"]) for chain in answer["chains"]))
    headings = [one.one("h2") for one in told.all("section", class_="route")]
    assert [tuple(name.text for name in one.all("bdi")) for one in headings] == routes
    assert len(told.all("article", class_="chain")) == len(answer["chains"])
    assert next(one.text for one in told.all("p", class_="sentence")) == answer["chains"][0]["sentence"]


def test_a_chain_has_its_verdicts_its_picture_and_a_table_of_hops_with_sources(case_door: TestClient) -> None:
    best = page(case_door, "/chains", asked=BEST).all("article", class_="chain")[0]
    assert [one.text for one in best.one("dl", class_="verdicts").all("dt")] == ["Strength", "Support", "Time", "Scope"]
    assert best.all("svg")[0].attributes["role"] == "img"
    rows = best.one("table", class_="stacks hops").one("tbody").all("tr")
    assert len(rows) == 3
    assert all("/sources/S09" in links(row) for row in rows)
    assert "answers something else" in best.text
    assert len(best.all("details", class_="hop")) == 3


def test_a_hop_of_two_chains_is_told_once(case_door: TestClient) -> None:
    told = page(case_door, "/chains", asked=BEST)
    ids = [one.attributes["id"] for one in told.all("details", class_="hop")]
    again = [one for one in links(told) if one.startswith("#hop-")]
    assert again
    assert {one.removeprefix("#") for one in again} <= set(ids)


def test_no_chain_says_what_would_give_one_in_the_words_of_the_form(case_door: TestClient) -> None:
    told = page(case_door, "/chains", asked={**BEST, "same_arrangement": "true"})
    assert "Without “Within one arrangement only” there is one" in told.one("ul", class_="hints").text
    assert "No chain" in [one.text for one in told.all("h2")]
    assert "Searched: up to 6 hops" in told.text


def test_limits_that_cut_are_stated(case_door: TestClient) -> None:
    assert "The limit cut further chains off." in page(case_door, "/chains", asked={**BEST, "limit": "1"}).text
    assert "The budget ended the search" in page(case_door, "/chains", asked={**BEST, "steps": "1"}).text


def test_the_form_keeps_what_was_filled_in(door: TestClient) -> None:
    asked = {
        "from": ["E1", "E2"],
        "to": "E3",
        "max_hops": "3",
        "min_time": "possible",
        "turns": "true",
        "class": "flow",
    }
    form = page(door, "/chains", asked=asked).one("form", class_="chains")
    assert [one.attributes.get("value", "") for one in form.all("input", name="from")] == ["E1", "E2", ""]
    assert form.one("input", name="max_hops").attributes["value"] == "3"
    assert [one.attributes["value"] for one in form.all("option") if "selected" in one.attributes] == [
        "unjudged",
        "possible",
        "flow",
    ]
    assert [one.attributes["name"] for one in form.all("input") if "checked" in one.attributes] == ["turns"]
    assert "open" in form.one("details").attributes


def test_fields_left_empty_are_not_asked(door: TestClient) -> None:
    """A browser sends every field of the form, filled in or not."""
    form = page(door, "/chains", asked={"from": "E1", "to": "E3"}).one("form", class_="chains")
    sent: list[tuple[str, Any]] = [
        (one.attributes["name"], one.attributes.get("value", ""))
        for one in form.all("input")
        if one.attributes["type"] != "checkbox"
    ]
    sent += [
        (select.attributes["name"], option.attributes["value"])
        for select in form.all("select")
        for option in select.all("option")
        if "selected" in option.attributes
    ]
    assert {"max_hops", "via", "valid_on", "min_time", "seconds"} <= {name for name, _ in sent}
    answer = door.get("/chains", params=sent, headers=HTML)
    assert answer.status_code == 200
    assert "open" not in read(answer.text).one("form", class_="chains").one("details").attributes


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ({"from": "nobody", "to": "E3"}, 404, "there is no entity"),
        ({"from": "Harbour Institute", "to": "E3"}, 409, "E5"),
        ({"from": "E1", "to": "E3", "max_hops": "99"}, 422, "max_hops"),
        ({"from": "E1", "to": "E3", "known_at": "soon"}, 422, "known_at"),
        ({"from": "E1", "to": "E3", "colour": "red"}, 422, "colour"),
    ],
)
def test_what_was_refused_stands_beside_the_form(
    door: TestClient, asked: dict[str, str], status: int, words: str
) -> None:
    told = page(door, "/chains", status, asked=asked)
    assert words in told.one("div", role="alert").text
    assert told.one("form", class_="chains").all("input", name="from")[0].attributes["value"] == asked["from"]


@pytest.mark.parametrize(
    "address", ["/", "/chains", "/chains?from=E1&to=E3", "/entities/E1", "/sources/S1", "/claims/C1"]
)
def test_an_audience_can_only_be_lowered(door: TestClient, address: str) -> None:
    mark = "&" if "?" in address else "?"
    assert "more was asked" in page(door, f"{address}{mark}audience=team", 403).text.lower()


def test_who_may_see_more_can_choose_to_see_less(place: LedgerPlace) -> None:
    hidden = [entity("E9", "Hidden Fund", visibility="team"), claim("C9", "E9", "funds", "E2", "S1")]
    with door_to(added(ledger_at(place("ledger"), HARBOUR), hidden), "team") as door:
        assert "You see what is team" in page(door, "/entities/E9").text
        page(door, "/entities/E9", 404, asked={"audience": "public"})
        form = page(door, "/chains", asked={"from": "E1", "to": "E3", "audience": "public"}).one(
            "select", name="audience"
        )
        assert [one.attributes["value"] for one in form.all("option")] == ["public", "team"]
        assert "selected" in form.all("option")[0].attributes


def test_a_record_that_nobody_else_reviewed_says_so_on_every_page(place: LedgerPlace) -> None:
    path = ledger_at(place("ledger"), HARBOUR, policy="single_handed")
    with door_to(path) as door:
        for address in ("/", "/entities/E1", "/sources/S1", "/claims/C1", "/chains", "/chains?from=E1&to=E3"):
            assert "Nobody but its recorder has reviewed" in page(door, address).one("footer").text


HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>\u202e{{ 7001*7001 }}'


def test_what_a_record_says_is_text_and_does_nothing(place: LedgerPlace) -> None:
    records = [
        entity("E1", HOSTILE, summary=HOSTILE, country=HOSTILE, identifiers=[{"scheme": HOSTILE, "value": HOSTILE}]),
        entity("E2", f"Other {HOSTILE}"),
        source(
            "S1", HOSTILE, HOSTILE, publisher=HOSTILE, address=f"javascript:{HOSTILE}", archived=HOSTILE, read=HOSTILE
        ),
        {
            **claim("C1", "E1", "funds", "E2"),
            "wording": HOSTILE,
            "note": HOSTILE,
            "citations": [
                {
                    "source": "S1",
                    "assertion": "press_report",
                    "quote": HOSTILE,
                    "translation": HOSTILE,
                    "locator": {"kind": "page", "value": HOSTILE},
                }
            ],
        },
        {"record": "reply", "key": "R1", "claims": ["C1"], "party": "E2", "attribution": "denies", "text": HOSTILE},
    ]
    with door_to(ledger_at(place("ledger"), records)) as door:
        for address in ("/", "/entities/E1", "/sources/S1", "/claims/C1", "/chains?from=E1&to=E2"):
            told = page(door, address)
            assert not told.all("script", "img", "iframe", "object")
            assert not [one for one in told.all() if any(name.startswith("on") for name in one.attributes)]
            assert all(not link.startswith("javascript") for link in links(told))
            assert "\u202e" not in told.text
            assert "49014001" not in told.text
        told = page(door, "/", asked={"q": HOSTILE})
        assert not told.all("script", "img")
        assert told.one("input", name="q").attributes["value"].startswith('"><script>')


def test_keys_of_two_investigations_lead_each_to_its_own(place: LedgerPlace) -> None:
    path = ledger_at(place("ledger"), [entity("E1", "Harbour One")])
    added(path, [entity("E1", "Harbour Two")], investigation="other")
    with door_to(path) as door:
        results = page(door, "/", asked={"q": "Harbour"}).one("ul", class_="results")
        addresses = [one for one in links(results) if one.startswith("/entities/")]
        assert {page(door, address).one("h1").text for address in addresses} == {"Harbour One", "Harbour Two"}


def test_the_answer_names_all_that_was_set_for_its_search(case_door: TestClient) -> None:
    asked = {**BEST, "avoid": "Hunan Police Academy", "min_standing": "reported"}
    told = page(case_door, "/chains", asked=asked).one("main").text
    assert "Also set for this search: avoid Hunan Police Academy; no hop of a standing below reported" in told
    assert "Also set" not in page(case_door, "/chains", asked=BEST).one("main").text
