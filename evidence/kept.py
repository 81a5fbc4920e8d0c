"""What is kept of a ledger whose place another takes.

Invariant: a copy stays only where something took the place of what it is of.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the copy is, if anything was there.

    ``as_found``: it was too damaged to be copied as a ledger; the file holds its tables as they were. ``unread``: those
    of them that could not be read, or not to their end.
    """

    older: Path | None = None
    as_found: bool = False
    unread: tuple[str, ...] = ()


NOTHING_KEPT = Kept()


@contextmanager
def dropped_if_refused(kept: Kept) -> Iterator[None]:
    """What ends within leaves no copy: nothing was replaced then."""
    try:
        yield
    # Whatever ended it, an interruption too: a copy of what still stands would be taken for one of what is gone.
    except BaseException:
        if kept.older:
            kept.older.unlink(missing_ok=True)
        raise
