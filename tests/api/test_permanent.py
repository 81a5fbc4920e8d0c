"""What a static site cites leads to the same record, whatever other records are given keys."""

import re
from pathlib import Path

from tests.api.command_line import HARBOUR, CommandLine, claim, entity, source
from tests.api.test_pages_citing import pasted

AT = "https://example.org/evidence/"
ELSEWHERE = (
    entity("B1", "Other Fund"),
    entity("B2", "Other Body"),
    source("S2", "Another source", "Other people"),
    claim("C2", "B1", "funds", "B2", "S2"),
)


def made(run: CommandLine, *chains: str) -> None:
    run.done("site", "--out", "out", "--at", AT, *(word for ends in chains for word in ("--chains", ends)))


def cited(page: str) -> str:
    """The file of the address that a page is cited with."""
    return pasted(read(page))[0].partition(f"<{AT}")[2].partition(">")[0]


def read(page: str) -> str:
    return Path("out", page).read_text(encoding="utf-8")


def led_to(page: str) -> str:
    """What a signpost leads to, as a browser follows it."""
    (target,) = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', read(page))
    return Path("out", page).parent.joinpath(target).read_text(encoding="utf-8")


def test_a_key_of_another_investigation_takes_over_no_address_that_was_cited(harbour: CommandLine) -> None:
    made(harbour)
    claimed, sourced = cited("claims/C2.html"), cited("sources/S2.html")
    harbour.load(*ELSEWHERE, name="elsewhere")
    made(harbour)
    assert "The institute speaks of its library" in led_to(claimed)
    assert "Who taught the Northport police?" in led_to(sourced)


def test_an_address_by_a_key_that_several_have_names_each_of_them(harbour: CommandLine) -> None:
    made(harbour)
    assert "The institute speaks of its library" in read("claims/C2.html")
    harbour.load(*ELSEWHERE, name="elsewhere")
    made(harbour)
    for page in ("claims/C2.html", "sources/S2.html"):
        assert "More than one record has had this key" in read(page)
        assert "refresh" not in read(page)
        assert len(re.findall(r'href="../(?:claims|sources)/[a-z0-9]{20}.html"', read(page))) == 2


def test_what_was_taken_back_is_a_tombstone_at_the_address_that_was_cited(harbour: CommandLine) -> None:
    made(harbour)
    address = cited("claims/C2.html")
    harbour.done("retract", "C2", "--reason", "wrong")
    made(harbour)
    assert "Claim C2: retracted" in led_to(address)


def test_a_chain_keeps_its_mark_when_a_better_one_takes_its_number(harbour: CommandLine) -> None:
    made(harbour, "E1 -> E3")
    page, mark = re.findall(rf"<{AT}([^>#]*)#([^>]*)>", pasted(read("chains/E1~E3.html"))[0])[0]
    assert f'id="{mark}" aria-labelledby="chain-1"' in read(page)
    better = {"citations": [{"source": "S1", "assertion": "official_act"}], "scope": "E4"}
    school = (claim("C8", "E1", "funds", "E8", **better), claim("C9", "E8", "trains", "E3", **better))
    harbour.load(*HARBOUR, entity("E8", "Better School"), *school)
    made(harbour, "E1 -> E3")
    assert re.search(rf'id="{mark}" aria-labelledby="chain-[2-9]"', read(page))
