"""The reference page names every command, option, setting and address of the API that there is, and no other."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from api.app import create_app
from api.cli.commands import command_line
from api.cli.running import CHANGED, DONE, LEDGER, REFUSED, USAGE
from evidence.ledger import create_ledger
from evidence.settings import Settings
from tests.places import LedgerPlace

REFERENCE = (Path(__file__).parent.parent / "docs" / "reference.md").read_text(encoding="utf-8")
SHARED = "search options"
ROW = re.compile(r"^\| `([^`]+)` \|(?:([^|]*)\|)? ([^|]+) \|$", re.MULTILINE)

Rows = dict[str, tuple[str, str]]
"""What a row is about -> (what it takes, what it means)."""


def commands(group: Any, before: tuple[str, ...] = ("throughline",)) -> Iterator[tuple[str, Any]]:
    """Every command by its whole name; typer keeps the classes to itself."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*before, name))
        else:
            yield " ".join((*before, name)), command


COMMANDS = dict(commands(command_line()))


def options(command: Any) -> Rows:
    return {
        one.opts[0]: (takes(one), one.help or "")
        for one in command.params
        if one.opts[0].startswith("--") and one.opts[0] != "--help"
    }


def takes(option: Any) -> str:
    """The values that an option takes, and its default."""
    if isinstance(option.default, bool):
        return ""
    kind = option.type_descriptor.annotation
    literal = next((one for one in (kind, *get_args(kind)) if "Literal[" in str(one)), None)
    words = ", ".join(get_args(literal)) if literal else {int: "number", float: "number"}.get(kind, "text")
    default = f"; {option.default} if not given" if option.default not in (None, (), []) else ""
    return f"{words}{default}"


def section(heading: str) -> str:
    """The text under a heading, up to the next of any level."""
    return re.split(r"^#+ ", REFERENCE.split(f"# {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def rows(heading: str) -> Rows:
    return {name: (values.strip(), meaning) for name, values, meaning in ROW.findall(section(heading))}


def test_every_command_is_there_and_no_other() -> None:
    assert re.findall(r"^### (throughline .+)$", REFERENCE, re.MULTILINE) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_there_and_no_other(name: str) -> None:
    documented = rows(name)
    if f"[{SHARED}](#search-options)" in section(name):
        documented = rows("Search options") | documented
    assert documented == options(COMMANDS[name])


def test_every_setting_is_there_and_no_other() -> None:
    assert set(rows("Settings")) == {f"THROUGHLINE_{name.upper()}" for name in Settings.model_fields}


def test_every_exit_code_is_there_and_no_other() -> None:
    ended_by_sigint = 130  # what runs the commands gives it
    assert set(rows("Exit codes")) == {str(code) for code in (DONE, REFUSED, USAGE, LEDGER, CHANGED, ended_by_sigint)}


def test_every_address_of_the_api_is_there_with_what_it_takes(place: LedgerPlace) -> None:
    create_ledger(place("ledger"), policy="four_eyes", actor="Ada").close()
    app = create_app(Settings(ledger=place("ledger")))
    described = {
        f"{method.upper()} {path}": {one["name"] for one in way.get("parameters", ()) if one["in"] == "query"}
        for path, ways in app.openapi()["paths"].items()
        for method, way in ways.items()
    }
    app.state.resources.close()
    assert {address: names(values) for address, (values, _) in rows("The HTTP API").items()} == described


def names(values: str) -> set[str]:
    """The parameters that a cell names; those of the search options go by the names of the options."""
    shared = {option.removeprefix("--").replace("-", "_") for option in rows("Search options")}
    return set(re.findall(r"`(\w+)`", values)) | (shared if SHARED in values else set())
