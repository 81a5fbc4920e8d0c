"""The house rules that a program can check; CONTRIBUTING.md gives the reasons."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("evidence", "graph", "reports", "api")
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
SAYS_NOTHING = re.compile(r"(^|_)(utils?|helpers?|common|core|managers?|services?|misc|stuff|dto|payload)(_|$)")
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|root|home|Users)/\w")


def tracked(*endings: str) -> list[Path]:
    """The files that git keeps, of these endings (all if none is given)."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    files = [ROOT / name for name in listed.split("\0") if name]
    return [file for file in files if file.is_file() and (not endings or file.suffix in endings)]


def modules() -> list[Path]:
    return [file for file in tracked(".py") if file.relative_to(ROOT).parts[0] in PACKAGES]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the packages in a folder that holds pyproject.toml too."""
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False)


def test_no_code_file_is_longer_than_one_answer() -> None:
    counted = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in tracked(".py", ".html", ".css")}
    assert {str(file): lines for file, lines in counted.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_long() -> None:
    long = [
        f"{file.relative_to(ROOT)}:{node.lineno} {node.name}"
        for file in modules()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    parts = {part for file in tracked() for part in file.relative_to(ROOT).parts}
    assert [part for part in sorted(parts) if SAYS_NOTHING.search(part.split(".")[0])] == []


def test_every_module_says_what_it_is() -> None:
    silent = [file for file in tracked(".py") if not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))]
    assert silent == []


def test_tests_are_found_by_path_not_as_a_package() -> None:
    assert [file for file in tracked() if file.name == "__init__.py" and "tests" in file.parts] == []


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    texts = [*tracked(".py", ".md", ".toml", ".yaml", ".yml", ".html", ".css", ""), ROOT / "Makefile"]
    found = [file for file in texts if MACHINE_PATH.search(file.read_text(encoding="utf-8"))]
    assert found == []


def test_imports_go_one_way() -> None:
    ran = lint_imports(ROOT)
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("evidence/ids.py", "import graph.model"),
        ("graph/model.py", "import reports"),
        ("reports/__init__.py", "import api.parameters"),
        ("graph/model.py", "import fastapi"),
        ("reports/__init__.py", "import rich"),
        ("graph/model.py", "import sqlmodel"),
        ("evidence/ids.py", "import jinja2"),
        ("reports/__init__.py", "import neo4j"),
    ],
)
def test_an_import_against_the_arrow_is_refused(tmp_path: Path, module: str, line: str) -> None:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    with (tmp_path / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    assert lint_imports(tmp_path).returncode == 1


IMPORT_EVERYTHING = """
import gc, importlib, os, pkgutil, sys

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT

def refuse(event, details):
    if event == "open" and details[2] & WRITES:
        raise AssertionError(f"opens {details[0]!r} to write")
    if event in {"sqlite3.connect", "socket.connect", "socket.bind", "subprocess.Popen", "os.mkdir", "os.remove"}:
        raise AssertionError(f"{event} {details!r}")

sys.addaudithook(refuse)
count = 0
for package in sys.argv[1:]:
    for found in pkgutil.walk_packages([package], package + "."):
        importlib.import_module(found.name)
        count += 1

from fastapi import FastAPI
from sqlalchemy import Engine
from evidence.settings import Settings

made = [thing for thing in gc.get_objects() if isinstance(thing, Engine | FastAPI | Settings)]
assert not made, made
print(count)
"""


def test_nothing_happens_at_import() -> None:
    """No file is written, nothing connected to; no engine, application or settings object is made."""
    ran = subprocess.run(
        [sys.executable, "-B", "-c", IMPORT_EVERYTHING, *PACKAGES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) > len(PACKAGES)
