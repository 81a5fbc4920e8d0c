"""Commands that write about one entity: a dossier, and a letter that asks for its reply."""

import datetime as dt
from typing import Annotated

import typer

from api.cli.keeping import opened
from api.cli.options import Audience
from api.cli.sealing import InEdition, hand_out_sealed, seal, wanted
from api.cli.writing import InStyle, Out, hand_out, known_endings

Entity = Annotated[str, typer.Argument(metavar="ENTITY", help="A key, an id or a name.")]
Reader = Annotated[Audience | None, typer.Option("--audience", help="Who reads the answer.")]


def dossier(
    entity: Entity,
    out: Out = [],  # noqa: B006 -- typer makes a list of its own
    style: InStyle = None,
    audience: Reader = None,
    edition: InEdition = None,
) -> None:
    """Write all that is published about an entity.

    What is said of it with every source and reply, who disputes it, what was promised and done, and what is
    unresolved. --out and --edition are as for 'brief'.

    \b
    Example:
      throughline dossier "London Policing College" --out dossier.pdf
    """
    from api import briefings

    known_endings(out)
    with opened() as resources:
        reader = audience or resources.settings.audience
        if edition:
            hand_out_sealed(seal(resources, wanted("dossier", {"entity": entity}, reader, style), edition), out)
            return
        built = briefings.dossier(resources, entity, reader)
    hand_out(built, out, style)


def letter(
    entity: Entity,
    answer_by: Annotated[str, typer.Option("--answer-by", help="The day until which to answer (2027-01-15).")],
    out: Out = [],  # noqa: B006
    style: InStyle = None,
    audience: Reader = None,
    edition: InEdition = None,
) -> None:
    """Write a letter that asks for a reply.

    It tells an institution what will be said about it, each statement with its source, and until when to answer.
    What comes back is recorded with 'reply'. --out and --edition are as for 'brief'.

    \b
    Example:
      throughline letter E02 --answer-by 2027-01-15 --out letter.docx
    """
    from api import briefings

    known_endings(out)
    day = _day(answer_by)
    with opened() as resources:
        reader = audience or resources.settings.audience
        if edition:
            asked = wanted("letter", {"entity": entity, "answer_by": str(day)}, reader, style)
            hand_out_sealed(seal(resources, asked, edition), out)
            return
        built = briefings.reply_letter(resources, entity, day, reader)
    hand_out(built, out, style)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter("--answer-by: a day is written 2027-01-15") from error
