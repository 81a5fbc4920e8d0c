"""Sequence numbers as an audience counts them.

Invariant: a number that comes from outside counts only events of records that its reader may see now, so that
hidden ones move no answer as of an earlier event; nor does it that somebody looked at a capture, or that something was
erased. For the public a claim's events count from its publication on, also once it was taken back: so neither moves
what a number before it means. Who sees everything counts as the audit chain does.
"""

import datetime as dt
import math

from sqlmodel import Session, col, func, select

from evidence.audit import head
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


def end_of_transaction(session: Session, number: int) -> int:
    """The last event of the transaction that an event is part of: between its events nothing ever stood."""
    if not number:
        return 0
    at = select(AuditEvent.at).where(AuditEvent.seq == number).scalar_subquery()
    later = select(func.min(AuditEvent.seq)).where(col(AuditEvent.seq) > number, AuditEvent.at != at)
    following = session.exec(later).one()
    return head(session)[0] if following is None else following - 1


def _counted(session: Session, audience: str) -> list[tuple[int, str]]:
    """Number and time of each event that an audience counts, in order; the making of the ledger is always there.

    That an edition was sealed says nothing of the record, and an edition may be hidden: none is counted.
    """
    since = _seen_since(session, audience)
    query = select(AuditEvent.seq, AuditEvent.at, AuditEvent.record_id).where(col(AuditEvent.verb).not_in(_UNCOUNTED))
    events = session.exec(query.order_by(col(AuditEvent.seq)))
    numbered = ((seq or 0, at, record_id) for seq, at, record_id in events)
    return [(seq, at) for seq, at, record_id in numbered if record_id is None or seq >= since.get(record_id, math.inf)]


def _seen_since(session: Session, audience: str) -> dict[str, int]:
    """Of each record, by id, that an export for the audience would hold, or held while it was published, the event from
    which on its events count."""
    everything, level = replay(session), LEVELS.index(audience)
    names = {one.investigation for one in everything.kept.values()}
    known = {(name, key) for name in names for key in keys_known(everything, audience, name)}
    kept = (one for one in everything.kept.values() if one.level <= level)
    from_publication = audience == LEVELS[0]
    return {
        one.id: (one.published_at or 0) if from_publication else 0
        for one in kept
        if (one.investigation, one.key) in known
        and not (from_publication and one.kind == "claim" and one.published_at is None)
    }
