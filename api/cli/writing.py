"""Writing a briefing: to files by their endings, each whole or not at all, or to standard output."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from api.cli.files import put
from api.cli.keeping import settings
from evidence.errors import EvidenceError

if TYPE_CHECKING:
    from reports.document import Briefing

Style = Literal["oscola", "chicago"]
"""Those of ``reports.styles``, which is not imported here because it takes longer to load than ``--help`` may."""

InStyle = Annotated[Style | None, typer.Option("--style", help="The style of citations; plain if not given.")]
InKind = Annotated[str | None, typer.Option("--kind", help="A kind of the house: its template, by name.")]
Out = Annotated[
    list[Path], typer.Option("--out", help="A file, its format by its ending; repeatable; else standard output.")
]
ENDINGS = (".html", ".pdf", ".docx", ".md", ".csv", ".xlsx", ".csl.json", ".json", ".bib", ".ris")
"""Those of ``reports.formats``, which is not imported here because it takes longer to load than ``--help`` may."""


def hand_out(built: "Briefing", out: Sequence[Path], style: Style | None, kind: str | None) -> None:
    """Write the briefing, in a kind of the house and a citation style, to each file; to standard output as Markdown
    where none is given."""
    from reports.formats import written
    from reports.house_kinds import in_house_kind
    from reports.styles import in_style

    styled = in_style(in_house_kind(built, kind, settings().templates), style)
    if out:
        _write(styled, out)
    else:
        print(written(styled, ".md").decode())


def known_endings(out: Sequence[Path]) -> None:
    """Refuse a file of an ending that is none of a format, before anything is worked out; raises BadParameter."""
    for file in out:
        if _ending(file) is None:
            given = file.suffix or "a bare name"
            raise typer.BadParameter(f"--out: a briefing is written as {', '.join(ENDINGS)}, not as {given}")


def _ending(file: Path) -> str | None:
    """The ending that says the format; the longer one first where one ends in another."""
    return next((ending for ending in ENDINGS if file.name.lower().endswith(ending)), None)


def _write(built: "Briefing", out: Sequence[Path]) -> None:
    """Write each file whole; one that cannot be made on this machine is left out, unless that leaves nothing."""
    from reports.formats import written_in

    left_out: list[EvidenceError] = []
    made = written_in(built, [_ending(file) or "" for file in out])
    for number, file in enumerate(out, 1):
        if len(out) > 1:
            print(f"writing {file} ({number} of {len(out)})", file=sys.stderr, flush=True)
        content = next(made)
        if isinstance(content, bytes):
            put(file, content)
            print(f"the briefing was written to {file}")
        else:
            left_out.append(content)
            print(f"{file} is left out: {content}", file=sys.stderr)
    if len(left_out) == len(out):
        raise left_out[0]
