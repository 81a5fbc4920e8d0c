"""Whether the custody log holds: every entry, its order, and what the audit chain says of it.

Invariant: reading never fails; a log that cannot be read is a fault. Nothing is written.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evidence.custody import ANCHOR, broken_entries, departures, read_log
from evidence.erasures import Blanks
from evidence.errors import LedgerError
from evidence.verification.faults import Fault
from evidence.verification.refolding import Refolded


def broken_custody(folded: Refolded, log: Path, blanks: Blanks) -> Iterator[Fault]:
    """What does not hold, each entry by its number and the capture that it says it is of."""
    try:
        entries, reach = read_log(log)
    except (LedgerError, OSError) as error:
        yield Fault("custody", "-", str(error))
        return
    of = {entry.number: entry.capture for entry in entries}
    for number, reason in (*broken_entries(entries, reach, blanks.custody), *departures(entries, _anchors(folded))):
        about = of.get(number)
        yield Fault("custody", f"number {number}", reason, (about,) if about in folded.records else ())


def _anchors(folded: Refolded) -> list[tuple[Any, Any]]:
    return [(told.body.get("entries"), told.body.get("head")) for told in folded.told if told.verb == ANCHOR]
