"""Copies of the custody log: into a backup, and out of one.

Invariant: no entry that is here is lost when a backup is put back: a log goes on from its copy, or stays as it is.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from evidence.custody import broken_entries, read_log
from evidence.errors import LedgerDamaged, LedgerError
from evidence.settled import own


def copy_log(log: Path, target: Path) -> None:
    """Copy a log as it is at one moment into a new file; raises LedgerError where it cannot be read."""
    own(target)
    try:
        with closing(sqlite3.connect(log)) as source, closing(sqlite3.connect(target)) as copy:
            copy.execute("PRAGMA synchronous = EXTRA")
            source.backup(copy, pages=-1)
    except sqlite3.Error as error:
        raise LedgerError(f"the custody log at {log} could not be copied: {error}") from error


def check_copy(copy: Path) -> None:
    """Raise LedgerDamaged where the entries in a backup do not hold as far as they were not erased."""
    entries, reach = read_log(copy)
    erased = frozenset(entry.number for entry in entries if not entry.capture)
    if broken := next(broken_entries(entries, reach, erased), None):
        raise LedgerDamaged(f"custody entry {broken[0]}: {broken[1]}")


def put_log_back(copy: Path, log: Path, aside: Path) -> bool:
    """Let a copy take the place of a log that it goes on from; whether the log holds all that the copy does.

    False where each has entries that the other lacks: then the one that is here stays. A file that is no log is put
    aside.
    """
    there = _hashes(copy)
    try:
        here = _hashes(log)
    except LedgerError:
        os.replace(log, aside)
        here = []
    if len(here) < len(there) and here == there[: len(here)]:
        log.parent.mkdir(parents=True, exist_ok=True)
        copy_log(copy, log)
    return there == _hashes(log)[: len(there)]


def _hashes(log: Path) -> list[str]:
    return [entry.hash for entry in read_log(log)[0]]
