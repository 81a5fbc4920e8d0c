"""Commands on editions: which there are, one printed again, what changed under one, and its correction."""

import json
from typing import Annotated, Literal

import typer

from api.cli.keeping import opened
from api.cli.options import Audience
from api.cli.running import CHANGED
from api.cli.sealing import hand_out_sealed
from api.cli.writing import Out, hand_out, known_endings

Named = Annotated[str, typer.Argument(metavar="EDITION", help="Its key, its number, or its title (the newest of it).")]
Reader = Annotated[Audience | None, typer.Option("--audience", help="Who reads the answer.")]
Shown = Annotated[Literal["table", "json"], typer.Option("--format", help="How the answer is printed.")]


def listed(audience: Reader = None, shown: Shown = "table") -> None:
    """List the editions, oldest first.

    \b
    Example:
      throughline editions
    """
    from api import editions
    from api.cli import edition_text

    with opened() as resources:
        found = editions.listed(resources, audience or resources.settings.audience)
    print(
        json.dumps(edition_text.rows(found), ensure_ascii=False, indent=2)
        if shown == "json"
        else edition_text.table(found)
    )


def show(
    edition: Named,
    out: Out = [],  # noqa: B006 -- typer makes a list of its own
    audience: Reader = None,
) -> None:
    """Make an edition's files again and compare their digests.

    It is made from the record as of the edition's head, seen with today's rights. The exit code is 4 where the bytes
    of a format are not those that were sealed, or it cannot be made here; why is said. With --out it is written, in
    the formats of 'brief'. What a template of the house arranged is made again by the same template only.

    \b
    Example:
      throughline edition show 1 --out a.html
    """
    from api import editions
    from api.cli import edition_text

    known_endings(out)
    with opened() as resources:
        printed = editions.printed(resources, edition, audience or resources.settings.audience)
    if out:
        hand_out(printed.briefing, out, None, None)
    print(edition_text.shown(printed))
    if printed.differing or printed.unmade:
        raise typer.Exit(CHANGED)


def correct(
    edition: Named,
    out: Out = [],  # noqa: B006
    audience: Reader = None,
) -> None:
    """Seal the next edition of the same question.

    It is made from the record as it is now, and prints what changed under the edition that it corrects; that one
    stays as it is. --out is as for 'brief'.

    \b
    Example:
      throughline edition correct 1 --out a.html
    """
    from api import editions

    known_endings(out)
    with opened() as resources:
        sealing = editions.correct(resources, edition, audience or resources.settings.audience)
    hand_out_sealed(sealing, out)


def changed(
    context: typer.Context,
    edition: Named,
    audience: Reader = None,
    shown: Shown = "table",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Say what changed under an edition, sentence by sentence.

    What was retracted, withdrawn, superseded, newly disputed or answered, and which standings and chains moved. The
    exit code is 4 where something changed, and 0 where nothing did. What a claim said that is no longer public is
    not repeated to the public.

    \b
    Example:
      throughline changed 1
    """
    from api import editions
    from api.cli import edition_text

    with opened() as resources:
        found = editions.changed(resources, edition, audience or resources.settings.audience)
    if shown == "json" or as_json or context.obj:
        print(json.dumps(edition_text.changes(found), ensure_ascii=False, indent=2))
    else:
        print(edition_text.changes_text(found))
    if found.changes:
        raise typer.Exit(CHANGED)
