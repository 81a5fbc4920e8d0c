"""The hops of a disclosure from which one source or claim is thought away.

Invariant: what is worked out here for the touched bases equals what a rebuild without the retracted would give.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from evidence.errors import NotFound
from evidence.grading import stands
from evidence.views import ClaimView, Disclosure, SourceView
from graph.hops import hops_of
from graph.model import Hop, base_of_claim
from graph.store import GraphStore


@dataclass(frozen=True, slots=True)
class Retraction:
    """What a retraction touches: claims that fall, and each touched hop (by id) before and after (None: lost)."""

    key: str
    investigation: str
    lost: tuple[ClaimView, ...]
    hops: Mapping[str, tuple[Hop, Hop | None]]
    derived: tuple[str, ...]


def think_away(store: GraphStore, disclosure: Disclosure, retracted: str) -> Retraction:
    """Retract a source or claim, by opaque id, in thought; NotFound where the disclosure has neither."""
    record = _record(disclosure, retracted)
    after = _without(disclosure, retracted)
    touched = [disclosure.claims[id_] for id_ in after]
    bases = {base for base in map(base_of_claim, touched) if base is not None}
    beside = (claim for claim in disclosure.claims.values() if base_of_claim(claim) in bases)
    now = hops_of(claim for claim in (after.get(one.id, one) for one in beside) if claim is not None)
    return Retraction(
        key=record.key,
        investigation=record.investigation,
        lost=tuple(claim for claim in touched if not _still_there(after[claim.id])),
        hops={hop.id: (hop, now.get(hop.relation)) for hop in store.hops_of(bases)},
        derived=_derived(disclosure, retracted),
    )


def _without(disclosure: Disclosure, retracted: str) -> dict[str, ClaimView | None]:
    """Each touched claim, by id, as it would be: without the source's support, or gone."""
    if retracted in disclosure.claims:
        return {retracted: None}
    return {
        claim.id: _unsupported(claim, retracted)
        for claim in disclosure.claims.values()
        if any(citation.source.id == retracted for citation in claim.citations)
    }


def _unsupported(claim: ClaimView, source: str) -> ClaimView:
    return replace(
        claim,
        citations=tuple(
            replace(citation, source=replace(citation.source, retracted=True))
            if citation.source.id == source
            else citation
            for citation in claim.citations
        ),
    )


def _still_there(claim: ClaimView | None) -> bool:
    return claim is not None and stands(claim)


def _record(disclosure: Disclosure, id_: str) -> ClaimView | SourceView:
    record = disclosure.claims.get(id_) or disclosure.sources.get(id_)
    if record is None:
        raise NotFound("there is no such source or claim")
    return record


def _derived(disclosure: Disclosure, source: str) -> tuple[str, ...]:
    """The keys of sources that derive from it, at any remove."""
    found: set[str] = set()
    front = {source}
    while front:
        found |= front
        front = set(_deriving(disclosure, front)) - found
    return tuple(sorted(disclosure.sources[id_].key for id_ in found - {source}))


def _deriving(disclosure: Disclosure, ids: Iterable[str]) -> Iterable[str]:
    wanted = frozenset(ids)
    return (one.id for one in disclosure.sources.values() if not wanted.isdisjoint(one.derives_from))
