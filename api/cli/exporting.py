"""Writing an investigation out: as a folder of text, and as JSON Lines."""

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.files import put
from api.cli.keeping import opened
from api.cli.options import Audience, Investigation

if TYPE_CHECKING:
    from evidence.drafts import RecordDraft

ReadBy = Annotated[Audience | None, typer.Option("--audience", help="Who may read it; public unless configured.")]


def export_case(
    folder: Annotated[Path, typer.Argument(file_okay=False, help="Where to write; a case there is replaced.")],
    investigation: Investigation = None,
    audience: ReadBy = None,
    force: Annotated[
        bool, typer.Option("--force", help="Even if the folder holds records that would be lost.")
    ] = False,
) -> None:
    """Write a folder of YAML to read, diff and correct.

    A case that is there already is replaced, unless it holds records that are not among those written.

    \b
    Example:
      throughline export case uk-police-training
    """
    from evidence.exchange.case_text import refuse_loss, write_case

    drafts = _drafts(investigation, audience)
    if not force:
        refuse_loss(folder, drafts)
    write_case(drafts, folder)
    print(f"{len(drafts)} records were written to {folder}")


def export_jsonl(
    out: Annotated[Path | None, typer.Option("--out", help="The file; without it, standard output.")] = None,
    investigation: Investigation = None,
    audience: ReadBy = None,
) -> None:
    """Write JSON Lines, sorted: the same records give the same bytes.

    \b
    Example:
      throughline export jsonl --out case.jsonl
    """
    from evidence.exchange.jsonl import write_jsonl

    drafts = _drafts(investigation, audience)
    text = io.StringIO()
    write_jsonl(drafts, text)
    if out is None:
        sys.stdout.write(text.getvalue())
    else:
        put(out, text.getvalue())
        print(f"{len(drafts)} records were written to {out}")


def _drafts(investigation: str | None, audience: str | None) -> "Sequence[RecordDraft]":
    from evidence.database import reading
    from evidence.exchange.cut import drafts_for
    from evidence.investigations import the_investigation

    with opened() as resources, reading(resources.ledger.engine) as session:
        level = audience or resources.settings.audience
        return drafts_for(session, level, the_investigation(session, investigation, level))
