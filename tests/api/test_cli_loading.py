"""Whole cases in and out by the command line."""

import getpass
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from api.cli import loading
from evidence.exchange.placed import Placed
from tests.api.command_line import HARBOUR, CommandLine, Record, claim, entity, jsonl


def exported(throughline: CommandLine, *options: str) -> str:
    return throughline.done("export", "jsonl", *options)


def test_a_file_is_loaded_as_an_investigation_of_its_name(harbour: CommandLine) -> None:
    assert "E1" in harbour.done("show", "E1")
    assert "of harbour" in harbour.done("show", "E1")


def test_loading_twice_changes_nothing(harbour: CommandLine) -> None:
    before = harbour.done("status")
    told = harbour.done("load", "harbour.jsonl")
    assert "0 new" in told
    assert f"{len(HARBOUR)} unchanged" in told
    assert harbour.done("status") == before


def test_check_says_what_would_be_done_and_does_nothing(empty: CommandLine) -> None:
    jsonl(empty.folder / "harbour.jsonl", HARBOUR)
    before = empty.done("status")
    assert f"{len(HARBOUR)} would be new" in empty.done("load", "harbour.jsonl", "--check")
    assert empty.done("status") == before


@pytest.mark.parametrize("options", [(), ("--check",)])
def test_every_mistake_is_told_on_a_line_with_its_file_line_and_reason(
    empty: CommandLine, options: Sequence[str]
) -> None:
    wrong = [entity("E1", "One"), {**entity("E2", "Two"), "kind": "firm"}, claim("C1", "E1", "fundz", "E2", "S1")]
    jsonl(empty.folder / "wrong.jsonl", wrong)
    before = empty.done("status")
    ran = empty("load", "wrong.jsonl", *options)
    assert (ran.code, ran.out) == (1, "")
    assert [line.split(": ")[0] for line in ran.err.splitlines()] == ["wrong.jsonl:2", "wrong.jsonl:3"]
    assert empty.done("status") == before


def test_a_key_that_leads_nowhere_is_told_with_its_line(empty: CommandLine) -> None:
    records: list[Record] = [*HARBOUR, claim("C9", "E1", "funds", "E99", "S1")]
    jsonl(empty.folder / "lost.jsonl", records)
    assert f"lost.jsonl:{len(records)}: C9: object: key 'E99' leads nowhere" in empty("load", "lost.jsonl").err


def test_other_content_under_a_key_needs_supersede(harbour: CommandLine) -> None:
    jsonl(harbour.folder / "harbour.jsonl", [entity("E1", "River Foundation", types=["fund"])])
    refused = harbour("load", "harbour.jsonl")
    assert refused.code == 1
    assert "River Fund" in refused.err
    assert "River Foundation" in refused.err
    assert "1 replaced" in harbour.done("load", "harbour.jsonl", "--supersede")


@pytest.mark.parametrize(("key", "changed"), [("S2", {"publisher": "Observer"}), ("C2", {"note": "Reworded."})])
def test_what_was_retracted_and_stands_again_is_told(
    harbour: CommandLine, key: str, changed: Mapping[str, str]
) -> None:
    harbour.done("retract", key, "--reason", "wrong")
    record = next(one for one in HARBOUR if one["key"] == key)
    jsonl(harbour.folder / "harbour.jsonl", [{**record, **changed}])
    for more, verb in ((["--check"], "would stand"), ([], "stands")):
        ran = harbour("load", "harbour.jsonl", "--supersede", *more)
        assert f"warning: {key} was retracted, and {verb} again" in ran.err


@pytest.mark.parametrize("command", [("load", "more.jsonl"), ("load", "harbour.jsonl", "--investigation", "harbor")])
def test_an_investigation_that_comes_to_stand_beside_another_is_told(
    harbour: CommandLine, command: Sequence[str]
) -> None:
    for name in ("more", "harbour"):
        jsonl(harbour.folder / f"{name}.jsonl", [entity("E9", "A pier")])
    name = "more" if len(command) == 2 else "harbor"
    told = f"warning: {name} is a new investigation beside harbour (--investigation names one)"
    assert told in harbour(*command, "--check").err
    assert told in harbour(*command).err
    assert "new investigation" not in harbour(*command).err


def test_what_is_replaced_and_was_not_retracted_is_told_without_a_warning(harbour: CommandLine) -> None:
    jsonl(harbour.folder / "harbour.jsonl", [{**HARBOUR[6], "publisher": "Observer"}])
    assert "stands again" not in harbour("load", "harbour.jsonl", "--supersede").err


