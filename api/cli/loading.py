"""Whole cases in: a folder of text, or JSON Lines."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.inert import inert
from api.cli.keeping import login_name, opened
from api.cli.options import Investigation
from api.cli.quotations import warn_of_touched

if TYPE_CHECKING:
    from api.resources import Resources
    from evidence.entering import Entered
    from evidence.exchange.placed import Placed

Progress = Callable[[int, int], None]
_NO_LINES = frozenset({".yaml", ".yml", ".csv", ".tsv", ".xls", ".xlsx", ".ods", ".doc", ".docx", ".pdf", ".zip"})
"""Endings of what people have by hand and try first; each line of it would be a mistake."""


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
    show as reviewed elsewhere. Quotations are looked for in the captures that claims cite, where the vault has them.

    \b
    Examples:
      throughline load data/uk-police-training --check
      throughline load case.jsonl --investigation harbour
    """
    with opened() as resources:
        placed = _read(path)
        own = _own_name(placed)
        name = investigation or own or path.resolve().stem
        others = [] if name == own else _investigations(resources)
        actor = None if check else resources.settings.actor or login_name("loading")
        entered = _entered(resources, placed, name, actor=actor, supersede=supersede)
        _warn_of_another(others, name)
        _warn_of_origins(resources, placed, {*entered.new, *entered.replaced}, name)
        _warn_of_restored(entered.restored, would=check)
        touched = _with_captures(placed).intersection((*entered.new, *entered.replaced))
        if touched and not check:
            warn_of_touched(resources, touched, name, actor)
    would = "would be " if check else ""
    counts = f"{len(entered.new)} {would}new, {len(entered.replaced)} {would}replaced, {entered.unchanged} unchanged"
    print(f"{name}: {len(placed)} records: {counts}")


def _investigations(resources: "Resources") -> Sequence[str]:
    from evidence.database import reading
    from evidence.investigations import every_name

    with reading(resources.ledger.engine) as session:
        return every_name(session)


def _warn_of_another(known: Sequence[str], name: str) -> None:
    from api.cli.likenesses import warn_of_another

    warn_of_another(known, name)


def _warn_of_origins(resources: "Resources", placed: "list[Placed]", entered: set[str], name: str) -> None:
    from api.cli.likenesses import warn_of_origins
    from evidence.database import reading

    with reading(resources.ledger.engine) as session:
        warn_of_origins(session, (one.draft for one in placed if one.draft.key in entered), name)


def _warn_of_restored(keys: Sequence[str], *, would: bool) -> None:
    for key in keys:
        print(inert(f"warning: {key} was retracted, and {'would stand' if would else 'stands'} again"), file=sys.stderr)


def _with_captures(placed: "list[Placed]") -> set[str]:
    """The keys of captures, and of claims that cite one."""
    from evidence.drafts import CaptureDraft, ClaimDraft

    drafts = [one.draft for one in placed]
    citing = (one for one in drafts if isinstance(one, ClaimDraft) and any(cited.capture for cited in one.citations))
    return {one.key for one in citing} | {one.key for one in drafts if isinstance(one, CaptureDraft)}


def _entered(
    resources: "Resources", placed: "list[Placed]", name: str, *, actor: str | None, supersede: bool
) -> "Entered":
    """What became of the records; or would, where nobody acts."""
    from evidence.exchange import batch

    if actor is None:
        return batch.check(resources.ledger, placed, investigation=name, supersede=supersede)
    with _bar("writing") as progress:
        return batch.load(
            resources.ledger, placed, actor=actor, investigation=name, supersede=supersede, progress=progress
        )


def _read(path: Path) -> "list[Placed]":
    if path.is_dir():
        from evidence.exchange.case_text import read_case

        return read_case(path)
    from evidence.errors import InvalidDraft
    from evidence.exchange.jsonl import read_jsonl

    if path.suffix.lower() in _NO_LINES:
        raise InvalidDraft(
            f"{path.name} is no JSON Lines file: 'load' takes the folder of a case (of its .yaml files), or a file "
            "with a record a line (.jsonl)"
        )
    with _bar("reading") as progress:
        return list(read_jsonl(path, progress))


def _own_name(placed: "list[Placed]") -> str | None:
    """What the case calls itself."""
    return next((one.draft.key for one in placed if one.draft.record == "investigation"), None)


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
