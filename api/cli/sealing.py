"""Sealing what a command writes as an edition, and handing it out."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.writing import Style, hand_out

if TYPE_CHECKING:
    from api.edition_kinds import Wanted
    from api.editions import Sealing
    from api.parameters import SearchParameters
    from api.resources import Resources

InEdition = Annotated[str | None, typer.Option("--edition", help="Seal it as the first edition of this title.")]


def wanted(
    kind: str, question: Mapping[str, Any], audience: str, style: Style | None, house_kind: str | None
) -> "Wanted":
    """What is to be sealed, of a question by the names of its parameters; ``house_kind`` names a template."""
    from api.edition_kinds import Wanted

    return Wanted(kind, question, audience, style, house_kind)


def asked_for(parameters: "SearchParameters") -> dict[str, Any]:
    """A chain search as an edition keeps it; when it was known and who reads it the edition says itself."""
    apart = {"known_at", "audience"}
    return parameters.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=apart)


def seal(resources: "Resources", asked: "Wanted", title: str, known_at: str | None = None) -> "Sealing":
    """Seal a first edition; raises as ``api.editions.seal`` does."""
    from api import editions

    print("sealing: every format is made once ...", file=sys.stderr)
    return editions.seal(resources, asked, title, known_at)


def hand_out_sealed(sealing: "Sealing", out: Sequence[Path]) -> None:
    """Write the files of an edition, or print it, and say what was sealed."""
    from api.cli.inert import inert

    hand_out(sealing.briefing, out, None, None)
    edition = sealing.edition
    print(inert(f"sealed as {edition.key}: {edition.name}, at the public head {edition.content.head}"), file=sys.stderr)
    if edition.content.template and edition.content.template.replaced:
        print("the house's template that arranged it has changed since the edition before", file=sys.stderr)
    for ending in sealing.left_out:
        print(f"{ending} is left out of it: it cannot be made on this machine", file=sys.stderr)
