"""The committed case asked at the command line: what it must show, and the same answer however it is asked."""

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from evidence.address import Address
from graph.answer import AnswerOut
from tests.api.command_line import CommandLine

CASE = Path(__file__).parent.parent.parent / "data" / "uk-police-training"
CHAIN = ("chains", "British Council", "Xinjiang Police College")


@pytest.fixture
def case(
    case_ledger: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """The case, loaded once; the tests of this file only read it."""
    return CommandLine(tmp_path, lambda _name: case_ledger, monkeypatch, capsys)


def words(text: str) -> str:
    return " ".join(text.split())


def answered(case: CommandLine, *arguments: str) -> AnswerOut:
    return AnswerOut.model_validate_json(case.done("chains", *arguments, "--format", "json"))


def test_the_weak_hop_is_told_with_its_one_origin_and_the_governments_answers(case: CommandLine) -> None:
    text = words(case.done(*CHAIN)).split("Route 2:")[0]
    for said in (
        "Route 1: reported, possible, association",
        "ends at Hunan Police Academy, and 1 hop lies beyond it",
        "no source states that money or training passed along it",
        "hop 3: cooperates with Xinjiang Police College (E10) reported, 1 origin; a weakest hop",
        "(received: 7 July 2022): answers something else",
        "(received: 13 July 2022): answers something else",
    ):
        assert said in text
    assert "Shanghai Police College (E08)" not in text


@pytest.mark.parametrize(
    "arguments",
    [
        ("E08", "E10", "--max-hops", "2"),
        ("E08", "E10", "--same-arrangement"),
        ("British Council", "E09", "--same-arrangement"),
        ("Scottish Government", "E32", "--valid-on", "2015-01-01"),
    ],
)
def test_what_no_source_bears_out_is_not_found_and_the_hints_say_what_would_be(
    case: CommandLine, arguments: tuple[str, ...]
) -> None:
    text = words(case.done("chains", *arguments))
    assert "No chain was found." in text
    assert "there is one" in text
    assert answered(case, *arguments).chains == ()


def test_the_scottish_arrangement_is_told_as_one_with_its_days(case: CommandLine) -> None:
    text = words(case.done("chains", "Scottish Government", "E32"))
    assert "Route 1: documented, possible, one arrangement" in text
    assert "from 1 August 2010 to 31 March 2013" in text


def test_the_fund_reaches_the_cid_by_police_scotland_first(case: CommandLine) -> None:
    answer = answered(case, "Conflict, Stability and Security Fund", "E34")
    assert [entity.key for entity in answer.chains[0].entities] == ["E38", "E30", "E34"]


@pytest.mark.parametrize("start", ["E03", "E38", "E39"])
def test_the_case_is_told_within_80_columns(case: CommandLine, start: str) -> None:
    text = case.done("exposure", start, "--to-kind", "organisation", "--limit", "50")
    assert max(map(cell_len, text.splitlines())) <= 80


def test_impact_of_the_newspaper_names_the_hops_lost_and_weakened(case: CommandLine) -> None:
    impact = json.loads(case.done("impact", "S09", "E03", "E10", "--format", "json"))
    assert impact["hops_lost"]
    assert impact["hops_weakened"]
    assert impact["chains_lost"]


def test_the_case_is_exported_as_the_text_that_it_was_loaded_from(case: CommandLine) -> None:
    case.done("export", "case", "text")
    for file in CASE.iterdir():
        assert (case.folder / "text" / file.name).read_bytes() == file.read_bytes(), file.name


def test_the_case_loaded_again_changes_nothing(case: CommandLine) -> None:
    before = case.done("status")
    assert " 0 new, 0 replaced" in case.done("load", str(CASE))
    assert case.done("status") == before