@pytest.mark.parametrize("name", ["claims.yaml", "Bodies.XLSX", "bodies.csv"])
def test_a_file_of_another_kind_is_told_in_one_line(empty: CommandLine, name: str) -> None:
    (empty.folder / name).write_bytes(b"\xff\n" * 30)
    ran = empty("load", name)
    assert ran.code == 1
    assert ran.err.startswith(f"{name} is no JSON Lines file: 'load' takes the folder of a case")
    assert len(ran.err.splitlines()) == 1


def test_a_file_that_is_not_there_is_wrong_usage(empty: CommandLine) -> None:
    ran = empty("load", "nowhere.jsonl")
    assert ran.code == 2
    assert "nowhere.jsonl" in ran.err


def test_without_an_actor_a_load_names_the_login_it_goes_by(
    empty: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "grace")
    jsonl(empty.folder / "harbour.jsonl", HARBOUR)
    ran = empty("load", "harbour.jsonl", actor=None)
    assert ran.code == 0
    assert ran.err.strip() == "loading as 'grace' (your login name); set THROUGHLINE_ACTOR to say who acts"
    assert "grace" in empty.done("history", "E1")


def test_no_progress_bar_where_nobody_watches(empty: CommandLine) -> None:
    jsonl(empty.folder / "harbour.jsonl", HARBOUR)
    assert empty("load", "harbour.jsonl").err == ""


def test_export_load_and_export_again_give_the_same_bytes(
    harbour: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    harbour.done("export", "jsonl", "--out", "first.jsonl")
    harbour.move("second")
    harbour.done("init")
    harbour.done("load", "first.jsonl", "--investigation", "harbour")
    harbour.done("export", "jsonl", "--out", "second.jsonl")
    first = (harbour.folder / "first.jsonl").read_bytes()
    assert first
    assert (harbour.folder / "second.jsonl").read_bytes() == first
    assert exported(harbour).encode() == first


def test_a_case_is_written_as_text_that_loads_without_a_change(harbour: CommandLine) -> None:
    harbour.done("export", "case", "text")
    assert sorted(file.name for file in Path("text").iterdir()) == [
        "claims.yaml",
        "entities.yaml",
        "replies.yaml",
        "sources.yaml",
    ]
    assert f"{len(HARBOUR)} unchanged" in harbour.done("load", "text", "--investigation", "harbour")


def test_an_export_holds_what_its_audience_may_see(harbour: CommandLine) -> None:
    harbour.load(entity("E6", "Quiet Partner", visibility="team"))
    assert "Quiet Partner" not in exported(harbour)
    assert "Quiet Partner" in exported(harbour, "--audience", "team")


def test_of_several_investigations_one_must_be_named(harbour: CommandLine) -> None:
    harbour.load(entity("E1", "Another Body"), name="other")
    ran = harbour("export", "jsonl")
    assert ran.code == 1
    assert "harbour" in ran.err
    assert "other" in ran.err
    assert "Another Body" in exported(harbour, "--investigation", "other")
    assert "there is no investigation 'third'" in harbour("export", "jsonl", "--investigation", "third").err


def test_a_ledger_without_investigations_has_nothing_to_export(empty: CommandLine) -> None:
    assert empty("export", "jsonl").code == 1


def test_a_file_that_cannot_be_written_is_told_in_one_line(harbour: CommandLine) -> None:
    ran = harbour("export", "jsonl", "--out", "no/such/folder/case.jsonl")
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1


def test_an_export_over_a_case_that_holds_more_is_refused_and_changes_nothing(harbour: CommandLine) -> None:
    harbour.done("export", "case", "text")
    harbour.done("retract", "C2", "--reason", "misread")
    before = {file.name: file.read_bytes() for file in (harbour.folder / "text").iterdir()}
    ran = harbour("export", "case", "text")
    assert ran.code == 1
    assert "would be lost" in ran.err
    assert {file.name: file.read_bytes() for file in (harbour.folder / "text").iterdir()} == before
    harbour.done("export", "case", "text", "--force")
    harbour.done("export", "case", "text")


def test_what_cites_a_capture_is_looked_up_once_however_much_is_loaded(
    empty: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[int]()
    whole = loading._with_captures

    def with_captures(placed: list[Placed]) -> set[str]:
        asked.append(len(placed))
        return whole(placed)

    monkeypatch.setattr(loading, "_with_captures", with_captures)
    jsonl(empty.folder / "harbour.jsonl", HARBOUR)
    empty.done("load", "harbour.jsonl")
    assert asked == [len(HARBOUR)]
