"""The command that writes a static site."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.keeping import opened

if TYPE_CHECKING:
    from api.parameters import ChainParameters


def site(
    out: Annotated[Path, typer.Option("--out", help="The folder; a site that is there is replaced.")],
    chains: Annotated[list[str], typer.Option("--chains", help="Chains to tell, 'FROM -> TO'; repeatable.")] = [],  # noqa: B006 -- typer makes a list of its own
    at: Annotated[
        str | None, typer.Option("--at", help="Where the site will be, https://...; its pages cite themselves by it.")
    ] = None,
) -> None:
    """Write a static site of what is public, for any web host.

    A page for every entity, claim and source, and for the chains asked for; a claim that was taken back leaves a
    tombstone that says so. Plain files with relative links and no JavaScript. Nothing that is not public is read,
    whatever THROUGHLINE_AUDIENCE says. A folder that holds anything but an earlier site is refused.

    \b
    Example:
      throughline site --out public --chains "E03 -> E10"
    """
    from api.site.pages import site_files
    from api.site.placing import put_site, refuse_loss

    asked = [ends_asked(text) for text in chains]
    base = _base(at)
    refuse_loss(out)
    with opened() as resources:
        head, files = site_files(resources, asked, base)
    put_site(out, files, head)
    print(f"{len(files)} files were written to {out}; open {out / 'index.html'}")


def _base(address: str | None) -> str:
    from reports.escaping import web_address

    if address and (web_address(address) != address or "?" in address or "#" in address):
        raise typer.BadParameter("--at: an address is written https://example.org/evidence/")
    return f"{address.rstrip('/')}/" if address else ""


def ends_asked(text: str) -> "ChainParameters":
    """The question after chains that is written 'FROM -> TO'; raises BadParameter."""
    from api.parameters import ends_in

    try:
        return ends_in(text)
    except ValueError as error:
        raise typer.BadParameter(f"--chains: {error}") from error
