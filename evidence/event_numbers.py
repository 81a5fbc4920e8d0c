"""Sequence numbers as an audience counts them.

Invariant: a number that comes from outside counts only events that changed what its reader is told, so that hidden ones
move no answer as of an earlier event; nor does it that somebody looked at a capture, or that something was erased. What
is recorded later moves no number before it, unless it makes a record public, hides it or erases it: a number is read
with today's rights. Who sees everything counts as the audit chain does.
"""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from evidence.audit import head
from evidence.custody_anchors import ANCHOR
from evidence.editions import SEALED
from evidence.erasures import ERASE, ERASED
from evidence.exchange.telling_events import telling_events
from evidence.models import AuditEvent
from evidence.settings import LEVELS

_UNCOUNTED = (ANCHOR, ERASE, ERASED, SEALED)


@dataclass(frozen=True, slots=True)
class EventNumbers:
    """The events that an audience counts: the number that the audit chain gives each, and its UTC time, in order.

    Cost of making them grows with the number of events.
    """

    audience: str
    events: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, session: Session, audience: str) -> "EventNumbers":
        """As the record is now, seen with today's rights."""
        return cls(audience, tuple(_counted(session, audience)))

    def event(self, number: int) -> int:
        """The audit chain's number of what the audience counts as ``number``; past the end, that of the last event."""
        if self.audience == LEVELS[-1]:
            return number
        return self.events[min(number, len(self.events)) - 1][0] if number > 0 else 0

    def last_day(self, known_at: int | None = None) -> dt.date:
        """The UTC day of the last event that is counted: it dates what was made for the audience, without a clock.

        With ``known_at``, of the last one up to that event of the audit chain; before the first one, of that.
        """
        first, *later = self.events
        _, at = max((one for one in later if known_at is None or one[0] <= known_at), default=first)
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
    told = set(telling_events(session, audience))
    query = select(AuditEvent.seq, AuditEvent.at, AuditEvent.record_id).where(col(AuditEvent.verb).not_in(_UNCOUNTED))
    events = session.exec(query.order_by(col(AuditEvent.seq)))
    return [(seq or 0, at) for seq, at, record_id in events if record_id is None or seq in told]
