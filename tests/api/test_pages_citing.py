"""What the pages say of how they are cited: one sentence with all that limits it, and an address that stays."""

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.api.command_line import HARBOUR, CommandLine
from tests.api.http_door import HERE, door_to
from tests.api.markup import read


def pasted(text: str) -> list[str]:
    return [one.text for one in read(text).all("textarea")]


def test_a_claim_is_cited_as_the_command_line_cites_it_with_its_address_by_id(harbour: CommandLine) -> None:
    told = harbour.done("cite", "C2").strip()
    with door_to(harbour.address) as door:
        id_ = door.get("/api/v1/claims/C2").json()["id"]
        (sentence,) = pasted(door.get("/claims/C2").text)
        address = f"{HERE}/claims/id:{id_}"
        assert sentence.replace(f" <{address}>", "") == told
        assert read(door.get("/claims/C2").text).one("section", class_="cite").one("a").attributes["href"] == address
        assert door.get(address).status_code == 200
    assert "The institute speaks of its library" in sentence


def test_a_source_is_cited(door: TestClient) -> None:
    (sentence,) = pasted(door.get("/sources/S2").text)
    assert sentence.startswith("Rights Observer, Who taught the Northport police?")
    assert "origin: Rights Observer investigation" in sentence


def test_the_address_of_a_chain_gives_the_same_after_more_was_recorded_on_another_day(harbour: CommandLine) -> None:
    with door_to(harbour.address) as door:
        before = door.get("/chains?from=E1&to=E3").text
        (address,) = {
            unescape(one) for one in re.findall(r'href="(http[^"]*known_at=[^"#]*)#chain-[0-9a-f]{12}"', before)
        }
        assert "from=E1" not in address
        again = door.get(address)
        assert again.status_code == 200
        assert pasted(again.text) == pasted(before)


def test_chains_as_known_at_an_event_are_cited_at_the_head_of_then(harbour: CommandLine) -> None:
    asked = f"/chains?from=E1&to=E3&known_at={len(HARBOUR)}"
    with door_to(harbour.address) as door:
        before = pasted(door.get(asked).text)
        assert before
        harbour.done("retract", "C4", "--reason", "wrong")
        assert pasted(door.get(asked).text) == before


@pytest.mark.parametrize("page", ["claims/C2", "sources/S2"])
def test_a_record_as_known_at_an_event_is_cited_at_the_head_of_then_and_as_of_then(
    harbour: CommandLine, page: str
) -> None:
    asked = f"/{page}?known_at={len(HARBOUR)}"
    with door_to(harbour.address) as door:
        before = pasted(door.get(asked).text)
        harbour.done("retract", "C2", "--reason", "wrong")
        assert pasted(door.get(asked).text) == before
        (address,) = re.findall(r"<(http[^>]*)>", before[0])
        assert pasted(door.get(address).text) == before


def test_on_a_site_the_address_is_where_the_site_will_be(harbour: CommandLine) -> None:
    harbour.done("site", "--out", "out", "--chains", "E1 -> E3", "--at", "https://example.org/evidence")
    claim, chain = (Path("out", one).read_text(encoding="utf-8") for one in ("claims/C2.html", "chains/E1~E3.html"))
    (of_claim,), (of_chain, mark) = (
        re.findall(r"<https://example\.org/evidence/(id/[a-z0-9~]+\.html)#?([^>]*)>", pasted(page)[0])[0][:parts]
        for page, parts in ((claim, 1), (chain, 2))
    )
    assert 'content="0; url=../claims/C2.html"' in Path("out", of_claim).read_text(encoding="utf-8")
    assert Path("out", of_chain).read_text(encoding="utf-8") == chain
    assert f'id="{mark}"' in chain
    assert "Timeline of chain 1" in chain


def test_a_site_that_is_not_said_where_names_no_address(harbour: CommandLine) -> None:
    harbour.done("site", "--out", "out")
    assert "<" not in pasted(Path("out/claims/C2.html").read_text(encoding="utf-8"))[0]


@pytest.mark.parametrize("address", ["example.org", "ftp://example.org/", "https://example.org/?q=1", "javascript:x"])
def test_an_address_that_is_none_is_wrong_usage(harbour: CommandLine, address: str) -> None:
    ran = harbour("site", "--out", "out", "--at", address)
    assert ran.code == 2
    assert "--at: an address is written" in ran.err
    assert not Path("out").exists()
