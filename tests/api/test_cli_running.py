"""Exit codes, refusals in words and as problem details, the help, and what a command may not import."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from api.cli.commands import command_line
from tests.api.command_line import CommandLine, setting

ROOT = Path(__file__).parent.parent.parent


def commands(group: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The ways to all commands of a group."""
    found: list[tuple[str, ...]] = []
    for name, command in group.commands.items():
        found += commands(command, (*path, name)) if hasattr(command, "commands") else [(*path, name)]
    return found


CALL = "from api.cli import main; main()"
ALL = commands(command_line())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("status",), 0),
        (("chains", "E1", "E3"), 0),
        (("chains", "E1", "E3", "--max-hops", "1"), 0),
        (("chains", "E1", "nobody"), 1),
        (("chains", "E1", "Harbour Institute"), 1),
        (("show", "X9"), 1),
        (("history", "X9"), 1),
        (("why", "X9"), 1),
        (("impact", "X9"), 1),
        (("publish", "C1"), 1),
        (("init",), 3),
        (("chains", "E1"), 2),
        (("chains", "E1", "E3", "--max-hops", "many"), 2),
        (("chains", "E1", "E3", "--nothing"), 2),
        (("nothing",), 2),
        ((), 2),
    ],
)
def test_exit_codes_are_those_that_the_help_tells(harbour: CommandLine, arguments: tuple[str, ...], code: int) -> None:
    ran = harbour(*arguments)
    assert ran.code == code
    assert bool(ran.err) == (code != 0)
    assert "Traceback" not in ran.err


