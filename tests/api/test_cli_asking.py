"""Chains, exposure and impact asked at the command line."""

import json
import re
from typing import Any

import pytest
from rich.cells import cell_len

from api.cli.options import SEARCH
from api.parameters import ChainParameters, ExposureParameters, ImpactParameters
from graph.answer import AnswerOut
from graph.impact_answer import ImpactOut
from tests.api.command_line import CommandLine, claim, entity, source

CHAIN = ("chains", "River Fund", "E3")


def words(text: str) -> str:
    """The text on one line, however it was wrapped."""
    return " ".join(text.split())


def answered(throughline: CommandLine, *arguments: str) -> AnswerOut:
    return AnswerOut.model_validate_json(throughline.done(*arguments, "--format", "json"))


def test_json_is_the_answer_of_the_schema(harbour: CommandLine) -> None:
    answer = answered(harbour, *CHAIN)
    assert [entity.key for entity in answer.chains[0].entities] == ["E1", "E2", "E3"]
    schema = json.loads(harbour.done("schema"))["answer"]
    assert set(harbour("chains", "E1", "E3", "--format", "json").json()) == set(schema["properties"])


def test_json_keeps_names_in_their_script(harbour: CommandLine) -> None:
    harbour.load(entity("E8", "新疆警察学院"), name="far")
    assert "新疆警察学院" in harbour.done("chains", "E8", "E3", "--format", "json")


@pytest.mark.parametrize("start", ["E1", "River Fund", "river fund"])
def test_an_end_is_a_key_an_id_or_a_name(harbour: CommandLine, start: str) -> None:
    id_ = answered(harbour, *CHAIN).from_[0].id
    assert [one.id for one in answered(harbour, "chains", start, "E3").from_] == [id_]
    assert [one.id for one in answered(harbour, "chains", id_, "E3").from_] == [id_]


def test_an_ambiguous_name_lists_its_candidates(harbour: CommandLine) -> None:
    ran = harbour("chains", "Harbour Institute", "E3")
    assert ran.code == 1
    assert re.search(r"E2\s+Harbour Institute \(organisation\)", ran.err)
    assert re.search(r"E5\s+Harbour Institute \(group\)", ran.err)


def test_ends_may_be_repeated_for_sets(harbour: CommandLine) -> None:
    answer = answered(harbour, "chains", "--from", "E1", "--from", "E2", "--to", "E3")
    assert [one.key for one in answer.from_] == ["E1", "E2"]
    assert [one.key for one in answered(harbour, *CHAIN, "--from", "E2").from_] == ["E1", "E2"]


@pytest.mark.parametrize("arguments", [(), ("E1",), ("--to", "E1")])
def test_without_both_ends_the_command_line_is_wrong(harbour: CommandLine, arguments: tuple[str, ...]) -> None:
    assert harbour("chains", *arguments).code == 2


def test_the_options_are_the_parameters_of_every_door() -> None:
    own = {"from_", "to", "to_kind", "to_type", "key"}
    for parameters in (ChainParameters, ExposureParameters, ImpactParameters):
        assert set(parameters.model_fields) - own == set(SEARCH)
    defaults = {name: ChainParameters.model_fields[name].default for name in SEARCH}
    assert defaults == {name: default for name, (_, default) in SEARCH.items()}


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ((), 2),
        (("--limit", "1"), 1),
        (("--max-hops", "1"), 0),
        (("--via", "E2"), 2),
        (("--avoid", "E2"), 0),
        (("--valid-on", "2020-06-01"), 2),
        (("--valid-on", "2015-01-01"), 0),
        (("--known-at", "1"), None),
        (("--predicate", "trains"), 0),
        (("--class", "flow"), 1),
        (("--type", "fund"), 0),
        (("--min-standing", "documented"), 0),
        (("--min-time", "observed"), 0),
        (("--same-arrangement",), 1),
        (("--backwards",), 2),
        (("--through-hubs", "--turns", "--detours"), 2),
        (("--steps", "1000", "--seconds", "5"), 2),
        (("--audience", "team"), 2),
    ],
)
def test_every_option_reaches_the_search(harbour: CommandLine, options: tuple[str, ...], found: int | None) -> None:
    ran = harbour("chains", "E1", "E3", "--format", "json", *options)
    if found is None:
        assert (ran.code, ran.out) == (1, "")
    else:
        assert len(ran.json()["chains"]) == found


