"""How far the custody log reaches, as the audit chain says it: at each checkpoint, and whenever a capture is taken,
redacted or erased.

Invariant: the chain tells of no entry that the log does not hold. What came after the last that it tells of can be cut
off unseen.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from evidence.audit import GENESIS, AuditWriter, body_of
from evidence.custody import Entry, Reach, broken_entries, end_of, erased_entries, read_log
from evidence.errors import LedgerDamaged, LedgerError
from evidence.models import AuditEvent

ANCHOR = "custody"
"""The verb by which the audit chain says how far the log reaches: its body has the number of entries and the head."""


def anchor(session: Session, log: Path, actor: str) -> None:
    """Let the audit chain say how far the log reaches; where it does already, nothing is written.

    Raises LedgerDamaged where the log does not hold, or lacks what the chain says.
    """
    entries, reach = read_log(log)
    told = [(told["entries"], told["head"]) for told in _anchors(session)]
    broken = [*broken_entries(entries, reach, erased_entries(session)), *departures(entries, told)]
    if broken:
        number, reason = broken[0]
        raise LedgerDamaged(f"nothing was signed: custody entry {number}: {reason}; see 'throughline verify'")
    if entries and told[-1:] != [reach]:
        _say(session, actor, reach)


def anchor_along(session: Session, log: Path, actor: str) -> None:
    """Let a verb on captures say it too, as a part of its transaction, where the log's end is what the chain says.

    No more is read than the end, and a log that cannot be used or departs hinders nobody: ``throughline verify`` names
    it.
    """
    told = _last_anchor(session)
    try:
        reach = end_of(log, told)
    except LedgerError:
        return
    if reach and reach != told:
        _say(session, actor, reach)


def departures(entries: Sequence[Entry], anchors: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, str]]:
    """Where the log is not what the audit chain says of it: (number, reason)."""
    hashes = {entry.number: entry.hash for entry in entries}
    for number, head in anchors:
        if hashes.get(number) != head:
            yield number, "it is missing, or not the one that the audit chain tells of"


def _anchors(session: Session) -> list[dict[str, Any]]:
    query = select(AuditEvent).where(AuditEvent.verb == ANCHOR).order_by(col(AuditEvent.seq))
    return [body_of(event) for event in session.exec(query)]


def _last_anchor(session: Session) -> Reach:
    query = select(AuditEvent).where(AuditEvent.verb == ANCHOR).order_by(col(AuditEvent.seq).desc()).limit(1)
    told = [body_of(event) for event in session.exec(query)]
    return (told[0]["entries"], told[0]["head"]) if told else (0, GENESIS)


def _say(session: Session, actor: str, reach: Reach) -> None:
    audit = AuditWriter(session, actor)
    audit.append(ANCHOR, None, {"entries": reach[0], "head": reach[1]})
    audit.flush()
