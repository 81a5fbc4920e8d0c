"""Commands that take captures, and record redacted copies of them; each is a verb of a named actor."""

import mimetypes
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from api.cli.inert import inert
from api.cli.keeping import opened

if TYPE_CHECKING:
    from api.resources import Resources
    from evidence.captures import Taking
    from evidence.drafts import CaptureDraft
    from evidence.proxy import Proxy
    from evidence.settings import Settings

Level = Literal["public", "team", "restricted", "custodian"]


def capture(
    what: Annotated[str, typer.Argument(metavar="FILE|FOLDER|WACZ|URL", help="The bytes, or where they are.")],
    source: Annotated[
        str | None, typer.Option("--source", help="The source that they are of; else the one with their address.")
    ] = None,
    method: Annotated[str | None, typer.Option("--method", help="How they were taken, in your words.")] = None,
    visibility: Annotated[Level, typer.Option("--visibility", help="Who may see that they were taken.")] = "public",
) -> None:
    """Keep the exact bytes of a source.

    They go into the vault under their SHA-256, untouched; recorded are who took them, when, how and with what, and the
    address and the headers where they are known. A folder holds pages saved by a browser, or what auto-archiver wrote;
    of a WACZ archive every digest is checked first, and each of its pages becomes a capture too. Nothing is fetched
    but a URL that you give, and only from the public internet; through THROUGHLINE_PROXY where that is set.

    \b
    Examples:
      throughline capture report.pdf --source S01
      throughline capture https://example.org/report --source S01
    """
    with opened() as resources:
        lost = _capture(resources, what, source, method, visibility)
    for address in lost:
        print(f"warning: the archive names {address} and holds no record of it", file=sys.stderr)


def _capture(
    resources: "Resources", what: str, source: str | None, method: str | None, visibility: Level
) -> tuple[str, ...]:
    """Take what is named, and tell of it; returns the addresses of pages that it names only."""
    from evidence.captures import take_captures
    from evidence.recording import named
    from evidence.takings import takings_of

    configured = resources.settings
    named(configured.actor)  # before anything goes out
    read = takings_of(what, _proxy(configured))
    takings = [replace(one, method=method) if method else one for one in read.takings]
    taken = take_captures(
        resources.ledger,
        configured.vault_path,
        takings,
        source=source,
        actor=configured.actor,
        visibility=visibility,
        custody=configured.custody_path,
    )
    _follow_up(resources, taken)
    _tell(taken, takings)
    return read.lost


def redact(
    key: Annotated[str, typer.Argument(metavar="CAPTURE", help="The original, by key or id.")],
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The redacted copy.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; whoever sees the copy is told.")],
    visibility: Annotated[Level, typer.Option("--visibility", help="For whom the copy is.")] = "public",
    hide: Annotated[Level | None, typer.Option("--hide", help="Who may see the original from now on.")] = None,
) -> None:
    """Record a redacted copy of a capture.

    Whoever may not see the original gets the copy in its place, wherever a citation names the original, with the
    reason; never the original, nor its key or digest. The quotations are looked for in the copy as well. The original's
    bytes stay as they are.

    \b
    Example:
      throughline redact S01-3f0c2a91d4be blacked-out.pdf --hide restricted \\
        --reason "Names of witnesses"
    """
    from evidence.redacting import redact_capture

    with opened() as resources:
        configured = resources.settings
        copy = redact_capture(
            resources.ledger,
            configured.vault_path,
            key,
            file.read_bytes(),
            reason=reason,
            actor=configured.actor,
            visibility=visibility,
            hide=hide,
            media_type=mimetypes.guess_type(file.name)[0],
            custody=configured.custody_path,
        )
        _follow_up(resources, [copy])
    print(f"{copy.key}: {copy.size} bytes, SHA-256 {copy.sha256}, a redacted copy of {copy.redacts}")


def _proxy(configured: "Settings") -> "Proxy | None":
    from evidence.proxy import parse_proxy

    return parse_proxy(configured.proxy.get_secret_value()) if configured.proxy else None


def _follow_up(resources: "Resources", taken: "Sequence[CaptureDraft]") -> None:
    """Look for the quotations that cite what was taken, and name other sources of the same bytes."""
    from api.cli.quotations import warn_of_touched
    from evidence.captures import same_bytes
    from evidence.database import reading

    warn_of_touched(resources, {one.key for one in taken}, None, resources.settings.actor)
    with reading(resources.ledger.engine) as session:
        for one in taken:
            others = [key for key in same_bytes(session, one.sha256) if key != one.source]
            if others:
                print(inert(f"warning: the same bytes were captured of {', '.join(others)}"), file=sys.stderr)


def _tell(taken: "Sequence[CaptureDraft]", takings: "Sequence[Taking]") -> None:
    """A line for each capture; of the files of a page only how many there are."""
    for place, (one, taking) in enumerate(zip(taken, takings, strict=True)):
        if taking.whole is None or taking.address:
            print(f"{one.key}: {one.size} bytes, SHA-256 {one.sha256}{f', {one.address}' if one.address else ''}")
        parts = sum(other.whole == place and other.address is None for other in takings)
        if parts:
            print(f"{one.key}: with {parts} files that belong to it")
