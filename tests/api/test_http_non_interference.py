"""What is hidden moves nothing: with and without it, every address gives the public the same bytes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from api.app import API, PAGES, ROUTES
from tests.api.command_line import HARBOUR, claim, entity, source
from tests.api.http_door import added, door_to, ledger_at
from tests.places import LedgerPlace

Record = Mapping[str, Any]
TEAM, RESTRICTED = {"visibility": "team"}, {"visibility": "restricted"}
SHA = "0" * 64

BEFORE: Sequence[Record] = (
    entity("E0", "Hidden Harbour Fund", types=["fund"], **TEAM),
    entity("E11", "Hidden programme", "programme", **RESTRICTED),
    source("S0", "Hidden report on the harbour", "Rights Observer investigation", **TEAM),
    claim("C0", "E0", "funds", "E3", "S0"),
)
AFTER: Sequence[Record] = (
    claim("C11", "E1", "funds", "E3", "S0"),
    claim("C12", "E1", "funds", "E3", "S1", **TEAM),
    claim("C13", "E1", "funds", "E3", "S1", status="draft"),
    claim("C14", "E1", "funds", "E3", "S1", status="withdrawn"),
    claim("C15", "E1", "funds", "E2", "S1", scope="E11"),
    claim("C16", "E1", "partners_with", "E2", "S0", polarity="denies"),
    source("S11", "Derived", "Hidden origin", derives_from=["S1"], **RESTRICTED),
    {
        "record": "capture",
        "key": "K1",
        "source": "S0",
        "sha256": SHA,
        "size": 1,
        "taken": "2026",
        "method": "m",
        "by": "x",
    },
    {"record": "reply", "key": "R0", "claims": ["C4"], "party": "E2", "attribution": "denies", **TEAM},
    {"record": "reply", "key": "R2", "claims": ["C4"], "party": "E0", "attribution": "denies"},
    {"record": "reply", "key": "R3", "claims": ["C4"], "party": "E2", "attribution": "denies", "source": "S0"},
    {"record": "dispute", "key": "D0", "claims": ["C1", "C12"], "about": "hidden"},
    {"record": "commitment", "key": "P0", "party": "E2", "wording": "w", "state": "open", "claims": ["C11"]},
    {"record": "outcome", "key": "O0", "kind": "ended", "by": ["E0"], "about": ["C1"], "claims": ["C1"]},
    {"record": "action", "key": "A0", "kind": "letter", "by": ["E0"], "to": ["E2"], "wording": "w"},
    {"record": "lookup", "key": "L0", "about": ["E0"], "where": "w", "words": "w", "date": "2026", "result": "r"},
    {"record": "judgement", "key": "J0", "entities": ["E0", "E1"], "verdict": "same", "basis": "b"},
)

FORMATS = ("json", "html", "markdown", "docx", "csv", "xlsx", "csl.json", "bib", "ris")
"""All but PDF, in which the opaque ids of its attachment are compressed."""
SOME = ("json", "html", "csv")
"""Of the other kinds, those that hold all that they tell; their formats are those of every briefing."""
CHAIN = "from=River+Fund&to=E3"
LOOSE = "&turns=1&detours=1&through_hubs=1&min_time=impossible&max_hops=12"
BRIEFINGS = ("/api/v1/briefings", "/api/v1/overview")
ASKED: Mapping[str, Sequence[str]] = {
    "/": ["", "?q=Hidden", "?q=Harbour", "?q=h"],
    "/entities/{key:path}": ["E1", "E2", "E3", "E0", "E11"],
    "/sources/{key:path}": ["S1", "S2", "S0", "S11"],
    "/claims/{key:path}": ["C1", "C4", "C0", "C11", "C12", "C13", "C14", "C15", "C16"],
    "/chains": ["", f"?{CHAIN}", f"?{CHAIN}{LOOSE}", "?from=E0&to=E3", "?from=Hidden+Harbour+Fund&to=E3"],
    "/entities": [""],
    "/sources": [""],
    "/claims": [""],
    "/editions": ["", "?limit=1"],
    "/editions/{key:path}": ["1", "team-1", "Hidden"],
    "/api/v1/entities": ["", "?type=fund", "?limit=1", "?limit=2&kind=organisation"],
    "/api/v1/entities/{key:path}": ["E1", "E0", "E11"],
    "/api/v1/sources": ["", "?origin=Hidden+origin", "?origin=Rights+Observer+investigation&limit=1"],
    "/api/v1/sources/{key:path}": ["S1", "S0", "S11"],
    "/api/v1/claims": ["", "?subject=E1", "?subject=E0", "?source=S0", "?source=S1&limit=1", "?polarity=denies"],
    "/api/v1/claims/{key:path}": ["C1", "C4", "C0", "C11", "C12", "C13", "C14", "C15", "C16"],
    "/api/v1/chains": [
        f"?{CHAIN}",
        f"?{CHAIN}{LOOSE}",
        f"?{CHAIN}&known_at=9",
        f"?{CHAIN}&known_at=19",
        "?from=E0&to=E3",
    ],
    "/api/v1/exposure": [
        "?from=E1&to_kind=organisation",
        f"?from=E1&to_kind=programme{LOOSE}",
        "?from=E0&to_kind=place",
    ],
    "/api/v1/impact": ["?key=S1", f"?key=S1&{CHAIN}{LOOSE}", "?key=S0", "?key=C12", "?key=C1"],
    "/api/v1/search": ["?q=Hidden", "?q=Harbour&limit=1", "?q=h&record=source"],
    "/api/v1/briefings": [f"?{CHAIN}&format={one}" for one in FORMATS],
    "/api/v1/briefings/summary": [f"?{CHAIN}&format={one}" for one in SOME],
    "/api/v1/briefings/exposure": [
        *(f"?from=E1&to_kind=organisation&format={one}" for one in SOME),
        f"?from=E1&to_kind=programme{LOOSE}",
        "?from=E0&to_kind=place",
    ],
    "/api/v1/briefings/dossier": [
        *(f"?entity=E2&format={one}" for one in SOME),
        "?entity=E0",
        "?entity=Hidden+Harbour+Fund",
        "?entity=E2&kind=hidden",
    ],
    "/api/v1/briefings/letter": [
        *(f"?entity=E2&answer_by=2027-01-15&format={one}" for one in SOME),
        "?entity=E0&answer_by=2027-01-15",
    ],
    "/api/v1/overview": [
        "?investigation=hidden",
        "?chains=E1->E3",
        "?chains=E0->E3",
        "?chains=E1->Hidden+Body",
        *(f"?format={one}" for one in FORMATS),
    ],
    "/api/v1/editions": ["", "?limit=1"],
    "/api/v1/editions/{key:path}": ["1", "team-1", "Hidden"],
    "/api/v1/editions/{key:path}/changed": ["1", "team-1", "Hidden"],
    "/api/v1/editions/{key:path}/files": ["1", "team-1", "Hidden"],
    "/api/v1/vocabulary": [""],
    "/api/v1/schema": [""],
}
"""What is asked of each address, hidden keys and names among it."""


@pytest.fixture(scope="module")
def doors(shared_place: LedgerPlace) -> Iterator[tuple[TestClient, TestClient]]:
    """The application on the small case, and on the same with hidden records before and after."""
    plain = ledger_at(shared_place("plain"), HARBOUR)
    entities = [record for record in HARBOUR if record["record"] == "entity"]
    mixed = added(
        ledger_at(shared_place("mixed")), [*BEFORE, *entities, *(one for one in HARBOUR if one not in entities)]
    )
    added(mixed, AFTER)
    with door_to(plain) as one, door_to(mixed) as other:
        yield one, other


def addresses() -> Iterator[tuple[str, str]]:
    for route, asked in ASKED.items():
        for one in asked:
            yield route, route.replace("{key:path}", one) if "{key:path}" in route else route + one


def without_ids(text: str, ids: Mapping[str, str]) -> str:
    """The text with each opaque id replaced by the key of its record, and what is made of ids left out."""
    known = re.sub(r"[0-9a-hjkmnp-tv-z]{20}", lambda found: ids.get(found[0], found[0]), text)
    return re.sub(r"(hop-[0-9a-f]{16}|chain-[0-9a-f]{12}|\"next\":\"[\w-]+\")", "made of ids", known)


def ids_in(door: TestClient) -> dict[str, str]:
    listed = (door.get(f"/api/v1/{one}?limit=200").json()["items"] for one in ("entities", "sources", "claims"))
    known = {item["id"]: item["key"] for items in listed for item in items}
    replies = re.findall(r'"id":"(\w{20})","key":"(R\d+)"', door.get("/api/v1/claims?limit=200").text)
    return known | dict(replies)


def test_every_address_is_asked() -> None:
    of_the_api = {API + route.path for module in ROUTES for route in _routes(module.router)}
    assert of_the_api | {route.path for module in PAGES for route in _routes(module.router)} == set(ASKED)


def _routes(router: APIRouter) -> list[APIRoute]:
    return [route for route in router.routes if isinstance(route, APIRoute)]


@pytest.mark.parametrize(("route", "address"), list(addresses()), ids=lambda text: text)
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_the_hidden_moves_nothing(doors: tuple[TestClient, TestClient], route: str, address: str, accept: str) -> None:
    if accept == "text/html" and route.startswith("/api/") and not route.startswith(BRIEFINGS):
        accept = "application/json"
    told = [door.get(address, headers={"accept": accept}) for door in doors]
    texts = [without_ids(answer.text, ids_in(door)) for answer, door in zip(told, doors, strict=True)]
    assert texts[0] == texts[1]
    assert told[0].status_code == told[1].status_code
    assert _headers(told[0]) == _headers(told[1])


def _headers(answer: Any) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name not in ("link", "content-length")}


@pytest.mark.parametrize("kept", ["entities/E", "sources/S", "claims/C"])
@pytest.mark.parametrize("page", ["/", "/api/v1/"])
def test_a_hidden_record_is_not_there_in_the_same_words_as_none(
    doors: tuple[TestClient, TestClient], kept: str, page: str
) -> None:
    hidden = doors[1].get(f"{page}{kept}0")
    nowhere = doors[1].get(f"{page}{kept}77")
    assert hidden.status_code == 404
    assert hidden.text.replace(f"{kept}0", "") == nowhere.text.replace(f"{kept}77", "")


def test_who_may_see_more_does(place: LedgerPlace) -> None:
    """Else all of the above would be of nothing."""
    path = added(added(ledger_at(place("ledger"), HARBOUR), BEFORE), AFTER)
    with door_to(path, "restricted") as door:
        keys = {one["key"] for one in door.get("/api/v1/claims?limit=200").json()["items"]}
        assert {"C0", "C11", "C12", "C15", "C16"} <= keys
        lowered = door.get("/api/v1/claims?limit=200&audience=public").json()["items"]
        assert {one["key"] for one in lowered} == {"C1", "C2", "C3", "C4"}
