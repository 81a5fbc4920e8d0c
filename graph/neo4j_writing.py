"""Elements written into a Neo4j database, and taken away.

Invariant: writing a node that is there already leaves it as it should be; hops and citations are the exception, as
they are never changed: whoever writes has dropped the old ones. What is ``absent`` was found not to be there, under
a lock that keeps others from making it since.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from graph import cypher
from graph.neo4j_bulk import PROPERTIES
from graph.neo4j_elements import Element, Sort, Told
from graph.neo4j_store import Writer

BATCH = 2_000
"""So many elements go in one transaction: with five times as many, the server takes a fifth longer for each."""
NOWHERE = -1
"""The number of a node that somebody took away by hand: what should be connected to it is left out."""

One = TypeVar("One")


@dataclass(slots=True)
class Known:
    """Neo4j's numbers of nodes, by sort and id: of those that were written, and of others that were asked for."""

    numbers: defaultdict[Sort, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def learn(self, writer: Writer, sort: Sort, ids: Iterable[str]) -> dict[str, int]:
        """The numbers of a sort, those of these ids among them, where they are there."""
        numbers = self.numbers[sort]
        for some in batches(sorted(set(ids) - numbers.keys())):
            numbers.update((id_, number) for id_, _, number in writer.run(cypher.NODES_AT[sort], ids=some))
        return numbers


def put(writer: Writer, elements: Iterable[Element], known: Known, *, absent: bool = False) -> int:
    """Write elements, in the order of their sorts; returns a number above those of the entities among them."""
    by_sort: defaultdict[str, list[Element]] = defaultdict(list)
    for element in elements:
        by_sort[element.sort].append(element)
    text = cypher.make_nodes if absent else cypher.put_nodes
    entities, sources, claims = (_put_nodes(writer, text, by_sort[sort]) for sort in ("entity", "source", "claim"))
    known.numbers["entity"] |= entities
    known.numbers["source"] |= sources
    _put_links(writer, by_sort["claim"], claims, known)
    _put_hops(writer, by_sort["hop"], known)
    return max(entities.values(), default=-1) + 1


def batches(rows: Iterable[One]) -> Iterator[list[One]]:
    """The rows, so many at a time."""
    left = iter(rows)
    while some := list(islice(left, BATCH)):
        yield some


def _put_nodes(writer: Writer, text: Callable[[str, tuple[str, ...]], str], nodes: Iterable[Element]) -> dict[str, int]:
    """The number of each by id."""
    numbers = dict[str, int]()
    for kind, some in _grouped(nodes, lambda node: node.told["kind"] if node.sort == "entity" else node.sort):
        names = PROPERTIES[some[0].sort]
        rows = [_values(one.kept, names) for one in some]
        ((ids, written),) = writer.run(text(kind, names), rows=rows)
        numbers.update(zip(ids, written, strict=True))
    return numbers


def _put_links(writer: Writer, claims: Sequence[Element], numbers: Mapping[str, int], known: Known) -> None:
    sources = known.learn(writer, "source", (source for claim in claims for _, source, _ in claim.links))
    for kind in cypher.CITING:
        for rows in batches(_links(kind, claims, numbers, sources)):
            writer.run(cypher.connect(kind, PROPERTIES["link"]), rows=rows)


def _links(
    kind: str, claims: Iterable[Element], numbers: Mapping[str, int], sources: Mapping[str, int]
) -> Iterator[list[Any]]:
    """A row for each link of this kind."""
    for claim in claims:
        for link, source, told in claim.links:
            if link == kind:
                yield [numbers[claim.id], sources.get(source, NOWHERE), *_values(told, PROPERTIES["link"])]


def _put_hops(writer: Writer, hops: Sequence[Element], known: Known) -> None:
    numbers = known.learn(writer, "entity", (hop.place[end] for hop in hops for end in (0, 2)))
    for relationship, some in _grouped(hops, lambda hop: hop.place[1]):
        rows = [_hop_row(hop, numbers) for hop in some]
        writer.run(cypher.connect(relationship, PROPERTIES["hop"]), rows=rows)


def _hop_row(hop: Element, numbers: Mapping[str, int]) -> list[Any]:
    subject, _, object_ = hop.place
    return [numbers.get(subject, NOWHERE), numbers.get(object_, NOWHERE), *_values(hop.kept, PROPERTIES["hop"])]


def _values(told: Told, names: Iterable[str]) -> list[Any]:
    return list(map(told.get, names))


def _grouped(elements: Iterable[Element], by: Callable[[Element], str]) -> Iterator[tuple[str, list[Element]]]:
    """Batches of elements that are alike."""
    groups: defaultdict[str, list[Element]] = defaultdict(list)
    for element in elements:
        groups[by(element)].append(element)
    return ((name, batch) for name, some in groups.items() for batch in batches(some))
