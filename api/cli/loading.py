"""Whole cases in: a folder of text, or JSON Lines."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.keeping import login_name, opened
from api.cli.options import Investigation

if TYPE_CHECKING:
    from api.resources import Resources
    from evidence.entering import Entered
    from evidence.exchange.placed import Placed

Progress = Callable[[int, int], None]


def load(
    path: Annotated[
        Path, typer.Argument(metavar="FOLDER|FILE.jsonl", exists=True, help="A case folder, or JSON Lines.")
    ],
    investigation: Investigation = None,
    check: Annotated[bool, typer.Option("--check", help="Only say what would be done.")] = False,
    supersede: Annotated[bool, typer.Option("--supersede", help="Let changed records replace older ones.")] = False,
) -> None:
    """Load a whole case, all of it or nothing.

    Every mistake is named with file, line and reason. Loading twice changes nothing. Claims that come in as published
    show as reviewed elsewhere.

    \b
    Examples:
      throughline load data/uk-police-training --check
      throughline load case.jsonl --investigation harbour
    """
    with opened() as resources:
        placed = _read(path)
        name = investigation or _name(path, placed)
        entered = _entered(resources, placed, name, check=check, supersede=supersede)
    would = "would be " if check else ""
    counts = f"{len(entered.new)} {would}new, {len(entered.replaced)} {would}replaced, {entered.unchanged} unchanged"
    print(f"{name}: {len(placed)} records: {counts}")


def _entered(resources: "Resources", placed: "list[Placed]", name: str, *, check: bool, supersede: bool) -> "Entered":
    """What became of the records, or would."""
    from evidence.exchange import batch

    if check:
        return batch.check(resources.ledger, placed, investigation=name, supersede=supersede)
    actor = resources.settings.actor or login_name("loading")
    with _bar("writing") as progress:
        return batch.load(
            resources.ledger, placed, actor=actor, investigation=name, supersede=supersede, progress=progress
        )


def _read(path: Path) -> "list[Placed]":
    if path.is_dir():
        from evidence.exchange.case_text import read_case

        return read_case(path)
    from evidence.exchange.jsonl import read_jsonl

    with _bar("reading") as progress:
        return list(read_jsonl(path, progress))


def _name(path: Path, placed: "list[Placed]") -> str:
    """What the case calls itself, else the file's name."""
    named = [one.draft.key for one in placed if one.draft.record == "investigation"]
    return named[0] if named else path.resolve().stem


@contextmanager
def _bar(what: str) -> Iterator[Progress]:
    """A progress bar on a terminal; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
