"""What somebody would write by hand to bring a graph into Neo4j: `UNWIND ... MERGE`, in batches of one type.

Bare hops with what a search needs of them; or the whole records that the product keeps too: entities, sources, claims,
citations, and hops with what stands beside them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from neo4j import Driver

from benchmarks.made_graph import PREDICATES, MadeGraph
from benchmarks.neo4j_home import TYPES
from graph.neo4j_elements import Element
from tests.graph.neo4j_server import DATABASE

BARE = """UNWIND $rows AS row
MERGE (a:Entity {{number: row.subject}}) MERGE (b:Entity {{number: row.object}})
MERGE (a)-[r:{type} {{hop: row.hop}}]->(b)
SET r.level = row.level, r.origins = row.origins, r.first = row.first, r.last = row.last"""
NODE = "UNWIND $rows AS row MERGE (n:{type} {{id: row.id}}) SET n += row.told"
LINK = """UNWIND $rows AS row MATCH (c:Claim {{id: row.claim}}) MATCH (s:Source {{id: row.source}})
MERGE (c)-[r:{type} {{number: row.told.number}}]->(s) SET r += row.told"""
HOP = """UNWIND $rows AS row MATCH (a:Entity {{id: row.subject}}) MATCH (b:Entity {{id: row.object}})
MERGE (a)-[r:{type} {{id: row.told.id}}]->(b) SET r += row.told"""
_BATCH = 2_000

Row = dict[str, Any]
Typed = tuple[str, str, Row]
"""A text, the type in it, and a row for it."""


def merged(driver: Driver, rows: Iterable[Typed]) -> None:
    """Send rows, those of one text and type together, in the order in which these first come."""
    kinds: defaultdict[str, list[Row]] = defaultdict(list)
    for text, kind, row in rows:
        kinds[text.format(type=kind)].append(row)
    for text, some in kinds.items():
        for start in range(0, len(some), _BATCH):
            driver.execute_query(text, rows=some[start : start + _BATCH], database_=DATABASE)


def bare(graph: MadeGraph) -> list[Typed]:
    """All public hops between bare entities."""
    hops = graph.public
    columns = (graph.subject, graph.object, graph.level, graph.origins, graph.hull_first, graph.hull_last)
    names = ("hop", "subject", "object", "level", "origins", "first", "last")
    told = zip(hops.tolist(), *(column[hops].tolist() for column in columns), strict=True)
    return [
        (BARE, TYPES[PREDICATES[predicate]], dict(zip(names, row, strict=True)))
        for predicate, row in zip(graph.predicate[hops].tolist(), told, strict=True)
    ]


def whole(elements: Iterable[Element]) -> list[Typed]:
    """All that the product keeps: nodes, then citations, then hops."""
    held = list(elements)
    nodes = [(NODE, _label(one), {"id": one.id, "told": one.kept}) for one in held if one.sort != "hop"]
    hops = [(HOP, one.place[1], _hop_row(one)) for one in held if one.sort == "hop"]
    return [*nodes, *_links(held), *hops]


def _label(node: Element) -> str:
    return node.sort.capitalize()


def _links(elements: Iterable[Element]) -> Iterator[Typed]:
    for one in elements:
        for kind, source, told in one.links:
            yield LINK, kind, {"claim": one.id, "source": source, "told": dict(told)}


def _hop_row(hop: Element) -> Row:
    return {"subject": hop.place[0], "object": hop.place[2], "told": hop.kept}
