"""An address leads to its record, whatever keys other records are given."""

import json
from html import unescape
from pathlib import Path
from re import findall

from tests.api.command_line import HARBOUR, CommandLine, claim, entity
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


def test_a_key_that_is_written_like_an_address_takes_over_no_permanent_address_of_a_chain(place: LedgerPlace) -> None:
    path = ledger_at(place("ledger"), [*HARBOUR])
    with door_to(path) as door:
        ids = {one["key"]: one["id"] for one in door.get("/api/v1/entities").json()["items"]}
        asked = {"from": ["E1"], "to": ["E3"], "avoid": ["E5"]}
        (cited,) = {
            unescape(one) for one in findall(r'href="(http[^"]*)#chain-', door.get("/chains", params=asked).text)
        }
    impostors = [entity(f"{mark}{ids[key]}", f"Impostor {mark}{key}") for key in ("E1", "E3") for mark in ("", "id:")]
    added(path, impostors, investigation="other")
    with door_to(path) as door:
        heading = page(door, cited).one("h1").text
        assert "River Fund" in heading
        assert "Northport Police" in heading
        told = door.get("/api/v1/chains", params={"from": f"id:{ids['E1']}", "to": f"id:{ids['E3']}"}).json()
        assert [one["key"] for one in (*told["from"], *told["to"])] == ["E1", "E3"]
        dossier = door.get("/api/v1/briefings/dossier", params={"entity": f"id:{ids['E1']}", "format": "json"}).json()
        assert "River Fund" in dossier["title"]
        assert door.get(f"/api/v1/entities/id:{ids['E1']}").json()["key"] == "E1"


def test_an_address_of_a_chain_from_before_that_goes_on_working(place: LedgerPlace) -> None:
    path = ledger_at(place("ledger"), [*HARBOUR])
    with door_to(path) as door:
        ids = {one["key"]: one["id"] for one in door.get("/api/v1/entities").json()["items"]}
        told = door.get("/api/v1/chains", params={"from": ids["E1"], "to": ids["E3"]}).json()
        assert [one["key"] for one in (*told["from"], *told["to"])] == ["E1", "E3"]


def test_what_is_named_outright_and_is_not_there_is_nothing_else(place: LedgerPlace) -> None:
    absent = f"id:{'0' * 20}"
    path = ledger_at(place("ledger"), [*HARBOUR, entity(absent, "Impostor")])
    with door_to(path) as door:
        assert door.get(f"/api/v1/entities/{absent}").status_code == 404
        assert door.get("/api/v1/chains", params={"from": absent, "to": "E3"}).status_code == 404
        assert door.get("/api/v1/briefings/dossier", params={"entity": absent}).status_code == 404


def test_a_verb_acts_on_the_record_that_is_named_outright_and_on_no_other(harbour: CommandLine) -> None:
    outright = f"id:{harbour.done('show', 'C4').split('id       ')[1].split()[0]}"
    others = (claim(key, "E1", "funds", "E2", "S1") for key in (outright, outright.removeprefix("id:")))
    harbour.load(*HARBOUR, *others)
    harbour.done("retract", outright, "--reason", "wrong")
    assert [harbour("why", key).code for key in ("C4", outright)] == [1, 1]
    assert harbour("why", outright.removeprefix("id:")).code == 0
    assert harbour("retract", f"id:{'0' * 20}", "--reason", "wrong").code == 1


def test_a_claim_that_was_taken_back_leaves_its_permanent_address_to_no_other(harbour: CommandLine) -> None:
    with door_to(harbour.address) as door:
        (address,) = findall(r'href="(http[^"]*)"', door.get("/claims/C4").text)
        assert page(door, address).one("h1").text == page(door, "/claims/C4").one("h1").text
    id_ = address.rpartition(":")[2]
    harbour.load(*HARBOUR, *(claim(key, "E1", "funds", "E2", "S1") for key in (id_, f"id:{id_}")))
    harbour.done("retract", "C4", "--reason", "wrong")
    with door_to(harbour.address) as door:
        assert door.get(address).status_code == 404


def test_what_is_hidden_is_refused_in_the_words_of_what_is_not_there(place: LedgerPlace) -> None:
    path = ledger_at(place("ledger"), [*HARBOUR, entity("E9", "Hidden Fund", visibility="team")])
    with door_to(path, "team") as door:
        (hidden,) = (one["id"] for one in door.get("/api/v1/entities").json()["items"] if one["key"] == "E9")
    with door_to(path) as door:
        for address in (
            "/api/v1/entities/{}",
            "/api/v1/chains?from={}&to=E3",
            "/api/v1/chains?from=E1&to=E3&via={}",
            "/api/v1/briefings/dossier?entity={}",
            "/api/v1/overview?chains={}->E3",
            "/chains?from={}&to=E3",
        ):
            for mark in ("", "id:"):
                there, nowhere = (door.get(address.format(f"{mark}{id_}")) for id_ in (hidden, "0" * 20))
                assert there.status_code == nowhere.status_code == 404
                assert there.text.replace(hidden, "") == nowhere.text.replace("0" * 20, ""), address
