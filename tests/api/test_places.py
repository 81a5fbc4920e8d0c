"""An address leads to its record, whatever keys other records are given."""

import json
from pathlib import Path

from tests.api.command_line import CommandLine, entity
from tests.api.http_door import added, door_to, ledger_at
from tests.api.test_pages_content import page
from tests.places import LedgerPlace


def test_a_key_that_is_the_id_of_another_record_takes_neither_its_page_nor_its_permanent_address(
    place: LedgerPlace,
) -> None:
    path = ledger_at(place("ledger"), [entity("B 1", "Bravo")])
    with door_to(path) as door:
        (bravo,) = door.get("/api/v1/entities").json()["items"]
    added(path, [entity(bravo["id"], "Impostor")], investigation="other")
    with door_to(path) as door:
        assert page(door, f"/entities/{bravo['id']}").one("h1").text == "Bravo"
        assert door.get(f"/api/v1/entities/{bravo['id']}").json()["key"] == "B 1"
        found = page(door, "/", asked={"q": "Impostor"}).one("ul", class_="results")
        assert page(door, found.all("a")[0].attributes["href"]).one("h1").text == "Impostor"


def test_in_a_site_it_takes_no_file_of_another(empty: CommandLine) -> None:
    Path("one.jsonl").write_text(json.dumps(entity("B 1", "Bravo")), encoding="utf-8")
    empty.done("load", "one.jsonl")
    id_ = empty.done("show", "B 1").split("id       ")[1].split()[0]
    Path("two.jsonl").write_text(json.dumps(entity(id_, "Impostor")), encoding="utf-8")
    empty.done("load", "two.jsonl")
    empty.done("site", "--out", "out")
    pages = [one.read_text(encoding="utf-8") for one in Path("out/entities").iterdir()]
    assert sorted(name for name in ("Bravo", "Impostor") for text in pages if f">{name}</bdi></h1>" in text) == [
        "Bravo",
        "Impostor",
    ]
