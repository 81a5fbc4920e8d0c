"""The documentation is true: its links lead somewhere, its dates are what the program makes of them, its examples run.

A block marked ``console`` is run, line by line behind ``$``, each page in one shell and one empty folder; the lines
below a command must stand in its output, in that order. A block marked ``yaml case/file.yaml`` is that file.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from evidence.dates import Days, day_text, parse_period

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / ".github").glob("*.md"))]
BLOCK = re.compile(r"^```([a-z]+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
BETWEEN = "\x1e"
"""Printed after each command of a page: no command prints a record separator itself."""


@dataclass(frozen=True)
class Example:
    """A command, and lines that must stand in what it prints."""

    command: str
    expected: tuple[str, ...]


def of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub makes of a page's headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def examples(page: Path) -> list[Example]:
    """What the page says to type, in order."""
    found: list[Example] = []
    for kind, _, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        if kind == "console":
            for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                command, *lines = re.sub(r"\\\n", " ", part).splitlines()
                found.append(Example(command, tuple(line.strip() for line in lines if line.strip() not in ("", "..."))))
    return found


def lay_out(page: Path, folder: Path) -> None:
    """The files that a page shows, and those of the project that its commands name."""
    for kind, name, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        if kind == "yaml" and name:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    (folder / "data").symlink_to(ROOT / "data")


def run(commands: list[Example], folder: Path) -> list[tuple[int, str]]:
    """Exit code and output of each command, run in one shell."""
    script = "".join(f"{one.command}\nprintf '{BETWEEN}%s{BETWEEN}' $?\n" for one in commands)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("THROUGHLINE_")}
    environment |= {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "COLUMNS": "80",
        "NO_COLOR": "1",
    }
    ran = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    texts = ran.stdout.split(BETWEEN)
    assert len(texts) == 2 * len(commands) + 1, ran.stdout
    return [(int(code), text) for text, code in zip(texts[0:-1:2], texts[1::2], strict=True)]


def missing(expected: tuple[str, ...], text: str) -> list[str]:
    """The expected lines that are not in the text, in that order."""
    rest = iter([line.strip() for line in text.splitlines()])
    return [line for line in expected if line not in rest]


@pytest.mark.parametrize("page", PAGES, ids=of)
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", [page for page in PAGES if examples(page)], ids=of)
def test_every_example_runs_and_prints_what_the_page_says(page: Path, tmp_path: Path) -> None:
    lay_out(page, tmp_path)
    commands = examples(page)
    for one, (code, text) in zip(commands, run(commands, tmp_path), strict=True):
        assert code == 0, f"{one.command}\n{text}"
        assert missing(one.expected, text) == [], f"{one.command}\n{text}"


def test_an_example_that_prints_something_else_is_caught() -> None:
    assert missing(("one", "three"), "one\n  two\nthree\n") == []
    assert missing(("three", "one"), "one\ntwo\nthree\n") == ["one"]


def test_the_table_of_dates_is_what_the_program_makes_of_them() -> None:
    concepts = (ROOT / "docs" / "concepts.md").read_text(encoding="utf-8")
    table = concepts.split("| `edtf` | `as_of` | core | hull |\n|---|---|---|---|\n")[1].split("\n\n")[0]
    for line in table.splitlines():
        edtf, as_of, core, hull = (cell.strip().strip("`") for cell in line.strip("|").split("|"))
        period = parse_period(edtf or None, as_of or None)
        assert (core, hull) == (written(period.core), written(period.hull)), line


def written(days: Days | None) -> str:
    return " to ".join(day_text(day) or "..." for day in days) if days else "none"
