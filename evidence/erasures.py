"""What was erased from a ledger, as its audit chain tells: when, by whom, because of what, and which rows are blank.

Invariant: of a record that was erased nothing is left that its content could be worked out from, or a guess at it be
confirmed: no text, no digest, no salt, and no opaque id, which is 100 random bits that the hash of each of its events
goes over. What is left of an event is its number, time, actor and hashes, so that the chain stands; of a leaf its
seal, so that both trees do. Only what an event of the verb names may be blank. An edition that told of the record is
blank with it; the public head in another one, built while the record was public, stays.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, select

from evidence.models import AuditEvent

ERASE = "erase"
"""The verb; its body has the blank ``events`` (number, time, actor), ``leaves``, ``custody`` entries,
``editions`` (number of the event, key) and the reason."""

ERASED = "erased"
BLANK_BODY, BLANK_ENTRY = "{}", '{"erased":true}'


@dataclass(frozen=True, slots=True)
class Erasure:
    """One use of the verb: its event, its time (UTC, ISO), who did it and why, and what is blank since."""

    seq: int
    at: str
    actor: str
    reason: str
    events: Mapping[int, tuple[str, str]]
    """Number -> (time, actor) of each event that is blank."""
    leaves: frozenset[int] = frozenset()
    custody: frozenset[int] = frozenset()
    editions: Mapping[int, str] = field(default_factory=dict)
    """Number -> key of each event that sealed an edition and is blank; it is among ``events`` too."""

    def in_words(self) -> str:
        """When, by whom and why."""
        return f"erased on {self.at[:10]} by {self.actor} because {self.reason}"


@dataclass(frozen=True, slots=True)
class Blanks:
    """All that may be blank."""

    events: Mapping[int, tuple[str, str]]
    leaves: frozenset[int] = frozenset()
    custody: frozenset[int] = frozenset()
    editions: Mapping[int, str] = field(default_factory=dict)

    def is_blank(self, event: Mapping[str, Any]) -> bool:
        """Whether an event is exactly what is left of one that was erased."""
        left = self.events.get(event["seq"])
        kept = (event["at"], event["actor"])
        return kept == left and (event["verb"], event["record_id"], event["body"]) == (ERASED, None, BLANK_BODY)


NO_BLANKS = Blanks({})


def erasures_in(events: Iterable[Mapping[str, Any]]) -> list[Erasure]:
    """What rows of events tell of erasing, as far as they tell anything sound; whether they hold is not asked here."""
    return [found for event in events if event["verb"] == ERASE and (found := _erasure(event))]


def erasures(session: Session) -> list[Erasure]:
    """What was erased from a ledger, in order."""
    query = select(AuditEvent).where(AuditEvent.verb == ERASE).order_by(col(AuditEvent.seq))
    return erasures_in(event.model_dump() for event in session.exec(query))


def blanks_of(found: Iterable[Erasure]) -> Blanks:
    """All that may be blank after these."""
    every = list(found)
    return Blanks(
        {seq: left for one in every for seq, left in one.events.items()},
        frozenset().union(*(one.leaves for one in every)),
        frozenset().union(*(one.custody for one in every)),
        {seq: key for one in every for seq, key in one.editions.items()},
    )


def erased_since(session: Session, cursor: int) -> bool:
    """Whether something was erased after an event: what was made of the ledger before cannot be followed from there."""
    query = select(AuditEvent.seq).where(AuditEvent.verb == ERASE, col(AuditEvent.seq) > cursor)
    return session.exec(query).first() is not None


def _erasure(event: Mapping[str, Any]) -> Erasure | None:
    try:
        body = json.loads(event["body"])
        return Erasure(
            seq=event["seq"],
            at=str(event["at"]),
            actor=str(event["actor"]),
            reason=str(body["reason"]),
            events={int(seq): (str(at), str(actor)) for seq, at, actor in body["events"]},
            leaves=frozenset(map(int, body["leaves"])),
            custody=frozenset(map(int, body["custody"])),
            editions={int(seq): str(key) for seq, key in body.get("editions", ())},
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
