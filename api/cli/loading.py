"""Whole cases in and out: ``load`` and ``export``."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.keeping import login_name, opened
from api.cli.options import Audience

if TYPE_CHECKING:
    from sqlmodel import Session

    from evidence.exchange.placed import Placed

Progress = Callable[[int, int], None]
InvestigationName = Annotated[str | None, typer.Option("--investigation", help="The investigation, by name.")]

export = typer.Typer(help="Write an investigation out as text.", no_args_is_help=True, rich_markup_mode=None)


def load(
    path: Annotated[
        Path, typer.Argument(metavar="FOLDER|FILE.jsonl", exists=True, help="A case folder, or JSON Lines.")
    ],
    investigation: InvestigationName = None,
    check: Annotated[bool, typer.Option("--check", help="Only say what would be done.")] = False,
    supersede: Annotated[bool, typer.Option("--supersede", help="Let changed records replace older ones.")] = False,
) -> None:
    """Load a whole case, all of it or nothing; every mistake is named with file, line and reason.

    Loading twice changes nothing. Example: throughline load data/uk-police-training
    """
    from evidence.exchange import batch

    with opened() as resources:
        placed = _read(path)
        name = investigation or _name(path, placed)
        if check:
            entered = batch.check(resources.ledger, placed, investigation=name, supersede=supersede)
        else:
            actor = resources.settings.actor or login_name("loading")
            with _bar("writing") as progress:
                entered = batch.load(
                    resources.ledger,
                    placed,
                    actor=actor,
                    investigation=name,
                    supersede=supersede,
                    progress=progress,
                )
    would = "would be " if check else ""
    counts = f"{len(entered.new)} {would}new, {len(entered.replaced)} {would}replaced, {entered.unchanged} unchanged"
    print(f"{name}: {len(placed)} records: {counts}")


@export.command("case")
def export_case(
    folder: Annotated[Path, typer.Argument(help="Where to write; files of the same names are replaced.")],
    investigation: InvestigationName = None,
    audience: Annotated[Audience | None, typer.Option("--audience", help="Who may read it.")] = None,
) -> None:
    """Write an investigation as a folder of YAML that a person can read, diff and correct.

    Example: throughline export case uk-police-training
    """
    from evidence.database import reading
    from evidence.exchange.case_text import write_case
    from evidence.exchange.cut import drafts_for

    with opened() as resources, reading(resources.ledger.engine) as session:
        level = audience or resources.settings.audience
        write_case(drafts_for(session, level, _the_investigation(session, investigation)), folder)


@export.command("jsonl")
def export_jsonl(
    out: Annotated[Path | None, typer.Option("--out", help="The file; without it, standard output.")] = None,
    investigation: InvestigationName = None,
    audience: Annotated[Audience | None, typer.Option("--audience", help="Who may read it.")] = None,
) -> None:
    """Write an investigation as JSON Lines, sorted: the same records give the same bytes.

    Example: throughline export jsonl --out case.jsonl
    """
    from evidence.database import reading
    from evidence.exchange.cut import drafts_for
    from evidence.exchange.jsonl import write_jsonl

    with opened() as resources, reading(resources.ledger.engine) as session:
        level = audience or resources.settings.audience
        drafts = drafts_for(session, level, _the_investigation(session, investigation))
    if out is None:
        write_jsonl(drafts, sys.stdout)
        return
    unfinished = out.with_name(out.name + ".part")
    with unfinished.open("w", encoding="utf-8", newline="\n") as stream:
        write_jsonl(drafts, stream)
    unfinished.replace(out)


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


def _the_investigation(session: "Session", name: str | None) -> str:
    from evidence.investigations import the_investigation

    return the_investigation(session, name)


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
