"""From a disclosure to a store, at once or in increments.

Invariant: rebuilt from nothing, the graph equals what increments made of it. It never writes the ledger.
"""

from collections.abc import Collection

from evidence.views import Disclosure
from graph.embedded_store import EmbeddedStore
from graph.hops import hops_of
from graph.model import Base, base_of_claim


def project(disclosure: Disclosure, cursor: int = 0) -> EmbeddedStore:
    """A graph of all that the disclosure holds, as of the cursor (an audit sequence number)."""
    return EmbeddedStore.of(disclosure.entities, hops_of(disclosure.claims.values()).values(), cursor)


def catch_up(
    store: EmbeddedStore,
    changes: Disclosure,
    bases: Collection[Base],
    cursor: int,
    *,
    entities: Collection[str] = (),
) -> EmbeddedStore:
    """The store brought up to the cursor.

    ``bases`` are those of every claim that changed, came or went since the store's cursor (graph.model.base_of; a
    changed entity, source or reply changes the claims that name it), ``entities`` the ids of those that did.
    ``changes`` holds every visible claim of these bases and every visible one of these entities; it may hold more.
    """
    touched = frozenset(bases)
    claims = [claim for claim in changes.claims.values() if base_of_claim(claim) in touched]
    changed = {id_: changes.entities.get(id_) for id_ in entities}
    return store.after(touched, hops_of(claims).values(), changed, cursor)
