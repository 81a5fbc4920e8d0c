"""The static site, from the command line: what is public, linked within itself, the same bytes for the same record."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.api.command_line import HARBOUR, CommandLine, claim, entity, source

ASKED = ("--chains", "River Fund -> Northport Police")
HIDDEN = (
    entity("E9", "Hidden Body", visibility="team"),
    source("S9", "Hidden Source", "Nobody", visibility="restricted"),
    claim("C9", "E1", "funds", "E9", "S1"),
    claim("C10", "E1", "trains", "E3", "S9"),
    claim("C11", "E1", "trains", "E3", "S1", visibility="team", note="Hidden Note"),
)


class Links(HTMLParser):
    """The addresses that a page leads to or loads, its ids, and its elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: set[str] = set()
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name in ("href", "src", "action"):
                self.addresses.append(value or "")
            if name == "id":
                self.ids.add(value or "")


def pages(folder: str = "out") -> dict[str, str]:
    """The pages that are not there for a permanent address alone."""
    return {name: text for name, text in all_pages(folder).items() if not name.startswith("id/")}


def all_pages(folder: str = "out") -> dict[str, str]:
    root = Path(folder)
    return {one.relative_to(root).as_posix(): one.read_text(encoding="utf-8") for one in root.rglob("*.html")}


def everything(folder: str = "out") -> dict[str, bytes]:
    root = Path(folder)
    return {one.relative_to(root).as_posix(): one.read_bytes() for one in root.rglob("*") if one.is_file()}


def test_there_is_a_page_for_each_public_record_and_for_the_chains_asked_for(harbour: CommandLine) -> None:
    harbour.done("site", "--out", "out", *ASKED)
    records = {f"entities/E{n}.html" for n in range(1, 6)} | {f"sources/S{n}.html" for n in range(1, 4)}
    records |= {f"claims/C{n}.html" for n in range(1, 5)}
    lists = {"index.html", "entities.html", "claims.html", "sources.html", "editions.html"}
    assert pages().keys() == records | lists | {"chains/E1~E3.html"}
    assert "River Fund" in pages()["chains/E1~E3.html"]
    assert "The institute speaks of its library." in pages()["claims/C2.html"]


def test_the_list_of_claims_names_who_says_so(harbour: CommandLine) -> None:
    harbour.done("site", "--out", "out")
    listed = re.findall(r'claims/C\d+.html"><bdi dir="auto">([^<]*)', pages()["claims.html"])
    assert len(listed) == 4
    assert all(re.match(r"According to|By |It is alleged", text) for text in listed), listed


def test_every_address_leads_to_a_file_of_the_site_and_nothing_is_run_or_sent(harbour: CommandLine) -> None:
    harbour.done("site", "--out", "out", *ASKED)
    harbour.done("retract", "C4", "--reason", "wrong")
    harbour.done("site", "--out", "out", *ASKED)
    found = {name: Links(text) for name, text in all_pages().items()}
    for name, links in found.items():
        assert not links.tags & {"script", "form", "iframe", "object"}, name
        for address in links.addresses:
            parts = urlsplit(address)
            if parts.scheme in ("data", "https", "http"):
                continue
            assert not parts.path.startswith("/"), (name, address)
            target = (Path("out") / name).parent / unquote(parts.path) if parts.path else Path("out") / name
            assert target.resolve().is_file(), (name, address)
            if parts.fragment:
                at = target.resolve().relative_to(Path("out").resolve()).as_posix()
                assert parts.fragment in found[at].ids, (name, address)


def test_the_same_record_gives_the_same_bytes(harbour: CommandLine) -> None:
    for folder in ("one", "two"):
        harbour.done("site", "--out", folder, *ASKED)
    assert everything("one") == everything("two")


@pytest.mark.parametrize("audience", ["public", "custodian"])
def test_nothing_that_is_not_public_is_there_whatever_the_configuration_says(
    harbour: CommandLine, monkeypatch: pytest.MonkeyPatch, audience: str
) -> None:
    harbour.load(*HARBOUR, *HIDDEN)
    monkeypatch.setenv("THROUGHLINE_AUDIENCE", audience)
    harbour.done("site", "--out", "out", *ASKED)
    assert not {"entities/E9.html", "sources/S9.html", "claims/C9.html", "claims/C10.html"} & pages().keys()
    assert b"Hidden" not in b"".join(everything().values())
    harbour.done("retract", "C11", "--reason", "wrong")
    harbour.done("site", "--out", "out", *ASKED)
    assert "claims/C11.html" not in pages()


