"""The embedded graph of each audience, followed through the ledger, in memory and on disk.

Invariant: what is handed out equals a graph made anew of what the audience sees at that event. It is made anew only
where no snapshot can be relied on, or so much has changed that following would cost more.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlmodel import Session

from evidence.access import disclose
from evidence.audit import hash_at, head
from evidence.changes import Changes, changes_since
from evidence.erasures import erased_since
from evidence.partial import disclose_part
from evidence.uncollected import uncollected
from graph.compiled.kernel import installed_kernel
from graph.compiled.store import CompiledStore
from graph.embedded_store import EmbeddedStore
from graph.model import base_of
from graph.projector import catch_up, project
from graph.snapshot import Snapshot, State, forget, read_snapshot, write_recent, write_whole

_FOLLOWED = 2_000
"""So many changed relations are always followed; more, while they are less than a share of all hops."""

_SHARE = 20

_RECORDS = 20_000
"""So many changed records are always followed; more, while they are less than the same share of all hops and entities.
Entities among them are held beside the whole, and between two neighbours there is only so much room for later ones."""


@dataclass(slots=True)
class Graphs:
    """The graphs of one ledger; ``folder`` is where their snapshots are; ``keeps``: whether new ones are written.

    ``compiled``: whether the compiled kernel searches them.
    """

    folder: Path
    keeps: bool = True
    compiled: bool = False
    _held: dict[str, Snapshot] = field(default_factory=dict)

    def of(self, session: Session, audience: str) -> EmbeddedStore:
        """The graph of what the audience sees now; the session sees one state of the ledger throughout.

        Raises NoKernel.
        """
        cursor, now = head(session)
        held = self._held.get(audience)
        if held is None or not _is_of(session, held.state):  # somebody may have put the ledger back since
            held = self._read(session, audience)
        if held is None or held.state.cursor != cursor:
            state = State(hash_at(session, 1), audience, cursor, now)
            held = self._held[audience] = self._brought_up(session, held, state)
        return held.store

    def followed(self, session: Session, audience: str) -> EmbeddedStore | None:
        """The graph that the snapshot on disk leads to; None where there is none that a door would rely on."""
        return self.of(session, audience) if self._read(session, audience) else None

    def distrust(self, audience: str) -> None:
        """Make the audience's graph anew when it is next asked for: its snapshot was found damaged."""
        self._held.pop(audience, None)
        forget(self.folder, audience)

    def _read(self, session: Session, audience: str) -> Snapshot | None:
        """The snapshot on disk, if it is of this ledger's own history."""
        found = read_snapshot(self.folder, hash_at(session, 1), audience)
        if found is None or not _is_of(session, found.state):
            return None
        held = self._held[audience] = replace(found, store=self._searched(found.store))
        return held

    def _brought_up(self, session: Session, held: Snapshot | None, state: State) -> Snapshot:
        if held and erased_since(session, held.state.cursor):  # what went is named by no change
            held = None
        changes = changes_since(session, held.state.cursor) if held else None
        if held is None or changes is None or _is_much(held.store, changes):
            return self._made_anew(session, state)
        part = disclose_part(session, state.audience, changes.relations, changes.records)
        bases = {base_of(*relation) for relation in changes.relations}
        store = catch_up(held.store, part, bases, state.cursor, entities=changes.records)
        followed = Snapshot(store, state, held.whole)
        self._keep(followed)
        return followed

    @uncollected()
    def _made_anew(self, session: Session, state: State) -> Snapshot:
        store = self._searched(project(disclose(session, state.audience), state.cursor))
        if not self.keeps:
            return Snapshot(store, state, "")
        try:
            return Snapshot(store, state, write_whole(self.folder, store, state))
        except OSError:  # a graph that cannot be kept answers all the same; the next program makes its own
            return Snapshot(store, state, "")

    def _searched(self, store: EmbeddedStore) -> EmbeddedStore:
        return CompiledStore.over(store, installed_kernel()) if self.compiled else store

    def _keep(self, snapshot: Snapshot) -> None:
        if not self.keeps:
            return
        try:
            write_recent(self.folder, snapshot.store, snapshot.state, snapshot.whole)
        except OSError:  # as above
            return


def _is_of(session: Session, state: State) -> bool:
    """Whether what a state says happened is what the ledger says."""
    return hash_at(session, state.cursor) == state.head


def _is_much(store: EmbeddedStore, changes: Changes) -> bool:
    followed = len(changes.relations) + (len(store.recent.hops) if store.recent else 0)
    records = len(changes.records) + len(store.entity_table.changed)
    return followed > max(_FOLLOWED, len(store.whole.hops) // _SHARE) or records > max(
        _RECORDS, (len(store.whole.hops) + store.size) // _SHARE
    )
