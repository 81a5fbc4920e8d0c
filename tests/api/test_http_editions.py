"""Editions over HTTP: listed, handed out in the bytes of the command line, and what changed under them."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from api import editions
from api.problems import MEDIA_TYPE
from api.routes.editions import SAME_BYTES
from evidence.address import Address
from evidence.database import reading
from evidence.ledger import open_ledger
from evidence.models import AuditEvent
from reports.formats import FORMATS
from tests.api.command_line import HARBOUR, CommandLine
from tests.api.http_door import door_to
from tests.api.sealed import BRIEF, REPLY, change, hidden
from tests.api.test_http_non_interference import AFTER, BEFORE

API = "/api/v1/editions"
QUICK = (".html", ".md", ".csv", ".json")
"""Formats that are made at once."""
HOUSE = "# Note\n{% for s in sections %}\n\n{{ s | told }}\n{% endfor %}"


@pytest.fixture
def sealed(harbour: CommandLine, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """An edition in the formats that are made at once."""
    monkeypatch.setattr(editions, "FORMATS", {one: FORMATS[one] for one in QUICK})
    harbour.done(*BRIEF, "--out", "a.md")
    return harbour


def keys(door: TestClient, **asked: Any) -> list[str]:
    answer = door.get(API, params=asked)
    assert answer.status_code == 200, answer.text
    return [item["key"] for item in answer.json()["items"]]


def test_an_edition_is_listed_as_the_command_line_lists_it_with_when_it_was_sealed(
    sealed: CommandLine, sealed_door: TestClient
) -> None:
    (printed,) = json.loads(sealed.done("editions", "--format", "json"))
    (told,) = sealed_door.get(API).json()["items"]
    assert {name: told[name] for name in printed} == printed
    assert told["title"] == "Harbour"
    assert not told["taken_back"]
    assert told["sealed_at"] == times(sealed.address)["seal_edition"]
    assert sealed_door.get(f"{API}/public-1").json() == told


def times(address: Address) -> dict[str, str]:
    """The time of the last event of each verb."""
    ledger = open_ledger(address)
    with reading(ledger.engine) as session:
        found = {event.verb: event.at for event in session.exec(select(AuditEvent).order_by("seq"))}
    ledger.close()
    return found


@pytest.mark.parametrize("named", ["public-1", "1", "Harbour"])
def test_an_edition_is_found_by_key_number_and_title(sealed_door: TestClient, named: str) -> None:
    assert sealed_door.get(f"{API}/{named}").json()["key"] == "public-1"
    assert sealed_door.get(f"{API}/{named}/changed").json() == {
        "edition": "public-1",
        "templates": [],
        "sentences": [],
    }


def test_neither_the_question_nor_a_sequence_number_is_told(sealed_door: TestClient) -> None:
    told = sealed_door.get(f"{API}/1").json()
    assert {"question", "as_of", "seq"}.isdisjoint(told)


ALL = (".html", ".pdf", ".docx", ".md", ".csv", ".xlsx", ".json", ".csl.json", ".bib", ".ris")


def test_every_file_has_the_bytes_of_the_command_line_whatever_came_before_and_after(empty: CommandLine) -> None:
    """Hidden events before it make the number of its event one that its readers count otherwise."""
    empty.load(*BEFORE, *HARBOUR)
    empty.done(*BRIEF)
    empty.done("retract", "C2", "--reason", "wrong")
    change(empty, *AFTER, REPLY)
    empty.done("edition", "show", "1", *(part for one in ALL for part in ("--out", f"a{one}")))
    with door_to(empty.address) as door:
        digests = door.get(f"{API}/1").json()["files"]
        for ending in ALL:
            answer = door.get(f"{API}/1", params={"format": ending[1:]})
            assert answer.content == Path(f"a{ending}").read_bytes(), ending
            assert hashlib.sha256(answer.content).hexdigest() == digests[ending]
            assert answer.headers[SAME_BYTES] == "true"
            assert answer.headers["content-disposition"].endswith(f'filename="public-1{ending}"')
        assert door.get(f"{API}/1?format=markdown").headers[SAME_BYTES] == "true"


def test_the_page_of_an_edition_allows_its_own_style_and_no_other(sealed_door: TestClient) -> None:
    policy = sealed_door.get(f"{API}/1", params={"format": "html"}).headers["content-security-policy"]
    assert "style-src 'sha256-" in policy
    assert "unsafe" not in policy


def test_bytes_that_are_others_are_said_to_be(sealed: CommandLine, sealed_door: TestClient) -> None:
    change(sealed, hidden(HARBOUR[12]))
    answer = sealed_door.get(f"{API}/1?format=md")
    assert answer.headers[SAME_BYTES] == "false"
    assert sealed("edition", "show", "1", "--out", "b.md").code == 4
    assert answer.content == Path("b.md").read_bytes()


def test_what_changed_is_that_of_the_command_line(sealed: CommandLine, sealed_door: TestClient) -> None:
    sealed.done("retract", "C2", "--reason", "wrong")
    change(sealed, REPLY)
    answer = sealed_door.get(f"{API}/Harbour/changed")
    assert answer.json() == sealed("changed", "1", "--json").json()
    assert {"retracted", "replied"} <= {one["kind"] for it in answer.json()["sentences"] for one in it["changes"]}
    texts = [one["text"] for one in answer.json()["sentences"] if "trains Northport Police" in (one["text"] or "")]
    assert all("it is not so that" in text for text in texts), "only the denial of it stands"
    assert len([one for one in answer.json()["sentences"] if one["text"] is None]) > 1


def test_of_what_was_hidden_since_neither_words_nor_place_nor_key_is_told(
    sealed: CommandLine, sealed_door: TestClient
) -> None:
    change(sealed, hidden(HARBOUR[8]))
    told = sealed_door.get(f"{API}/1/changed")
    gone = [one for one in told.json()["sentences"] if any(it["kind"] == "gone" for it in one["changes"])]
    assert gone
    assert any(one["place"] is None and one["text"] is None for one in gone)
    assert "C1" not in told.text
    assert "claim C1" not in sealed("changed", "1").out
    sealed.done("site", "--out", "site")
    assert "claim C1" not in Path("site/editions/public-1.html").read_text(encoding="utf-8")
    with door_to(sealed.address, "team") as door:
        assert "claim C1" in door.get(f"{API}/1/changed").text


def test_an_edition_whose_question_names_what_was_hidden_since_is_not_made_and_the_name_not_told(
    sealed: CommandLine, sealed_door: TestClient
) -> None:
    change(sealed, hidden(HARBOUR[0]))
    refused = sealed_door.get(f"{API}/1?format=md")
    assert refused.status_code == 404
    assert "may no longer be shown" in refused.json()["detail"]
    assert "E1" not in refused.text
    assert "River Fund" not in refused.text + sealed_door.get(f"{API}/1").text


def test_what_a_template_of_the_house_arranged_is_handed_out_while_the_template_is_that_one(
    sealed: CommandLine, sealed_door: TestClient
) -> None:
    kinds = sealed.folder / "kinds"
    kinds.mkdir()
    (kinds / "note.md").write_text(HOUSE, encoding="utf-8")
    sealed.set("TEMPLATES", str(kinds))
    sealed.done("dossier", "E2", "--kind", "note", "--edition", "Note", "--out", "b.md")
    with door_to(sealed.address) as door:
        assert door.get(f"{API}/Note").json()["template"]["name"] == "note"
        assert door.get(f"{API}/Note?format=md").content == Path("b.md").read_bytes()
        (kinds / "note.md").write_text(HOUSE.replace("# Note", "# Other"), encoding="utf-8")
        refused = door.get(f"{API}/Note?format=md")
        assert door.get(f"{API}/Note/changed").json() == sealed("changed", "Note", "--json").json()
    assert refused.status_code == 404
    assert "cannot be made again" in refused.json()["detail"]
    assert str(sealed.folder) not in refused.text


def test_a_correction_takes_the_place_of_the_edition_before(sealed: CommandLine, sealed_door: TestClient) -> None:
    sealed.done("retract", "C4", "--reason", "wrong")
    sealed.done("edition", "correct", "1", "--out", "b.md")
    first, second = sealed_door.get(API).json()["items"]
    assert (first["superseded_by"], second["superseded_by"]) == ("public-2", None)
    assert (first["corrects"], second["corrects"]) == (None, "public-1")
    assert sealed_door.get(f"{API}/Harbour").json()["key"] == "public-2"
    assert sealed_door.get(f"{API}/2?format=md").content == Path("b.md").read_bytes()


def test_where_nothing_stands_of_what_it_said_not_even_its_title_is_told(harbour: CommandLine) -> None:
    harbour.done("dossier", "E3", "--edition", "Police taught", "--out", "a.md")
    for claim in ("C2", "C3"):
        harbour.done("retract", claim, "--reason", "wrong")
    with door_to(harbour.address) as door:
        told = door.get(f"{API}/1")
        refused = door.get(f"{API}/1?format=md")
        listed = door.get(API)
    assert (told.json()["title"], told.json()["taken_back"]) == (None, True)
    assert refused.status_code == 404
    assert "taken back" in refused.json()["detail"]
    assert "Police taught" not in told.text + refused.text + listed.text
    with door_to(harbour.address, "team") as door:
        assert door.get(f"{API}/1").json()["title"] == "Police taught"
        assert door.get(f"{API}/1?format=md").content == Path("a.md").read_bytes()


def test_an_edition_that_was_erased_is_said_to_be(sealed: CommandLine, sealed_door: TestClient) -> None:
    for verb in ("retract", "erase"):
        sealed.done(verb, "C3", "--reason", "so")
    assert keys(sealed_door) == []
    refused = sealed_door.get(f"{API}/public-1")
    assert refused.status_code == 404
    assert "was erased" in refused.json()["detail"]
    assert "was erased" in sealed_door.get("/editions/public-1", headers={"accept": "text/html"}).text


def test_pages_hold_every_edition_once_oldest_first(sealed: CommandLine, sealed_door: TestClient) -> None:
    for number in range(2, 12):
        sealed.done("letter", "E2", "--answer-by", "2027-01-15", "--edition", f"Letter {number}")
    every = [f"public-{number}" for number in range(1, 12)]
    assert keys(sealed_door) == every
    paged, address = [], f"{API}?limit=4"
    while address:
        answer = sealed_door.get(address)
        paged += [item["key"] for item in answer.json()["items"]]
        address = answer.links["next"]["url"] if "next" in answer.links else ""
    assert paged == every


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("?limit=0", 422),
        ("?cursor=x", 422),
        ("?known_at=3", 422),
        ("?audience=team", 403),
        ("/1?audience=team", 403),
        ("/1?format=odt", 422),
        ("/1?style=oscola", 422),
        ("/2", 404),
        ("/2?format=pdf", 404),
        ("/2/changed", 404),
        ("/1/changed?audience=team", 403),
        ("/1/changed?format=json", 422),
    ],
)
def test_what_does_not_fit_is_refused_as_a_problem(sealed_door: TestClient, address: str, status: int) -> None:
    answer = sealed_door.get(f"{API}{address}")
    assert answer.status_code == answer.json()["status"] == status
    assert answer.headers["content-type"] == MEDIA_TYPE


def test_a_title_that_two_audiences_share_is_ambiguous_to_who_sees_both(sealed: CommandLine) -> None:
    sealed.done(*BRIEF, "--audience", "team")
    with door_to(sealed.address, "team") as door:
        refused = door.get(f"{API}/Harbour")
        assert refused.status_code == 409
        assert [one["key"] for one in refused.json()["candidates"]] == ["public-1", "team-1"]
        assert door.get(f"{API}/Harbour?audience=public").json()["key"] == "public-1"


def test_reading_writes_nothing_to_the_ledger(sealed: CommandLine, sealed_door: TestClient) -> None:
    change(sealed, REPLY)
    before = everything(sealed.address)
    for address in ("", "/1", "/1?format=html", "/1/changed", "/9"):
        sealed_door.get(f"{API}{address}")
    assert everything(sealed.address) == before


def everything(address: Address) -> list[dict[str, Any]]:
    """All events of a ledger."""
    ledger = open_ledger(address)
    with reading(ledger.engine) as session:
        found = [event.model_dump() for event in session.exec(select(AuditEvent).order_by("seq"))]
    ledger.close()
    return found
