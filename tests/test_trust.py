"""Every promise in docs/trust.md can be tried: its commands name tests and sizes that there are, so do its controls."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "trust.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| .+ \| `([^`]+)` \| `(test_\w+)` \|$", PAGE, re.MULTILINE)
COMMANDS = [command for command, _ in ROWS] + re.findall(r"^    (pytest .+)$", PAGE, re.MULTILINE)
TESTS = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").rglob("*.py")))


def test_every_row_of_its_tables_has_a_command_and_a_control() -> None:
    assert len(ROWS) == len(re.findall(r"^\| (?!-)", PAGE, re.MULTILINE)) - 2


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_names_tests_and_sizes_that_there_are(command: str) -> None:
    files = re.findall(r"tests/\S+\.py", command)
    assert files
    assert all((ROOT / file).is_file() for file in files)
    sizes = re.findall(r"--[a-z-]+|THROUGHLINE_\w+", command)
    assert all(f'"{size}"' in TESTS for size in sizes)


@pytest.mark.parametrize(("command", "control"), ROWS)
def test_a_control_is_among_the_tests(command: str, control: str) -> None:
    assert f"def {control}(" in TESTS, command
