"""Commands that write about one entity or investigation: a dossier, a letter that asks for a reply, an overview."""

import datetime as dt
from typing import Annotated

import typer

from api.cli.keeping import opened
from api.cli.options import Audience, Investigation
from api.cli.sealing import InEdition, asked_for, hand_out_sealed, seal, wanted
from api.cli.writing import InKind, InStyle, Out, hand_out, known_endings

Entity = Annotated[str, typer.Argument(metavar="ENTITY", help="A key, an id or a name.")]
Reader = Annotated[Audience | None, typer.Option("--audience", help="Who reads the answer.")]


def dossier(
    entity: Entity,
    out: Out = [],  # noqa: B006 -- typer makes a list of its own
    style: InStyle = None,
    kind: InKind = None,
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
            asked = wanted("dossier", {"entity": entity}, reader, style, kind)
            hand_out_sealed(seal(resources, asked, edition), out)
            return
        built = briefings.dossier(resources, entity, reader)
    hand_out(built, out, style, kind)


def letter(
    entity: Entity,
    answer_by: Annotated[str, typer.Option("--answer-by", help="The day until which to answer (2027-01-15).")],
    out: Out = [],  # noqa: B006
    style: InStyle = None,
    kind: InKind = None,
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
            asked = wanted("letter", {"entity": entity, "answer_by": str(day)}, reader, style, kind)
            hand_out_sealed(seal(resources, asked, edition), out)
            return
        built = briefings.reply_letter(resources, entity, day, reader)
    hand_out(built, out, style, kind)


def overview(
    investigation: Investigation = None,
    chains: Annotated[list[str], typer.Option("--chains", help="Chains to tell, 'FROM -> TO'; repeatable.")] = [],  # noqa: B006
    out: Out = [],  # noqa: B006
    style: InStyle = None,
    kind: InKind = None,
    audience: Reader = None,
    edition: InEdition = None,
) -> None:
    """Write an overview of an investigation.

    Its entities by kind, its claims by the standing of their link, each in brief with every reply, the chains asked
    for, who disputes what, what was promised and done, what is unresolved, and the sources by origin. --out and
    --edition are as for 'brief'.

    \b
    Example:
      throughline overview --chains "E03 -> E10" --out overview.pdf
    """
    from api import briefings
    from api.cli.sites import ends_asked

    known_endings(out)
    asked = [ends_asked(text) for text in chains]
    with opened() as resources:
        reader = audience or resources.settings.audience
        if edition:
            named = briefings.investigation_named(resources, investigation, reader)
            question = {"investigation": named, "chains": [asked_for(one) for one in asked]}
            hand_out_sealed(seal(resources, wanted("overview", question, reader, style, kind), edition), out)
            return
        built = briefings.overview(resources, investigation, asked, reader)
    hand_out(built, out, style, kind)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter("--answer-by: a day is written 2027-01-15") from error
