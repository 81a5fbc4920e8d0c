"""Whether the rows of a ledger that is to be put back are what its events say.

Invariant: what is not as the events say is put back only by whoever was told of it. No reason repeats content.
"""

from pathlib import Path

from evidence.errors import BackupRefused
from evidence.ledger import open_ledger
from evidence.verification.faults import Fault
from evidence.verification.whole import unlike_events


def refuse_unlike(copy: Path, *, even_if_damaged: bool) -> tuple[Fault, ...]:
    """What in the ledger in a file is not as its events say; raises BackupRefused where there is any, unless told."""
    ledger = open_ledger(copy)
    try:
        unlike = tuple(unlike_events(ledger.engine))
    finally:
        ledger.close()
    if unlike and not even_if_damaged:
        first, more = unlike[0], f", and {len(unlike) - 1} more" if len(unlike) > 1 else ""
        raise BackupRefused(
            f"the ledger in the backup does not hold: {first.table}, {first.row}: {first.reason}{more}; take another "
            "backup, or say --even-if-damaged: 'throughline verify' then names all of it"
        )
    return unlike