def test_every_page_bears_the_same_public_head(harbour: CommandLine) -> None:
    harbour.done("site", "--out", "out", *ASKED)
    heads = {tuple(re.findall(r"public audit head <code>([0-9a-f]{64})</code>", text)) for text in all_pages().values()}
    (told,) = heads
    assert len(told) == 1
    assert told[0] in harbour.done("brief", "E1", "E3")


def test_a_retracted_claim_becomes_a_tombstone_that_says_so_and_not_what_it_said(harbour: CommandLine) -> None:
    harbour.done("retract", "C2", "--reason", "Secret reason")
    harbour.done("site", "--out", "out", *ASKED)
    text = pages()["claims/C2.html"]
    assert "Claim C2: retracted" in text
    assert "It was retracted." in text
    assert "Northport" not in text
    assert b"Secret reason" not in b"".join(everything().values())
    assert 'href="claims/C2.html"' in pages()["claims.html"]


def test_a_claim_that_gave_way_leads_to_the_one_in_its_place(harbour: CommandLine) -> None:
    harbour.load(*HARBOUR, claim("C1b", "E1", "funds", "E2", "S1", scope="E4", supersedes="C1"))
    harbour.done("site", "--out", "out")
    text = pages()["claims/C1.html"]
    assert "Claim C1: superseded" in text
    assert 'href="../claims/C1b.html"' in text


def test_a_retracted_source_says_so_where_it_is_and_where_it_is_listed(harbour: CommandLine) -> None:
    harbour.done("retract", "S3", "--reason", "wrong")
    harbour.done("site", "--out", "out")
    assert "<strong>Retracted.</strong>" in pages()["sources/S3.html"]
    assert re.search(r"S3</span> <span class=\"fine\">retracted", pages()["sources.html"])
    assert "unsupported" in pages()["claims/C4.html"]


def test_keys_that_differ_in_case_alone_have_files_that_differ_in_more(harbour: CommandLine) -> None:
    harbour.load(*HARBOUR, entity("e1", "Another Fund"))
    harbour.done("site", "--out", "out")
    folded = [name.casefold() for name in pages()]
    assert len(folded) == len(set(folded))
    assert "entities/E1.html" not in pages()
    assert "entities/E2.html" in pages()


def test_chains_from_and_to_an_entity_are_named_on_its_page(harbour: CommandLine) -> None:
    harbour.done("site", "--out", "out", *ASKED)
    assert 'href="../chains/E1~E3.html"' in pages()["entities/E3.html"]
    assert "chains/E1~E3" not in pages()["entities/E2.html"]


def test_chains_that_nobody_finds_are_an_answer_too(harbour: CommandLine) -> None:
    harbour.done("site", "--out", "out", "--chains", "E1 -> E5")
    assert "No chain" in pages()["chains/E1~E5.html"]
    assert "no chain" in pages()["index.html"]


@pytest.mark.parametrize("text", ["E1", "E1 ->", "-> E3", "E1 to E3"])
def test_two_ends_are_needed(harbour: CommandLine, text: str) -> None:
    ran = harbour("site", "--out", "out", "--chains", text)
    assert ran.code == 2
    assert "FROM -> TO" in ran.err
    assert not Path("out").exists()


def test_an_end_that_is_not_public_is_refused_and_nothing_is_written(harbour: CommandLine) -> None:
    harbour.load(*HARBOUR, *HIDDEN)
    assert harbour("site", "--out", "out", "--chains", "E1 -> E9").code == 1
    assert not Path("out").exists()


def test_a_folder_of_somebodys_is_refused(harbour: CommandLine) -> None:
    Path("out").mkdir()
    Path("out/notes.txt").write_text("mine", encoding="utf-8")
    ran = harbour("site", "--out", "out")
    assert ran.code == 1
    assert "it would be lost" in ran.err
    assert everything() == {"notes.txt": b"mine"}
