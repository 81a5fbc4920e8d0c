"""What the doors share: the open ledger, and what each audience sees of it, kept caught up.

Invariant: an answer is worked out from the disclosure of its audience and nothing else, and no door shows more
than it was told that it may. What was handed out never changes: whoever reads it while the ledger grows goes on
reading one state of it.
"""

import datetime as dt
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from sqlmodel import Session

from api.graph_feed import AUDIENCE
from api.graphs import Graphs
from evidence.access import disclose
from evidence.audit import cursor_at, head
from evidence.database import reading
from evidence.edition_drafts import Checkpoint
from evidence.editions import checkpoint_at
from evidence.errors import AudienceRefused, GraphBusy, GraphDamaged, InvalidDraft
from evidence.event_numbers import EventNumbers, end_of_transaction
from evidence.exchange.heads import public_head
from evidence.ledger import Ledger, open_ledger
from evidence.ledger_facts import policy_of
from evidence.settings import LEVELS, Settings
from evidence.views import Disclosure
from graph.embedded_store import EmbeddedStore
from graph.projector import project
from graph.store import GraphStore

if TYPE_CHECKING:
    from api.projected_graph import ProjectedGraph

Answer = TypeVar("Answer")

PATIENCE = 2.0
"""Seconds that a question waits while another one brings Neo4j up to the ledger; a filling may take an hour."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Seen:
    """What one audience sees at one time: the disclosure and the graph made of it."""

    disclosure: Disclosure
    store: EmbeddedStore


@dataclass(slots=True)
class Resources:
    """An open ledger with, for each audience that was asked for, its disclosure and graph.

    ``from_outside``: asked over the network, where a sequence number counts only what its reader may see.
    """

    settings: Settings
    ledger: Ledger
    from_outside: bool = False
    _seen: dict[str, Seen] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _projecting: Lock = field(default_factory=Lock)
    _graphs: Graphs = field(init=False)
    _projected: "ProjectedGraph | None" = None
    _kept: dict[str, tuple[tuple[int, str], Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._graphs = Graphs(self.settings.graph_path, compiled=self.settings.kernel == "compiled")

    def disclosure(self, audience: str, known_at: str | None = None) -> Disclosure:
        """All that the audience may see, now or as recorded by a sequence number or UTC time."""
        return self.look(audience, known_at).disclosure

    def store(self, audience: str, known_at: str | None = None) -> EmbeddedStore:
        """The graph of what the audience may see, now or as recorded by a sequence number or UTC time.

        It is had without reading the whole record, where a snapshot of it can be followed.
        """
        if known_at is not None:
            return self._at(audience, known_at).store
        with self._lock, reading(self.ledger.engine) as session:
            return self._followed(session, audience)

    def answered(self, audience: str, known_at: str | None, ask: Callable[[GraphStore], Answer]) -> Answer:
        """What the graph answers: the one in Neo4j, where that is configured and can, else the embedded one.

        Neo4j holds what is public now and nothing else, and is not asked while somebody fills it.
        """
        if self.settings.graph == "neo4j" and audience == AUDIENCE and known_at is None:
            with suppress(GraphBusy):  # the embedded graph is as good, and the answer names its engine
                store = self._in_neo4j()
                if store:
                    return ask(store)
        return self._undamaged(audience, lambda: ask(self.store(audience, known_at)))

    def looked(self, audience: str, known_at: str | None, ask: Callable[[Seen], Answer]) -> Answer:
        """What is worked out from what the audience may see; where its graph is found damaged, once more."""
        return self._undamaged(audience, lambda: ask(self.look(audience, known_at)))

    def distrust(self) -> None:
        """Make every graph anew when it is next asked for: something that was kept of one is damaged."""
        for audience in LEVELS:
            self._graphs.distrust(audience)

    def _undamaged(self, audience: str, work: Callable[[], Answer]) -> Answer:
        try:
            return work()
        except GraphDamaged:  # what is damaged is thrown away and made anew of the ledger
            self._graphs.distrust(audience)
            return work()

    def _in_neo4j(self) -> GraphStore | None:
        """The graph in Neo4j at the ledger's head; None while it is being filled, by whomever. Raises GraphError."""
        from api.projected_graph import ProjectedGraph  # noqa: PLC0415 - the driver is loaded only where it is asked

        if not self._projecting.acquire(timeout=PATIENCE):
            return None
        try:
            if self._projected is None:
                self._projected = ProjectedGraph(self.settings, self.ledger)
            return self._projected.store()
        finally:
            self._projecting.release()

    def policy(self) -> str:
        """The policy of the ledger."""
        return self._read(policy_of)

    def public_head(self) -> str:
        """The head over what is public."""
        return self.once("public head", lambda: self._read(public_head))

    def public_checkpoint(self) -> Checkpoint | None:
        """The head of the public tree as last signed, if it was."""
        return self.once("public checkpoint", lambda: self._read(checkpoint_at))

    def last_day(self, audience: str) -> dt.date:
        """The UTC day of the last event that the audience counts."""
        return self.event_numbers(audience).last_day()

    def event_numbers(self, audience: str) -> EventNumbers:
        """The events that the audience counts."""
        return self.once(
            f"events counted by {audience}", lambda: self._read(lambda session: EventNumbers.of(session, audience))
        )

    def once(self, name: str, work: Callable[[], Answer]) -> Answer:
        """What the work gives, done once for each state of the record; two that ask at a time may both do it."""
        now = self._read(head)
        kept = self._kept.get(name)
        if kept is None or kept[0] != now:
            kept = self._kept[name] = (now, work())
        answer: Answer = kept[1]
        return answer

    def _read(self, ask: Callable[[Session], Answer]) -> Answer:
        with reading(self.ledger.engine) as session:
            return ask(session)

    def close(self) -> None:
        """Give the ledger back, and the graph server."""
        self.ledger.close()
        if self._projected is not None:
            self._projected.close()

    def look(self, audience: str, known_at: str | None = None) -> Seen:
        """What the audience may see, now or as recorded by a sequence number or UTC time."""
        if known_at is not None:
            return self._at(audience, known_at)
        with self._lock:
            return self._caught_up(audience)

    def look_back(self, audience: str, seq: int) -> Seen:
        """What the audience saw at an event, by the number that the audit chain gives it: never one from outside."""
        with reading(self.ledger.engine) as session:
            disclosure = disclose(session, audience, seq)
        return Seen(disclosure, project(disclosure, seq))

    def cursor(self, audience: str, known_at: str | None) -> int:
        """The audit sequence number that ``known_at`` means; the last one where it is not given."""
        with reading(self.ledger.engine) as session:
            return head(session)[0] if known_at is None else self._cursor(session, audience, known_at)

    def _at(self, audience: str, known_at: str) -> Seen:
        with reading(self.ledger.engine) as session:
            cursor = self._cursor(session, audience, known_at)
        return self.look_back(audience, cursor)

    def _cursor(self, session: Session, audience: str, known_at: str) -> int:
        if not known_at.isdecimal():
            return cursor_at(session, _utc(known_at))
        number = min(int(known_at), head(session)[0])
        return end_of_transaction(session, self.event_numbers(audience).event(number) if self.from_outside else number)

    def _followed(self, session: Session, audience: str) -> EmbeddedStore:
        return self._undamaged(audience, lambda: self._graphs.of(session, audience))

    def _caught_up(self, audience: str) -> Seen:
        seen = self._seen.get(audience)
        with reading(self.ledger.engine) as session:
            store = self._followed(session, audience)
            if seen is None or seen.store is not store:
                seen = self._seen[audience] = Seen(disclose(session, audience), store)
        return seen


def open_resources(settings: Settings, *, from_outside: bool = False) -> Resources:
    """Open the ledger that the settings name; raises NoLedger, WrongLedger."""
    return Resources(settings, open_ledger(settings.ledger_address), from_outside)


def lowered(settings: Settings, audience: str | None) -> str:
    """The audience of a request that comes over the network: at most what is configured, else AudienceRefused."""
    if audience is None:
        return settings.audience
    if audience not in LEVELS:
        raise InvalidDraft(f"audience is one of {', '.join(LEVELS)}")
    if LEVELS.index(audience) > LEVELS.index(settings.audience):
        raise AudienceRefused(f"this server shows no more than {settings.audience}")
    return audience


def _utc(text: str) -> str:
    """A UTC time as the audit chain writes it, for comparison by text; of a day alone, its end."""
    try:
        moment = dt.datetime.fromisoformat(f"{text}T23:59:59.999999" if _DAY.fullmatch(text) else text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        utc = aware.astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise InvalidDraft("known_at is a sequence number or a UTC time such as 2026-11-24T12:00:00Z") from error
    return utc.isoformat(timespec="microseconds").replace("+00:00", "Z")
