"""Commands that sign what the ledger says, and those about the key that signs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.keeping import opened

if TYPE_CHECKING:
    from evidence.checkpoints import Folders, Written
    from evidence.settings import Settings


def checkpoint() -> None:
    """Sign the heads of both trees, outside of the ledger.

    Its folder 'public' may be handed out whole; 'house' is for those who see everything. A copy that others keep is
    what 'verify --against' later finds any rewriting by.

    \b
    Example:
      throughline checkpoint
    """
    from evidence.checkpoints import write_checkpoints

    with opened() as resources:
        settings = resources.settings
        written = write_checkpoints(resources.ledger, _folders(settings), actor=settings.actor)
    _tell(written)


def make(
    name: Annotated[
        str | None, typer.Option("--name", help="What checkpoints call this ledger, such as example.org/ledger.")
    ] = None,
) -> None:
    """Make the key that signs checkpoints.

    The private key is written to THROUGHLINE_KEYS, and only there. Give the two lines that are printed to whoever is
    to check signatures.

    \b
    Example:
      throughline signing-key make
    """
    from evidence.signing_keys import make_key

    with opened() as resources:
        settings = resources.settings
        key = make_key(resources.ledger, settings.keys_path, actor=settings.actor, name=name)
    print(f"A signing key was made in {settings.keys_path}. Whoever checks its signatures needs:")
    print("\n".join(key.verifier_keys()))


def rotate() -> None:
    """Let a new key take the place of the one in use.

    Both sign a checkpoint, by which whoever trusts the old one knows the new one; then the old one is removed.

    \b
    Example:
      throughline signing-key rotate
    """
    from evidence.checkpoints import rotate as rotate_key

    with opened() as resources:
        settings = resources.settings
        written = rotate_key(resources.ledger, _folders(settings), actor=settings.actor)
    print("A new key signs from now on; 'throughline signing-key show' prints it.")
    _tell(written)


def lose(reason: Annotated[str, typer.Option("--reason", help="What happened; it stays in the history.")]) -> None:
    """Say that the key in use was lost or stolen.

    What it signed before stays good; no later checkpoint of the house's tree by it is believed. Then make another.

    \b
    Example:
      throughline signing-key lose --reason "The laptop was stolen."
    """
    from evidence.signing_keys import lose_key

    with opened() as resources:
        settings = resources.settings
        key = lose_key(resources.ledger, settings.keys_path, actor=settings.actor, reason=reason)
    print(f"The key is lost from event {key.until} on; make another with 'throughline signing-key make'.")


def show() -> None:
    """Print all signing keys that there were, with the lines to check them by.

    \b
    Example:
      throughline signing-key show
    """
    from evidence.database import reading
    from evidence.signing_keys import keys_of

    with opened() as resources, reading(resources.ledger.engine) as session:
        keys = keys_of(session)
    for key in keys:
        ended = f"{'lost' if key.lost else 'rotated'} at event {key.until}" if key.until else "in use"
        print("\n".join([f"from event {key.since}, {ended}", *key.verifier_keys()]))
    if not keys:
        print("There is no signing key.")


def _folders(settings: "Settings") -> "Folders":
    from evidence.checkpoints import Folders

    return Folders(keys=settings.keys_path, checkpoints=settings.checkpoints_path, custody=settings.custody_path)


def _tell(written: "Sequence[Written]") -> None:
    for one in written:
        print(f"{one.checkpoint.tree:7}{one.checkpoint.size:8} leaves, root {one.checkpoint.root.hex()}")
        print(f"        {one.file}")
