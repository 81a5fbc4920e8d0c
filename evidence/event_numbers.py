"""Sequence numbers as an audience counts them.

Invariant: a number that comes from outside counts only events of records that its reader may see now, so that
hidden ones move no answer as of an earlier event; nor does it that somebody looked at a capture, or that something was
erased. That a claim was taken back, which its readers see, counts, and no number before it means another event then.
Who sees everything counts as the audit chain does.
"""

import datetime as dt

from sqlmodel import Session, col, select

from evidence.custody_anchors import ANCHOR
from evidence.editions import SEALED
from evidence.erasures import ERASE, ERASED
from evidence.exchange.cut import keys_known
from evidence.models import AuditEvent
from evidence.replay import replay
from evidence.settings import LEVELS

_UNCOUNTED = (ANCHOR, ERASE, ERASED, SEALED)


def event_counted(session: Session, audience: str, number: int) -> int:
    """The audit sequence number of the event that an audience counts as ``number``; past the last one, the last."""
    if audience == LEVELS[-1]:
        return number
    counted = [seq for seq, _ in _counted(session, audience)]
    return counted[min(number, len(counted)) - 1] if number > 0 else 0


def day_of_last_event(session: Session, audience: str, known_at: int | None = None) -> dt.date:
    """The UTC day of the last event that an audience counts: it dates what was made for it, without a clock.

    With ``known_at``, of the last one up to that event.
    """
    counted = [at for seq, at in _counted(session, audience) if known_at is None or seq <= known_at]
    at = counted[-1]
    return dt.date.fromisoformat(at[:10])


def _counted(session: Session, audience: str) -> list[tuple[int, str]]:
    """Number and time of each event that an audience counts, in order; the making of the ledger is always there.

    That an edition was sealed says nothing of the record, and an edition may be hidden: none is counted.
    """
    seen = _records_seen(session, audience)
    query = select(AuditEvent.seq, AuditEvent.at, AuditEvent.record_id).where(col(AuditEvent.verb).not_in(_UNCOUNTED))
    events = session.exec(query.order_by(col(AuditEvent.seq)))
    return [(seq or 0, at) for seq, at, record_id in events if record_id is None or record_id in seen]


def _records_seen(session: Session, audience: str) -> set[str]:
    """The ids of the records that an export for the audience would hold, or held while they were published."""
    everything, level = replay(session), LEVELS.index(audience)
    names = {one.investigation for one in everything.kept.values()}
    known = {(name, key) for name in names for key in keys_known(everything, audience, name)}
    kept = (one for one in everything.kept.values() if one.level <= level)
    return {one.id for one in kept if (one.investigation, one.key) in known}
