"""Whether a ledger goes on from signed checkpoints that somebody shows.

Invariant: a checkpoint counts only if a key that this ledger had in use signed it. One that reaches further than the
ledger does shows that the ledger is older, and says nothing else of it.
"""

from collections.abc import Iterable
from pathlib import Path

from sqlmodel import Session

from evidence.checkpoints import checkpoint_in, departure
from evidence.errors import BackupRefused
from evidence.signing_keys import keys_of
from evidence.trees import Leaves
from evidence.verification.signed import signed_by


def refuse_departing(session: Session, leaves: Leaves, shown: Iterable[Path], *, even_if_older: bool) -> None:
    """Refuse a ledger that is older than a checkpoint (unless told), departs from one, or did not sign it.

    ``leaves``: those of its trees. Raises BackupRefused, or InvalidCheckpoint and OSError where one is none.
    """
    keys = keys_of(session)
    for file in shown:
        note, checkpoint = checkpoint_in(file)
        own = leaves.public if checkpoint.tree == "public" else leaves.house
        older = checkpoint.size > len(own)
        if older and not even_if_older:
            raise BackupRefused(
                f"the backup is older than {file}: {checkpoint.size} leaves of the {checkpoint.tree} tree were signed, "
                f"and it has {len(own)}; take a later one, or say --even-if-older and lose what came since"
            )
        if not older and (departed := departure(checkpoint, own)):
            raise BackupRefused(f"the backup departs from {file}; {departed}")
        if not older and not any(signed_by(key, note, checkpoint) for key in keys):
            raise BackupRefused(f"{file} is signed by no key that the ledger in the backup had in use then")
