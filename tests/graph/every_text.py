"""Every Cypher text that the program can make, so that a test can say of one that it is none of these."""

from collections.abc import Mapping
from itertools import product

from graph import cypher
from graph.store import HopFilter


def every_text(names: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """All texts there are, of elements with these properties: by sort, those of citations as ``link``."""
    whole = (text for name, text in vars(cypher).items() if name.isupper() and isinstance(text, str))
    flags = product((False, True), repeat=7)
    filters = [
        (
            HopFilter(
                level=int(level),
                predicates=frozenset({"funds"} if predicates else ()),
                valid_on=0 if day else None,
                certain=certain,
                types=frozenset({"fund"} if types else ()),
                through_hubs=hubs,
            ),
            ends,
        )
        for level, predicates, day, certain, types, hubs, ends in flags
    ]
    tables = (cypher.FOUND, cypher.WHOLE, cypher.NODES_AT)
    nodes = {**dict.fromkeys(cypher.KIND_LABELS, names["entity"]), "source": names["source"], "claim": names["claim"]}
    return frozenset(
        {
            *whole,
            *(text for step in cypher.SCHEMA for text in step),
            *cypher.FOREIGN,
            *(text for table in tables for text in table.values()),
            *(text(kind, own) for text in (cypher.put_nodes, cypher.make_nodes) for kind, own in nodes.items()),
            *(cypher.connect(relationship, names["link"]) for relationship in cypher.CITING),
            *(cypher.connect(relationship, names["hop"]) for relationship in cypher.relationships().values()),
            *(cypher.near(wanted, ends=ends) for wanted, ends in filters),
            *(text(wanted) for wanted, _ in filters for text in (cypher.ways, cypher.leaving)),
        }
    )
