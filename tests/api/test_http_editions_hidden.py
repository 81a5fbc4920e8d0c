"""An edition above its reader's audience is over HTTP as if it were not there: same words, counts, order and files."""

from collections.abc import Iterator, Sequence

import pytest
from starlette.testclient import TestClient

from api import editions
from api.routes.editions import SAME_BYTES
from evidence.address import Address
from reports.formats import FORMATS
from tests.api.command_line import HARBOUR, CommandLine
from tests.api.http_door import door_to
from tests.api.sealed import BRIEF, REPLY, change
from tests.api.test_http_editions import API, keys
from tests.api.test_http_non_interference import AFTER, BEFORE, without_ids

ASKED = (
    "",
    "?limit=1",
    "/1",
    "/2",
    "/3",
    "/public-2",
    "/team-1",
    "/restricted-1",
    "/Harbour",
    "/Hidden",
    "/1/changed",
    "/2/changed",
    "/3/changed",
    "/team-1/changed",
    "/Hidden/changed",
    *(f"/{one}?format={format_}" for one in ("1", "team-1", "Hidden") for format_ in ("md", "html", "csv")),
)
ERASED = "team-2"


@pytest.fixture
def doors(empty: CommandLine, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[TestClient]]:
    """The application on a ledger with two public editions, and on one with hidden records and editions beside."""
    monkeypatch.setattr(editions, "FORMATS", {one: FORMATS[one] for one in (".md", ".csv")})
    with door_to(_two_editions(empty, "plain")) as plain, door_to(_two_editions(empty, "mixed")) as mixed:
        yield [plain, mixed]


def _two_editions(throughline: CommandLine, name: str) -> Address:
    throughline.move(name)
    throughline.done("init")
    entities = [record for record in HARBOUR if record["record"] == "entity"]
    others, mixed = [one for one in HARBOUR if one not in entities], name == "mixed"
    throughline.load(*(BEFORE if mixed else ()), *entities, *others)
    if mixed:
        throughline.done("dossier", "E2", "--edition", "Harbour", "--audience", "team")
        throughline.done("dossier", "E0", "--edition", "Hidden", "--audience", "team")
    throughline.done(*BRIEF)
    if mixed:
        throughline.done("dossier", "E3", "--edition", "Hidden", "--audience", "restricted")
    change(throughline, *(AFTER if mixed else ()), REPLY)
    throughline.done("dossier", "E2", "--edition", "Institute")
    if mixed:
        throughline.done("dossier", "E2", "--edition", "Institute", "--audience", "restricted")
        # Last of all: erasing signs a checkpoint, and what is built after it names that.
        for verb in ("withdraw", "erase"):
            throughline.done(verb, "C0", "--reason", "so")
    return throughline.address


def test_an_edition_above_its_reader_is_as_if_it_were_not_there(doors: Sequence[TestClient]) -> None:
    whens = [{item["sealed_at"]: item["key"] for item in door.get(API).json()["items"]} for door in doors]
    for address in (*ASKED, f"/{ERASED}", f"/{ERASED}/changed"):
        told = [door.get(f"{API}{address}") for door in doors]
        texts = [without_times(answer.text, when) for answer, when in zip(told, whens, strict=True)]
        assert texts[0] == texts[1], address
        assert told[0].status_code == told[1].status_code, address
        assert told[0].headers.get(SAME_BYTES) == told[1].headers.get(SAME_BYTES), address


def without_times(text: str, when: dict[str, str]) -> str:
    """The text without what differs between any two ledgers: opaque ids, when it was sealed, and what is made of it."""
    for time, key in when.items():
        text = text.replace(time, f"when {key} was sealed")
    return without_ids(text, {})


def test_a_hidden_edition_is_not_found_in_the_same_words_as_none(doors: Sequence[TestClient]) -> None:
    for more in ("", "/changed", "?format=md"):
        hidden_one, none = (doors[1].get(f"{API}/{name}{more}") for name in ("team-1", "team-9"))
        assert hidden_one.status_code == none.status_code == 404
        assert hidden_one.text.replace("team-1", "") == none.text.replace("team-9", "")


def test_who_may_see_more_does(doors: Sequence[TestClient]) -> None:
    """Else the tests above would be of nothing."""
    address = doors[1].app.state.resources.ledger.address  # type: ignore[attr-defined]
    with door_to(address, "restricted") as door:
        assert {"public-1", "public-2", "team-1"} == set(keys(door))
        for erased in (ERASED, "restricted-1"):
            assert "was erased" in door.get(f"{API}/{erased}").json()["detail"]
