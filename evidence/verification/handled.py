"""Whether the custody log holds: every entry, its order, and what the audit chain says of it and how far.

Invariant: reading never fails; a log that cannot be read is a fault. Nothing is written.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evidence.custody import broken_entries, read_log
from evidence.custody_anchors import ANCHOR, departures
from evidence.erasures import Blanks
from evidence.errors import LedgerError
from evidence.verification.faults import Anchored, Fault, Unchecked
from evidence.verification.refolding import Refolded
from evidence.verification.tables import Row


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


def anchored(folded: Refolded, log: Path, events: Sequence[Row]) -> Anchored:
    """How far the audit chain tells of the log; of a log that cannot be read, as if nothing were in it."""
    try:
        count = len(read_log(log)[0])
    except (LedgerError, OSError):
        count = 0
    told = [told for told in folded.told if told.verb == ANCHOR and isinstance(told.body.get("entries"), int)]
    if not told:
        return Anchored(count)
    days = {event["seq"]: event["at"] for event in events}
    return Anchored(count, told[-1].body["entries"], told[-1].seq, str(days.get(told[-1].seq)))


def unanchored(reach: Anchored) -> list[Unchecked]:
    """The entries that the audit chain does not tell of yet: who has the files can cut them off unseen."""
    if reach.entries <= reach.anchored:
        return []
    first = reach.anchored + 1
    what = f"custody entries {first} to {reach.entries}" if first < reach.entries else f"custody entry {first}"
    return [Unchecked(what, "the audit chain does not tell of this yet: 'throughline checkpoint' lets it")]


def _anchors(folded: Refolded) -> list[tuple[Any, Any]]:
    return [(told.body.get("entries"), told.body.get("head")) for told in folded.told if told.verb == ANCHOR]
