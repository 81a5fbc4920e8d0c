"""The ledger as a projection into Neo4j follows it.

Invariant: it gives what is public and nothing else, whoever asks: Neo4j's Community edition gives every login all that
is in it. Of what is gone it names only what was public once: whoever runs the server sees what it is asked for. Each
answer is read in one go and the ledger let go of, so that nobody who records or publishes waits for the server.
"""

from dataclasses import dataclass
from typing import Literal

from evidence.access import disclose
from evidence.audit import GENESIS, hash_at, head, number_of
from evidence.changes import changes_since
from evidence.database import reading
from evidence.erasures import erased_since
from evidence.ledger import Ledger
from evidence.once_public import entities_once_public, relations_once_public
from evidence.partial import disclose_part
from graph.feed import Increment
from graph.hops import hops_of
from graph.model import base_of, base_of_claim

AUDIENCE: Literal["public"] = "public"
"""The only one that anything in Neo4j is for."""


@dataclass(frozen=True, slots=True)
class PublicFeed:
    """What is public of a ledger, at its head or since an event."""

    ledger: Ledger

    def head(self) -> int:
        """The sequence number of the last event."""
        with reading(self.ledger.engine) as session:
            return head(session)[0]

    def hash_at(self, seq: int) -> str | None:
        """The hash of an event, if there is one with that number, by which a graph that was made then is known again.

        There is none from which nothing can be followed: before something was erased. The first one stays the ledger's.
        """
        with reading(self.ledger.engine) as session:
            found = hash_at(session, seq)
            followed = seq == 1 or not erased_since(session, seq)
        return found if found != GENESIS and followed else None

    def number_of(self, hash_: str) -> int | None:
        """The sequence number of the event that has a hash; None where there is none that can be followed from."""
        with reading(self.ledger.engine) as session:
            found = number_of(session, hash_)
            return None if found is None or erased_since(session, found) else found

    def whole(self) -> Increment:
        """Everything that is public."""
        with reading(self.ledger.engine) as session:
            cursor, disclosure = head(session)[0], disclose(session, AUDIENCE)
        return Increment(cursor, frozenset(), tuple(hops_of(disclosure.claims.values()).values()), disclosure.entities)

    def increment(self, cursor: int) -> Increment:
        """What changed after an event, read without the rest of the record."""
        with reading(self.ledger.engine) as session:
            changes = changes_since(session, cursor)
            part = disclose_part(session, AUDIENCE, changes.relations, changes.records)
            told = relations_once_public(session, changes.relations)
            ids = entities_once_public(session, changes.records)
        bases = frozenset(base_of(*relation) for relation in told)
        claims = [claim for claim in part.claims.values() if base_of_claim(claim) in bases]
        entities = {id_: part.entities.get(id_) for id_ in ids}
        return Increment(changes.cursor, bases, tuple(hops_of(claims).values()), entities)
