"""Looking at the command line: by name, at one record, at what was done to it, at what supports it."""

import json

import pytest

from tests.api.command_line import CommandLine, claim, entity, source


def words(text: str) -> str:
    return " ".join(text.split())


def test_a_part_of_a_name_finds_entities_and_sources(harbour: CommandLine) -> None:
    assert harbour.done("search", "northport").splitlines() == [
        "E3 (entity, organisation): Northport Police",
        "S2 (source): Who taught the Northport police?",
    ]


@pytest.mark.parametrize(("text", "key"), [("警察", "Z1"), ("شرطة", "Z2"), ("polizei", "Z3")])
def test_names_are_found_in_any_script(harbour: CommandLine, text: str, key: str) -> None:
    names = {"Z1": "新疆警察学院", "Z2": "شرطة الميناء", "Z3": "Wasserschutzpolizei"}
    harbour.load(*(entity(one, name) for one, name in names.items()), name="far")
    assert [line.split()[0] for line in harbour.done("search", text).splitlines()] == [key]


def test_a_search_is_cut_to_its_limit_and_its_audience(harbour: CommandLine) -> None:
    harbour.load(entity("Z1", "Quiet Partner", visibility="team"), name="quiet")
    assert "Quiet Partner" not in harbour.done("search", "Quiet")
    assert "Quiet Partner" in harbour.done("search", "Quiet", "--audience", "team")
    found, said = harbour.done("search", "o", "--limit", "1").splitlines()
    assert found.startswith("E")
    assert "the first 1" in said
    assert "the first" not in harbour.done("search", "o")


def test_a_search_that_finds_nothing_says_so(harbour: CommandLine) -> None:
    assert "nothing" in harbour.done("search", "Atlantis")


def test_a_record_is_shown_as_it_is_kept(harbour: CommandLine) -> None:
    head, _, body = harbour.done("show", "C2").partition("{")
    assert json.loads("{" + body)["citations"][0]["source"] == "S2"
    for said in ("claim C2 of harbour", "digest", "level    public", "status   published", "by       Ada"):
        assert said in head
    assert "reviewed elsewhere" in head
    assert "not public" not in head


def test_what_is_not_public_is_called_so(harbour: CommandLine) -> None:
    harbour.load(entity("Z1", "Quiet Partner", visibility="restricted"), name="quiet")
    assert "level    restricted (not public)" in harbour.done("show", "Z1")
    harbour.done("withdraw", "C2", "--reason", "so")
    assert "status   withdrawn (not public)" in harbour.done("show", "C2")


def test_a_key_of_two_investigations_is_shown_by_its_id(harbour: CommandLine) -> None:
    harbour.load(entity("E1", "Another Body"), name="other")
    ran = harbour("show", "E1")
    assert ran.code == 1
    ids = [line.split()[0] for line in ran.err.splitlines()[1:]]
    assert len(ids) == 2
    assert {"harbour" in harbour.done("show", id_) for id_ in ids} == {True, False}


def test_the_history_tells_who_did_what_in_order(harbour: CommandLine) -> None:
    harbour.done("withdraw", "C2", "--reason", "The page has changed.", actor="Bob")
    first, *_, last = harbour.done("history", "C2").splitlines()
    assert "Ada  load C2  status published" in first
    assert "Bob  withdraw C2  status withdrawn, reason The page has changed." in last
    assert "load R1" in harbour.done("history", "C2")


@pytest.mark.parametrize("column", [0, 1])
def test_the_number_and_the_time_of_an_event_in_the_history_ask_as_of_then_with_it(
    harbour: CommandLine, column: int
) -> None:
    harbour.load(claim("C9", "E1", "cooperates_with", "E3", "S1"))
    told = harbour.done("history", "C9").split()
    asked = ("chains", "E1", "E3", "--max-hops", "1", "--format", "json")
    assert harbour(*asked, "--known-at", str(int(told[0]) - 1)).json()["chains"] == []
    assert len(harbour(*asked, "--known-at", told[column]).json()["chains"]) == 1


def test_what_a_record_holds_does_nothing_to_the_terminal(harbour: CommandLine) -> None:
    evil = "A\x1b[2J\u202egnp\x9b5m"
    harbour.load(entity("Z1", evil), source("Z2", evil, evil), name="evil")
    harbour.done("withdraw", "C2", "--reason", evil)
    ids = [line.split()[0] for line in harbour.done("search", "gnp").splitlines()]
    assert sorted(ids) == ["Z1", "Z2"]
    printed = [harbour.done("show", "Z1"), harbour.done("search", "gnp"), harbour.done("history", "C2")]
    for text in printed:
        assert not set("\x1b\u202e\x9b") & set(text)


def test_why_names_every_citation_the_denial_the_note_and_the_replies(harbour: CommandLine) -> None:
    text = words(harbour.done("why", "C2"))
    for said in (
        "S2 Who taught the Northport police?",
        "S3 Institute taught police",
        "origin Rights Observer investigation",
        "The name is partly cut.",
        "The institute speaks of its library.",
    ):
        assert said in text


def test_why_of_a_hop_is_what_stands_beside_it(harbour: CommandLine) -> None:
    answer = harbour("chains", "E1", "E3", "--format", "json").json()
    hop = answer["chains"][0]["hops"][1]["id"]
    text = words(harbour.done("why", hop))
    for said in ("Harbour Institute (E2) trains Northport Police (E3)", "contested", "C2 (", "C3 (denies it"):
        assert said in text


def test_why_does_not_tell_what_its_reader_may_not_see(harbour: CommandLine) -> None:
    harbour.done("withdraw", "C2", "--reason", "so")
    hidden, missing = harbour("why", "C2"), harbour("why", "X9")
    assert hidden.code == missing.code == 1
    assert hidden.err.replace("C2", "X9") == missing.err


def test_why_gives_a_value_of_words_with_what_they_are(harbour: CommandLine) -> None:
    described = {**claim("Z1", "E1", "described_as", "", "S1"), "value": {"amount": "a prison", "unit": "description"}}
    harbour.load({name: value for name, value in described.items() if name != "object"})
    assert "[a prison (description)]" in harbour.done("why", "Z1")
