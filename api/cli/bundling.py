"""The command that bundles a chain or a briefing with its evidence."""

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.files import put
from api.cli.keeping import opened
from api.cli.options import asks_for_chains, parameters_of

if TYPE_CHECKING:
    from api.bundles import Bundled


@asks_for_chains
def bundle(
    start: Annotated[str, typer.Argument(metavar="FROM", help="A key, an id or a name.")],
    end: Annotated[str, typer.Argument(metavar="TO", help="A key, an id or a name.")],
    out: Annotated[Path, typer.Option("--out", help="The file to write, which ends in .zip.")],
    chain: Annotated[int | None, typer.Option("--chain", min=1, help="Only the chain of this rank, from 1.")] = None,
    unsigned: Annotated[
        bool, typer.Option("--unsigned", help="Without checkpoint, proofs and signature; it proves nothing.")
    ] = False,
    *,
    search: dict[str, Any],
) -> None:
    """Bundle a briefing with its evidence, to be checked anywhere.

    FROM and TO are asked as by 'brief', and the briefing that it would write goes in; with --chain it is on that
    chain alone. With it go the records, the bytes of their captures, the proofs that they were published, the signed
    public checkpoint, and verify.py, which checks it all on a machine without this program. The signing key signs the
    bundle as a whole too. What goes in is what is public, unless --audience says otherwise, whatever
    THROUGHLINE_AUDIENCE says. The same record gives the same bytes.

    \b
    Examples:
      throughline bundle "British Council" PPSUC --out evidence.zip
      throughline bundle E03 E10 --chain 1 --out evidence.zip
    """
    from api import bundles
    from api.parameters import ChainParameters
    from reports.bundles.bag import zipped

    if out.suffix.lower() != ".zip":
        raise typer.BadParameter("--out: a bundle is a file that ends in .zip")
    parameters = parameters_of(ChainParameters, search, from_=[start], to=[end])
    if parameters.known_at is not None:
        raise typer.BadParameter("--known-at: a bundle proves the record as it is now, and no earlier one")
    with opened() as resources:
        made = bundles.bundle(resources, parameters, parameters.audience or "public", rank=chain, signed=not unsigned)
        bundles.export(resources, made)
    put(out, zipped(made.files))
    print(_told(made, out))


def _told(made: "Bundled", out: Path) -> str:
    """What was written, and by which key the receiver must know it."""
    written = f"{made.records} records and {len(made.captures)} captures were written to {out}"
    if made.checkpoint is None:
        return f"{written}\nIt is not signed: its verify.py says so, and that it does not hold."
    keys = [f"{line}\nfingerprint {_fingerprint(line)}" for line in made.keys]
    signed = f"signed: all that is in it, and the public tree of {made.checkpoint.size} leaves, by the key"
    return "\n".join([written, signed, *keys, "Give that line or the fingerprint to the receiver by another way."])


def _fingerprint(line: str) -> str:
    """The SHA-256 of the public key in a verifier's line."""
    return hashlib.sha256(base64.b64decode(line.split("+", 2)[2])[1:]).hexdigest()