@pytest.mark.parametrize(
    "options",
    [
        ("--max-hops", "99"),
        ("--limit", "0"),
        ("--valid-on", "soon"),
        ("--predicate", "fundz"),
        ("--type", "submarine"),
        ("--min-time", "never"),
        ("--audience", "everybody"),
        ("--seconds", "0"),
    ],
)
def test_a_value_that_does_not_fit_is_wrong_usage(harbour: CommandLine, options: tuple[str, ...]) -> None:
    ran = harbour(*CHAIN, *options)
    assert (ran.code, ran.out) == (2, "")
    assert options[0].removeprefix("--") in ran.err.replace("_", "-")


def test_the_table_says_what_the_answer_holds(harbour: CommandLine) -> None:
    text = words(harbour.done(*CHAIN))
    answer = answered(harbour, *CHAIN)
    best = answer.chains[0]
    assert best.sentence in text
    for hop in best.hops:
        for one in hop.claims:
            assert one.key in text
            for citation in one.citations:
                assert f"{citation.source.key} {citation.source.title}" in text
                assert citation.origin in text
    for said in ("one arrangement", "contested", "weakest", "within Safe Streets", "2019 to 2021", "four eyes"):
        assert said in text
    assert "The institute speaks of its library." in text
    assert "The name is partly cut." in text
    assert "C3 (denies it, date not stated)" in text


def test_a_hop_that_comes_again_is_named_and_not_told_again(harbour: CommandLine) -> None:
    harbour.load(
        *(entity("A1", "First"), entity("A2", "Second"), entity("A3", "Third"), entity("A4", "Fourth")),
        source("T1", "A paper", "A paper"),
        claim("D1", "A1", "funds", "A2", "T1", wording="Told once."),
        claim("D2", "A2", "funds", "A4", "T1"),
        claim("D3", "A2", "partners_with", "A3", "T1"),
        claim("D4", "A3", "partners_with", "A4", "T1"),
        name="again",
    )
    text = words(harbour.done("chains", "First", "Fourth", "--detours"))
    assert text.count("Told once.") == 1
    assert "its claims stand at hop 1 of route 1" in text


def test_the_table_folds_chains_through_the_same_entities_into_one_route(harbour: CommandLine) -> None:
    text = words(harbour.done(*CHAIN))
    assert len(answered(harbour, *CHAIN).chains) == 2
    assert "2 chains in 1 route" in text
    assert "1 more chain through the same entities" in text


def test_markdown_tells_the_same_with_headings_and_lists(harbour: CommandLine) -> None:
    lines = harbour.done(*CHAIN, "--format", "markdown").splitlines()
    assert lines[0].startswith("# ")
    assert any(line.startswith("## Route 1") for line in lines)
    best = answered(harbour, *CHAIN).chains[0]
    assert best.sentence in words("\n".join(lines))


WIDE = "这是一所非常长的名字的警察学院" * 4


def test_no_line_is_wider_than_80_columns(harbour: CommandLine) -> None:
    long = "River Fund" + " of the very long river" * 6
    harbour.load(
        *(entity("W1", long), entity("W2", WIDE), entity("W3", "Wide Police")),
        source("S1", "https://example.org/" + "a" * 120, WIDE),
        claim("C1", "W1", "funds", "W2", "S1", wording=WIDE, note="word " * 40),
        claim("C2", "W2", "trains", "W3", "S1"),
        name="wide",
    )
    for asked in (("chains", long, "Wide Police"), ("exposure", long, "--to-kind", "organisation"), ("search", "W")):
        ran = harbour(*asked)
        assert max(map(cell_len, f"{ran.out}{ran.err}".splitlines())) <= 80
    text = harbour.done("chains", long, "Wide Police")
    assert WIDE in "".join(text.split())
    assert long in words(text)


def test_control_characters_of_a_record_do_not_reach_the_terminal(harbour: CommandLine) -> None:
    evil = "A\x1b[2Jname\u202egnp.exe\x9b5m"
    harbour.load(entity("X1", evil), entity("X2", "Plain"), source("S1", evil, evil), name="evil")
    harbour.load(
        *(entity("X1", evil), entity("X2", "Plain"), source("S1", evil, evil)),
        claim("C1", "X1", "funds", "X2", "S1", wording=evil, note=evil),
        name="evil",
    )
    printed = [
        harbour.done("chains", "X1", "X2"),
        harbour.done("chains", "X1", "X2", "--format", "markdown"),
        harbour.done("search", "Aname") + harbour.done("search", "name"),
        harbour("chains", evil, "nobody").err,
    ]
    for text in printed:
        assert not set("\x1b\u202e\x9b") & set(text)


