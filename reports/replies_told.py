"""How a reply is worded: whose, when, of what kind, and what the record does not say of it.

Invariant: unknown is not none. What was asked for and is not recorded did not therefore never come, and a record of a
reply does not show that anybody was asked; a day ahead is given as recorded, and not as something that happened.
"""

from typing import Protocol

from evidence.views import ReplyView
from evidence.vocabulary import vocabulary
from reports.stated_dates import event_in_words
from reports.wording import ended


class _Dated(Protocol):
    """A reply by its days (EDTF), whether a view or of an answer."""

    @property
    def asked(self) -> str | None: ...

    @property
    def due(self) -> str | None: ...

    @property
    def received(self) -> str | None: ...


def replied(reply: ReplyView) -> str:
    """A reply: whose, when, of what kind, and what it says, as far as the record has it."""
    head = f"Reply of {reply.party.name}{reply_dates(reply)}"
    if reply.attribution is None:
        return f"{head}: {unanswered(reply)}."
    told = [ended(vocabulary().label("attribution", reply.attribution))]
    told += [ended(reply.text)] if reply.text else []
    told += [] if reply.received else ["No day of receipt is recorded."]
    return f"{head}: {' '.join(told)}"


def reply_dates(reply: _Dated) -> str:
    """When it was asked for, due and received, as recorded, in brackets after a space; nothing where none is."""
    stated = (("asked", reply.asked), ("due", reply.due), ("received", reply.received))
    when = "; ".join(f"{word}: {event_in_words(edtf)}" for word, edtf in stated if edtf)
    return f" ({when})" if when else ""


def unanswered(reply: _Dated) -> str:
    """Of a reply without an answer: what the record lacks."""
    known = "" if reply.asked else ", nor whether or when one was asked for"
    return f"no answer is recorded{known}"
