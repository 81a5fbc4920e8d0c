"""The command that cites one finding."""

from typing import Annotated

import typer

from api.cli.keeping import opened
from api.cli.options import Audience
from api.cli.writing import InStyle


def cite(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The key or id of a published claim.")],
    style: InStyle = None,
    audience: Annotated[Audience | None, typer.Option("--audience", help="Who reads the answer.")] = None,
) -> None:
    """Cite one finding in a sentence, ready to paste.

    With its period and citation, every reply to it, every denial of what it says, a reply that contests another claim
    of the same among them, every dispute about it, and what limits it.

    \b
    Example:
      throughline cite C11 --style oscola
    """
    from api.finding import claim_at
    from graph.own_hop import beside
    from reports.finding import cite_finding

    with opened() as resources:
        seen = resources.look(audience or resources.settings.audience)
        found = claim_at(seen.disclosure, claim)
        others = beside(seen.store, found, seen.disclosure.claims.values())
        print(cite_finding(found, others, seen.disclosure, head=resources.public_head(), style=style))