def test_a_ledger_that_is_not_there_is_told_with_what_to_do(
    harbour: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    harbour.move("nowhere")
    for arguments in (("status",), ("chains", "E1", "E3"), ("load", "harbour.jsonl"), ("serve",)):
        ran = harbour(*arguments)
        assert (ran.code, ran.out) == (3, "")
        assert "throughline init" in ran.err
        assert "THROUGHLINE_LEDGER" in ran.err


def test_a_file_that_is_no_ledger_is_told(harbour: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THROUGHLINE_LEDGER", "harbour.jsonl")
    for arguments in (("status",), ("chains", "E1", "E3")):
        ran = harbour(*arguments)
        assert ran.code == 3
        assert len(ran.err.splitlines()) == 1


def test_a_ledger_that_cannot_be_used_is_told_in_one_line(harbour: CommandLine) -> None:
    harbour.alter("DROP TABLE citation")
    ran = harbour("record", "entity", "One", "--kind", "person")
    assert ran.code == 0
    ran = harbour("load", "harbour.jsonl", "--investigation", "again")
    assert ran.code == 3
    assert ran.err.startswith("the ledger at ")
    assert len(ran.err.splitlines()) == 1


def test_a_setting_that_does_not_fit_is_told_by_its_name_and_not_repeated(
    harbour: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THROUGHLINE_AUDIENCE", "everybody")
    ran = harbour("status")
    assert (ran.code, ran.out) == (2, "")
    assert "THROUGHLINE_AUDIENCE" in ran.err
    assert "everybody" not in ran.err


def test_a_reader_that_stops_reading_is_no_error(harbour: CommandLine) -> None:
    ran = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {sys.executable} -c '{CALL}' vocabulary | head -n 1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == ""


def test_refusals_are_problem_details_where_asked_for(harbour: CommandLine) -> None:
    ran = harbour("chains", "E1", "Harbour Institute", "--json")
    problem = json.loads(ran.err)
    assert (ran.code, ran.out) == (1, "")
    assert (problem["status"], problem["type"].rsplit(":", 1)[1]) == (409, "ambiguous-name")
    assert [one["key"] for one in problem["candidates"]] == ["E2", "E5"]


@pytest.mark.parametrize(
    ("arguments", "code", "slug"),
    [
        (("--json", "show", "X9"), 1, "not-found"),
        (("publish", "C1", "--json"), 1, "wrong-status"),
        (("chains", "E1", "--json"), 2, "invalid"),
        (("nothing", "--json"), 2, "invalid"),
        (("chains", "E1", "E3", "--max-hops", "99", "--json"), 2, "invalid"),
        (("init", "--json"), 3, "ledger-exists"),
    ],
)
def test_every_refusal_has_its_problem(harbour: CommandLine, arguments: tuple[str, ...], code: int, slug: str) -> None:
    ran = harbour(*arguments)
    problem = json.loads(ran.err)
    assert (ran.code, problem["type"].rsplit(":", 1)[1]) == (code, slug)
    assert set(problem) >= {"type", "title", "status", "detail"}


def test_mistakes_of_a_case_are_listed_in_its_problem(harbour: CommandLine) -> None:
    Path("wrong.jsonl").write_text('{"record": "entity", "key": "E9"}\n', encoding="utf-8")
    problem = json.loads(harbour("load", "wrong.jsonl", "--json").err)
    assert {(one["file"], one["line"]) for one in problem["mistakes"]} == {("wrong.jsonl", 1)}


def test_a_command_that_nearly_is_one_is_proposed(harbour: CommandLine) -> None:
    assert "Did you mean 'chains'" in harbour("chain", "E1", "E3").err
    assert "--max-hops" in harbour("chains", "E1", "E3", "--max-hop", "3").err


def test_the_top_of_the_help_tells_the_order_of_work_and_the_exit_codes(empty: CommandLine) -> None:
    text = empty.done("--help")
    order = [text.index(f"'{step}'") for step in ("init", "load", "record", "review", "publish", "chains", "brief")]
    assert order == sorted(order)
    for code in range(4):
        assert re.search(rf"^    {code}  ", text, re.MULTILINE)
    assert "..." not in text.split("Options:")[1]


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_teaches_by_an_example_that_fits_80_columns(empty: CommandLine, path: tuple[str, ...]) -> None:
    text = empty.done(*path, "--help")
    assert re.search(r"^  Examples?:\n    throughline ", text, re.MULTILINE)
    assert f"    throughline {' '.join(path)}" in text
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_option_says_what_it_is_for(path: tuple[str, ...]) -> None:
    command: Any = command_line()
    for name in path:
        command = command.commands[name]
    silent = [one.name for one in command.params if one.param_type_name == "option" and not one.help]
    assert silent == []


HEAVY = {
    "pydantic",
    "pydantic_settings",
    "sqlmodel",
    "sqlalchemy",
    "rich",
    "yaml",
    "fastapi",
    "jinja2",
    "uvicorn",
}
PROGRAM = """
import sys
from api.cli import main
try:
    main(sys.argv[1:])
finally:
    print(*sorted({name.split(".")[0] for name in sys.modules}), file=sys.stderr)
    print(*sorted(sys.modules), file=sys.stderr)
"""


def imported(harbour: CommandLine, *arguments: str) -> Sequence[set[str]]:
    """The packages, and the modules, that a command imports."""
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=ROOT,
        env={"THROUGHLINE_LEDGER": setting(harbour.address), "HOME": str(harbour.folder), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return [set(line.split()) for line in ran.stderr.splitlines()[-2:]]


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (("--help",), set()),
        (("chains", "--help"), {"pydantic"}),
        (("record", "claim", "--help"), {"pydantic"}),
        (("vocabulary", "--format", "json"), {"pydantic"}),
        (("vocabulary",), {"pydantic", "rich"}),
        (("status",), {"pydantic", "pydantic_settings"}),
    ],
)
def test_what_must_start_fast_imports_nothing_heavy(
    harbour: CommandLine, arguments: tuple[str, ...], allowed: set[str]
) -> None:
    packages, modules = imported(harbour, *arguments)
    assert packages & HEAVY <= allowed
    assert not {name for name in modules if name.startswith("api.") and not name.startswith("api.cli")}


def test_chains_import_neither_pages_nor_templates_nor_the_driver_of_a_server_that_is_not_asked(
    harbour: CommandLine,
) -> None:
    packages, modules = imported(harbour, "chains", "E1", "E3", "--format", "json")
    assert not packages & {"fastapi", "starlette", "uvicorn", "jinja2", "yaml", "neo4j"}
    assert "reports.briefing" not in modules


@pytest.mark.parametrize("asked", [("--version",), ("--version", "chains")])
def test_the_version_is_printed(empty: CommandLine, asked: Sequence[str]) -> None:
    assert empty.done(*asked) == f"throughline {version('throughline')}\n"


def test_help_has_a_short_name(empty: CommandLine) -> None:
    assert empty.done("chains", "-h") == empty.done("chains", "--help")


@pytest.mark.parametrize("path", [("record", "entity"), ("record", "source")])
def test_what_the_help_of_recording_shows_is_recorded(harbour: CommandLine, path: Sequence[str]) -> None:
    shown = harbour.done(*path, "--help").split("Example:")[1]
    command = shlex.split(re.split("Arguments:|Options:", shown)[0].replace("\\\n", " "))
    assert command[: 1 + len(path)] == ["throughline", *path]
    assert "is recorded" in harbour.done(*command[1:])


@pytest.mark.parametrize("arguments", [("search",), ("history",), ("show",), ("chains", "E1"), ("record", "source")])
def test_what_is_no_utf_8_is_refused_in_one_line(harbour: CommandLine, arguments: tuple[str, ...]) -> None:
    wrong = (*arguments, "caf\udce9", *(("--origin", "E1") if "source" in arguments else ()))
    ran = harbour(*wrong)
    assert (ran.code in (1, 2), ran.out, len(ran.err.splitlines())) == (True, "", 1)
    assert harbour("--json", *wrong).code == ran.code


@pytest.mark.parametrize("arguments", [("status",), ("--json", "status")])
def test_who_ends_it_by_ctrl_c_finds_130(
    harbour: CommandLine, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    def status_of(_address: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("evidence.status.status_of", status_of)
    assert harbour(*arguments).code == 130
