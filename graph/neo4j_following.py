"""One increment into a Neo4j database: all of it in one transaction, with the event that it goes up to.

Invariant: it is applied to exactly the state that it was worked out from, or not at all; so two programs that follow
the same ledger cannot get ahead of each other, and one that is stopped leaves nothing half done.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from evidence.vocabulary import vocabulary
from graph import cypher
from graph.feed import Feed, Increment
from graph.model import Base
from graph.neo4j_elements import SORTS, Element, Sort, elements_of, fingerprint_of
from graph.neo4j_projection import Projection, locked, note
from graph.neo4j_store import GraphServer, Row
from graph.neo4j_writing import Known, batches, put

Digests = dict[str, str]
"""Digests by id."""


Run = Callable[..., list[Row]]
"""How a text is run with its parameters: in a transaction that is open, or by itself where it only reads."""


def follow(server: GraphServer, feed: Feed, found: Projection, increment: Increment) -> bool:
    """Apply what changed since a projection was found as it was; whether it still was."""
    seen = [entity for entity in increment.entities.values() if entity]
    elements = list(elements_of(increment.hops, seen))
    head = feed.hash_at(increment.cursor)
    with server.writing() as writer:
        now, _ = locked(writer)
        if (now.state, now.head, now.fingerprint) != ("whole", found.head, found.fingerprint):
            return False
        before = _cleared(writer.run, increment, elements)
        above = put(writer, elements, Known())
        note(
            writer,
            head=head,
            size=max(now.size, above),
            fingerprint=fingerprint_of((one.digest for one in elements), now.fingerprint, without=before),
        )
    return True


@dataclass(frozen=True, slots=True)
class _Old:
    """What stands at the bases of an increment."""

    hop_numbers: list[int]
    hop_digests: list[str]
    claims: Digests
    sources: set[str]


def is_there(server: GraphServer, increment: Increment) -> bool:
    """Whether what an increment says stands there already: what was recorded changes nothing that is public."""
    if not increment.bases and not increment.entities:
        return True
    seen = [entity for entity in increment.entities.values() if entity]
    new = _by_sort(elements_of(increment.hops, seen))
    old = _standing(server.read, increment.bases)
    return (
        sorted(old.hop_digests) == sorted(new["hop"].values())
        and old.claims == new["claim"]
        and old.sources == new["source"].keys()
        and _digests(server.read, "source", new["source"]) == new["source"]
        and _digests(server.read, "entity", increment.entities) == new["entity"]
    )


def _by_sort(elements: Iterable[Element]) -> dict[Sort, Digests]:
    """The digests of elements by id, sort by sort."""
    digests: dict[Sort, Digests] = {sort: {} for sort in SORTS}
    for one in elements:
        digests[one.sort][one.id] = one.digest
    return digests


def _cleared(run: Run, increment: Increment, elements: list[Element]) -> list[str]:
    """Take away what the elements stand in the place of, and what is no more; the digests of all of it."""
    old = _standing(run, increment.bases)
    new = _by_sort(elements)
    sources = _digests(run, "source", old.sources | new["source"].keys())
    entities = _digests(run, "entity", increment.entities)
    for numbers in batches(old.hop_numbers):
        run(cypher.DROP_HOPS, numbers=numbers)
    run(cypher.DROP_CLAIMS, ids=sorted(old.claims.keys() - new["claim"]))
    # A claim that stays lets go of its sources before they are looked at; it is written again with its own.
    run(cypher.UNLINK_CLAIMS, ids=sorted(new["claim"]))
    dropped = {id_ for id_, _ in run(cypher.DROP_IDLE_SOURCES, ids=sorted(old.sources - new["source"].keys()))}
    run(cypher.DROP_ENTITIES, ids=sorted(id_ for id_, one in increment.entities.items() if one is None))
    gone = [digest for id_, digest in sources.items() if id_ in new["source"] or id_ in dropped]
    return [*old.hop_digests, *old.claims.values(), *gone, *entities.values()]


def _standing(run: Run, bases: Iterable[Base]) -> _Old:
    hops = [row for some in batches(rows_of(bases)) for row in run(cypher.HOPS_AT_BASES, bases=some)]
    beside = sorted({id_ for _, _, claims in hops for id_ in claims})
    claims = [row for some in batches(beside) for row in run(cypher.CLAIMS_AT, ids=some)]
    return _Old(
        hop_numbers=[number for number, _, _ in hops],
        hop_digests=[digest for _, digest, _ in hops],
        claims={id_: digest for id_, digest, _ in claims},
        sources={source for _, _, sources in claims for source in sources},
    )


def rows_of(bases: Iterable[Base]) -> list[dict[str, object]]:
    """Bases as a text takes them; those of predicates that make no hop are left out."""
    return list(_rows(bases))


def _rows(bases: Iterable[Base]) -> Iterator[dict[str, object]]:
    for predicate, one, other in sorted(bases):
        relationship = cypher.relationships().get(predicate)
        if relationship:
            directed = vocabulary().predicates[predicate].directed
            yield {"relationship": relationship, "one": one, "other": other, "directed": directed}


def _digests(run: Run, sort: str, ids: Iterable[str]) -> Digests:
    rows = [row for some in batches(sorted(ids)) for row in run(cypher.NODES_AT[sort], ids=some)]
    return {id_: digest for id_, digest, _ in rows}
