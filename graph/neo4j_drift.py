"""How a Neo4j database differs from its ledger.

Invariant: every property and every end of what is there is compared, not the digests that are kept beside them, and
nothing that is there is passed over; so what somebody changed or added by hand is found as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from graph import cypher
from graph.feed import Feed
from graph.neo4j_elements import SORTS, Sort, digest_of, elements_of, fingerprint_of
from graph.neo4j_projection import look
from graph.neo4j_store import GraphServer


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """One element: in the ledger and not in the database, the other way round, or not the same in both.

    ``foreign`` is what no ledger makes: a node of another kind, or what connects others than hops and citations do.
    """

    sort: Sort | Literal["projection", "foreign"]
    id: str
    how: Literal["missing", "extra", "different"]


def drift(server: GraphServer, feed: Feed) -> list[Difference]:
    """All that differs; nothing where the database is the graph of the ledger as it is now."""
    whole = feed.whole()
    elements = elements_of(whole.hops, (entity for entity in whole.entities.values() if entity))
    expected: dict[Sort, dict[str, str]] = {sort: {} for sort in SORTS}
    for element in elements:
        expected[element.sort][element.id] = element.digest
    fingerprint = fingerprint_of(digest for digests in expected.values() for digest in digests.values())
    found = [difference for sort in SORTS for difference in _compared(server, sort, expected[sort])]
    found += [Difference("foreign", named, "extra") for text in cypher.FOREIGN for (named,) in server.stream(text)]
    projection = look(server)
    if projection is None or (projection.ledger, projection.fingerprint) != (feed.hash_at(1), fingerprint):
        found.append(Difference("projection", cypher.PROJECTION, "different" if projection else "missing"))
    return sorted(found)


def _compared(server: GraphServer, sort: Sort, expected: dict[str, str]) -> Iterator[Difference]:
    """The differences of one sort; ``expected`` is used up."""
    seen = set[str]()
    for id_, place, properties, links in server.stream(cypher.WHOLE[sort]):
        kept = {name: value for name, value in properties.items() if name != "digest"}
        found = digest_of(place if sort == "hop" else sorted(place), kept, links)
        digest = expected.get(id_)
        if digest is None or id_ in seen:
            yield Difference(sort, str(id_), "extra")
        elif found != digest or properties.get("digest") != digest:
            yield Difference(sort, id_, "different")
        seen.add(id_)
    yield from (Difference(sort, id_, "missing") for id_ in expected.keys() - seen)