def test_when_nothing_is_found_the_hints_say_what_would_have(harbour: CommandLine) -> None:
    text = words(harbour.done("chains", "E1", "E3", "--max-hops", "1"))
    assert "No chain" in text
    assert "With --max-hops 2 there is one." in text
    assert "River Fund" in text


def test_what_was_cut_off_is_said(harbour: CommandLine) -> None:
    assert "--limit" in harbour.done(*CHAIN, "--limit", "1")
    assert "--steps" in harbour.done(*CHAIN, "--steps", "1")


def test_exposure_gives_the_best_chain_to_each_entity_of_a_kind(harbour: CommandLine) -> None:
    answer = answered(harbour, "exposure", "E1", "--to-kind", "organisation")
    assert {chain.entities[-1].key for chain in answer.chains} == {"E2", "E3"}
    police = ("exposure", "E1", "--to-kind", "organisation", "--to-type", "police_force")
    assert {chain.entities[-1].key for chain in answered(harbour, *police).chains} == {"E3"}
    assert harbour("exposure", "E1", "--to-kind", "organisation", "--to-type", "torture").code == 2


def test_impact_says_what_a_retraction_would_break_and_does_not_do_it(harbour: CommandLine) -> None:
    before = harbour.done("status")
    ran = harbour("impact", "S1", "E1", "E3", "--format", "json")
    impact = ImpactOut.model_validate_json(ran.out)
    assert impact.retracted == "S1"
    assert "C1" in impact.claims_lost
    text = words(harbour.done("impact", "S1", "E1", "E3"))
    for said in ("C1", "claims lost", "hops lost", "chains lost", "E1 funds E2"):
        assert said in text
    assert harbour.done("status") == before


def test_impact_needs_both_ends_or_none(harbour: CommandLine) -> None:
    assert harbour("impact", "S1", "E1").code == 2


def test_what_is_not_public_is_answered_to_whoever_asks_for_it(harbour: CommandLine) -> None:
    harbour.load(
        *(entity("E1", "River Fund"), entity("E9", "Quiet Partner", visibility="team")),
        source("S1", "Minutes", "Minutes"),
        claim("C9", "E1", "funds", "E9", "S1"),
        name="quiet",
    )
    hidden = harbour("chains", "E3", "Quiet Partner")
    missing = harbour("chains", "E3", "Nobody Known")
    assert hidden.code == missing.code == 1
    assert hidden.err.replace("Quiet Partner", "Nobody Known") == missing.err
    assert harbour("chains", "E3", "Quiet Partner", "--audience", "team").code == 0


def test_the_configured_audience_is_the_default(harbour: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    harbour.load(entity("E9", "Quiet Partner", visibility="team"), name="quiet")
    monkeypatch.setenv("THROUGHLINE_AUDIENCE", "team")
    assert harbour("chains", "E3", "Quiet Partner").code == 0


def test_the_answer_is_the_same_however_it_is_asked(harbour: CommandLine) -> None:
    def shown(*arguments: str) -> Any:
        return harbour(*arguments, "--format", "json").json()

    assert shown("chains", "E1", "E3") == shown("chains", "--from", "River Fund", "--to", "Northport Police")


SET = ("--avoid", "E2", "--min-standing", "reported", "--predicate", "funds", "--valid-on", "2010-05-05")
TOLD = (
    "Also set for this search: avoid ",
    "no hop of a standing below reported",
    "only hops of the predicate funds",
    "only hops that can hold on 5 May 2010",
)


@pytest.mark.parametrize(
    "command",
    [CHAIN, ("brief", "E1", "E3"), ("exposure", "E1", "--to-kind", "organisation"), (*CHAIN, "--known-at", "99")],
)
def test_an_answer_names_all_that_was_set_for_its_search(harbour: CommandLine, command: tuple[str, ...]) -> None:
    told = words(harbour.done(*command, *SET).replace("\\", ""))
    assert [one for one in TOLD if one not in told] == []
    assert ("the record as known at 99" in told) == ("99" in command)
