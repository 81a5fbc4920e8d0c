"""Elements written into a Neo4j database, and taken away.

Invariant: writing an element that is there already leaves it as it should be; hops are the exception, as they are
never changed but dropped and made anew.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from graph import cypher
from graph.neo4j_elements import Element
from graph.neo4j_store import Writer

BATCH = 2_000
"""So many elements go in one text."""


def put(writer: Writer, elements: Iterable[Element]) -> int:
    """Write elements, in the order of their sorts; returns a number above those of the entities among them."""
    by_sort: defaultdict[str, list[Element]] = defaultdict(list)
    for element in elements:
        by_sort[element.sort].append(element)
    above = _put_entities(writer, by_sort["entity"])
    _put_nodes(writer, cypher.PUT_SOURCES, by_sort["source"])
    _put_nodes(writer, cypher.PUT_CLAIMS, by_sort["claim"])
    _put_links(writer, by_sort["claim"])
    _put_hops(writer, by_sort["hop"])
    return above


def batches(rows: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """The rows, so many at a time."""
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def _put_entities(writer: Writer, entities: Sequence[Element]) -> int:
    above = 0
    for kind, some in _grouped(entities, lambda element: element.told["kind"]).items():
        for batch in batches(some):
            ((highest,),) = writer.run(cypher.PUT_ENTITIES[kind], rows=_rows(batch))
            above = max(above, highest + 1)
    return above


def _put_nodes(writer: Writer, text: str, elements: Sequence[Element]) -> None:
    for batch in batches(elements):
        writer.run(text, rows=_rows(batch))


def _put_links(writer: Writer, claims: Sequence[Element]) -> None:
    links = [
        (kind, {"claim": one.id, "source": source, "told": told}) for one in claims for kind, source, told in one.links
    ]
    for kind, some in _grouped(links, lambda link: link[0]).items():
        for batch in batches(some):
            writer.run(cypher.PUT_CITATIONS[kind], rows=[row for _, row in batch])


def _put_hops(writer: Writer, hops: Sequence[Element]) -> None:
    for relationship, some in _grouped(hops, lambda element: element.place[1]).items():
        for batch in batches(some):
            rows = [{"subject": one.place[0], "object": one.place[2], "told": one.kept} for one in batch]
            writer.run(cypher.put_hops()[relationship], rows=rows)


def _rows(elements: Iterable[Element]) -> list[dict[str, Any]]:
    return [{"id": element.id, "told": element.kept} for element in elements]


def _grouped(rows: Iterable[Any], by: Callable[[Any], str]) -> Mapping[str, list[Any]]:
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        groups[by(row)].append(row)
    return groups
