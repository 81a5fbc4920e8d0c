"""One increment into a Neo4j database: all of it in one transaction, with the cursor.

Invariant: it is applied to exactly the state that it was worked out from, or not at all; so two programs that follow
the same ledger cannot get ahead of each other, and one that is stopped leaves nothing half done.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evidence.vocabulary import vocabulary
from graph import cypher
from graph.feed import Feed, Increment
from graph.model import Base
from graph.neo4j_elements import Element, elements_of, fingerprint_of
from graph.neo4j_projection import Projection, locked, note
from graph.neo4j_store import GraphServer, Writer
from graph.neo4j_writing import Known, batches, put

Digests = dict[str, str]
"""Digests by id."""


def follow(server: GraphServer, feed: Feed, found: Projection, increment: Increment) -> bool:
    """Apply what changed since a projection was found as it was; whether it still was."""
    seen = [entity for entity in increment.entities.values() if entity]
    elements = list(elements_of(increment.hops, seen))
    head = feed.hash_at(increment.cursor)
    with server.writing() as writer:
        now, _ = locked(writer)
        if (now.state, now.cursor, now.head) != ("whole", found.cursor, found.head):
            return False
        before = _cleared(writer, increment, elements)
        above = put(writer, elements, Known())
        note(
            writer,
            cursor=increment.cursor,
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


def _cleared(writer: Writer, increment: Increment, elements: list[Element]) -> list[str]:
    """Take away what the elements stand in the place of, and what is no more; the digests of all of it."""
    old = _standing(writer, increment.bases)
    new = {sort: {one.id for one in elements if one.sort == sort} for sort in ("source", "claim")}
    sources = _digests(writer, "source", old.sources | new["source"])
    entities = _digests(writer, "entity", increment.entities)
    for numbers in batches(old.hop_numbers):
        writer.run(cypher.DROP_HOPS, numbers=numbers)
    writer.run(cypher.DROP_CLAIMS, ids=sorted(old.claims.keys() - new["claim"]))
    # A claim that stays lets go of its sources before they are looked at; it is written again with its own.
    writer.run(cypher.UNLINK_CLAIMS, ids=sorted(new["claim"]))
    dropped = {id_ for id_, _ in writer.run(cypher.DROP_IDLE_SOURCES, ids=sorted(old.sources - new["source"]))}
    writer.run(cypher.DROP_ENTITIES, ids=sorted(id_ for id_, one in increment.entities.items() if one is None))
    gone = [digest for id_, digest in sources.items() if id_ in new["source"] or id_ in dropped]
    return [*old.hop_digests, *old.claims.values(), *gone, *entities.values()]


def _standing(writer: Writer, bases: Iterable[Base]) -> _Old:
    hops = [row for some in batches(rows_of(bases)) for row in writer.run(cypher.HOPS_AT_BASES, bases=some)]
    beside = sorted({id_ for _, _, claims in hops for id_ in claims})
    claims = [row for some in batches(beside) for row in writer.run(cypher.CLAIMS_AT, ids=some)]
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


def _digests(writer: Writer, sort: str, ids: Iterable[str]) -> Digests:
    rows = [row for some in batches(sorted(ids)) for row in writer.run(cypher.NODES_AT[sort], ids=some)]
    return {id_: digest for id_, digest, _ in rows}
