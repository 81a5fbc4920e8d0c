"""What holds of every answer over HTTP: headers, problem details, a known host, and a description in OpenAPI."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from api import app as application
from api.problems import MEDIA_TYPE
from api.resources import Resources
from api.security import HEADERS
from evidence.errors import LedgerError
from tests.api.command_line import HARBOUR
from tests.api.http_door import door_to, ledger_at
from tests.places import LedgerPlace

API = "/api/v1"
ADDRESSES = (
    "/",
    "/?q=Harbour",
    "/entities/E1",
    "/sources/S1",
    "/claims/C1",
    "/chains",
    "/chains?from=E1&to=E3",
    "/static/throughline.css",
    "/nowhere",
    f"{API}/entities",
    f"{API}/entities/E99",
    f"{API}/chains?from=E1&to=E3",
    f"{API}/chains",
    f"{API}/editions",
    f"{API}/editions/1",
    f"{API}/nowhere",
    f"{API}/openapi.json",
)


@pytest.fixture
def broken(place: LedgerPlace, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """An application whose ledger breaks in a way that nobody foresaw."""

    def look(*_asked: object) -> None:
        raise RuntimeError("a secret of the house")

    with door_to(ledger_at(place("ledger"), HARBOUR), raising=False) as door:
        monkeypatch.setattr(Resources, "look", look)
        yield door


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_the_headers(door: TestClient, address: str) -> None:
    answer = door.get(address)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "set-cookie" not in answer.headers
    assert "access-control-allow-origin" not in door.get(address, headers={"origin": "https://example.org"}).headers


def test_the_policy_lets_nothing_run_and_nothing_in_from_elsewhere() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("address", ["/", f"{API}/entities"])
def test_an_unforeseen_error_has_the_headers_and_no_details(broken: TestClient, address: str) -> None:
    answer = broken.get(address, headers={"accept": "text/html"})
    assert answer.status_code == 500
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "secret" not in answer.text
    assert "RuntimeError" not in answer.text


@pytest.mark.parametrize("address", ["/chains?from=E1&to=E3", f"{API}/entities"])
def test_a_ledger_that_cannot_be_read_is_told_without_where_it_is(
    door: TestClient, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    def look(*_asked: object) -> None:
        raise LedgerError("the ledger at postgresql://ada@db.example.org/case cannot be reached")

    monkeypatch.setattr(Resources, "look", look)
    answer = door.get(address, headers={"accept": "text/html"})
    assert answer.status_code == 503
    assert "throughline status" in html.unescape(answer.text)
    assert "db.example.org" not in answer.text


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", f"{API}/nowhere", 404),
        ("GET", f"{API}/entities/E99", 404),
        ("GET", "/nowhere", 404),
        ("POST", f"{API}/entities", 405),
        ("DELETE", f"{API}/claims/C1", 405),
        ("GET", f"{API}/entities?limit=many", 422),
        ("GET", f"{API}/entities?audience=team", 403),
    ],
)
def test_every_refusal_is_a_problem(door: TestClient, method: str, address: str, status: int) -> None:
    answer = door.request(method, address)
    assert answer.status_code == answer.json()["status"] == status
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert {"type", "title", "detail", "instance"} <= answer.json().keys()


def test_a_method_that_is_not_allowed_names_those_that_are(door: TestClient) -> None:
    assert door.post(f"{API}/entities").headers["allow"] == "GET"


def test_a_refusal_does_not_repeat_what_was_asked(door: TestClient) -> None:
    answer = door.get(
        f"{API}/chains", params={"from": "E1", "to": "E3", "max_hops": "<secret>", "predicate": "<secret>"}
    )
    assert answer.status_code == 422
    assert "secret" not in answer.text.replace("'<secret>' is not in the list", "")


def test_people_get_a_page_and_programs_a_problem(door: TestClient) -> None:
    page = door.get("/entities/E99", headers={"accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "there is no such entity" in page.text
    assert door.get("/entities/E99").headers["content-type"] == MEDIA_TYPE
    assert door.get(f"{API}/entities/E99", headers={"accept": "text/html"}).headers["content-type"] == MEDIA_TYPE


@pytest.mark.parametrize("host", ["example.org", "example.org:80", "127.0.0.1.example.org", "[::2]", ""])
def test_a_host_that_is_not_known_is_refused(door: TestClient, host: str) -> None:
    answer = door.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]", "[::1]:8000"])
def test_loopback_is_known(door: TestClient, host: str) -> None:
    assert door.get("/", headers={"host": host}).status_code == 200


def test_other_hosts_can_be_made_known(place: LedgerPlace) -> None:
    from evidence.settings import Settings

    settings = Settings(ledger=ledger_at(place("ledger")))
    with TestClient(application.create_app(settings, {"record.example.org"})) as door:
        assert door.get("/", headers={"host": "record.example.org:443"}).status_code == 200
        assert door.get("/", headers={"host": "127.0.0.1"}).status_code == 421


@pytest.fixture
def described(door: TestClient) -> dict[str, Any]:
    answer: dict[str, Any] = door.get(f"{API}/openapi.json").json()
    return answer


def test_every_operation_is_described(described: dict[str, Any]) -> None:
    assert len(described["paths"]) == 22
    for address, operations in described["paths"].items():
        assert list(operations) == ["get"], address
        operation = operations["get"]
        assert operation["summary"], address
        assert operation["description"], address
        assert {"200", "422"} <= operation["responses"].keys(), address
        for parameter in operation.get("parameters", ()):
            if parameter["name"] != "audience":
                assert parameter.get("description"), (address, parameter["name"])


def test_every_problem_in_the_description_is_one(described: dict[str, Any]) -> None:
    for address, operations in described["paths"].items():
        for status, response in operations["get"]["responses"].items():
            if status != "200":
                assert list(response["content"]) == [MEDIA_TYPE], (address, status)
                assert response["content"][MEDIA_TYPE]["schema"]["$ref"] == "#/components/schemas/Problem"


def test_every_reference_in_the_description_leads_somewhere(described: dict[str, Any]) -> None:
    for name in set(re.findall(r"#/components/schemas/([^\"']+)", str(described))):
        assert name in described["components"]["schemas"]


def test_the_description_names_every_parameter_of_a_chain_search(described: dict[str, Any]) -> None:
    from api.parameters import ChainParameters

    named = {parameter["name"] for parameter in described["paths"][f"{API}/chains"]["get"]["parameters"]}
    assert named == {field.alias or name for name, field in ChainParameters.model_fields.items()}


def test_nothing_is_opened_when_the_module_is_imported() -> None:
    assert not any(isinstance(value, Resources) for value in vars(application).values())
