"""The command that takes a record out of the ledger for good."""

from typing import Annotated

import typer

from api.cli.keeping import opened
from api.cli.recording import Key

Because = Annotated[str, typer.Option("--reason", help="Why; it stays in the audit chain, so name nothing erased.")]


def erase(key: Key, reason: Because) -> None:
    """Erase a record for good; both trees stand.

    What it said goes, with the salts of its seals: all its versions, the reviews of a claim, and the bytes of a
    capture. What was there cannot be worked out or guessed from what is left. A claim that is published is withdrawn
    or retracted first; what other records name is refused. Editions that told of it go with it. Backups, exports and
    what others have are not reached.

    \b
    Example:
      throughline erase C11 --reason "Consent was withdrawn."
    """
    from evidence.erasing import CapturePlaces, erase
    from evidence.settings import LEVELS
    from graph.snapshot import forget

    with opened() as resources:
        configured = resources.settings
        captures = CapturePlaces(configured.vault_path, configured.custody_path, configured.checkpoints_path)
        done = erase(resources.ledger, key, captures, actor=configured.actor, reason=reason)
        for level in LEVELS:
            forget(configured.graph_path, level)
    print(f"{len(done.events)} events and {len(done.leaves)} leaves of the public tree are blank; both trees stand.")
    if done.editions:
        print(f"Editions that told of it are blank too: {', '.join(done.editions.values())}")
    print("Backups and exports that were made before still hold it: destroy them, or say who has them.")
