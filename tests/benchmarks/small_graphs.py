"""Graphs small enough to be read: hops by hand, as the made graph keeps them."""

from typing import Any

import numpy as np

from benchmarks.made_graph import KINDS, PREDICATES, MadeGraph
from evidence.dates import EARLIEST, LATEST

EVER = (EARLIEST, LATEST)


def graph_of(*hops: dict[str, Any], entities: int = 8, programmes: tuple[int, ...] = ()) -> MadeGraph:
    """Hops with ends (subject, object), and what differs from a public hop of one good origin that always held."""

    def column(name: str, default: Any) -> np.ndarray:
        return np.array([hop.get(name, default) for hop in hops], np.int32)

    ends = np.array([hop["ends"] for hop in hops], np.int32)
    hull, core = column("hull", EVER), column("core", EVER)
    predicates = [PREDICATES.index(hop.get("predicate", "cooperates_with")) for hop in hops]
    return MadeGraph(
        subject=ends[:, 0],
        object=ends[:, 1],
        predicate=np.array(predicates, np.int8),
        level=column("level", 3).astype(np.int8),
        origins=column("origins", 1).astype(np.int8),
        hull_first=hull[:, 0],
        hull_last=hull[:, 1],
        core_first=core[:, 0],
        core_last=core[:, 1],
        scope=column("scope", -1),
        visibility=column("visibility", 0).astype(np.int8),
        kind=np.array([KINDS.index("programme") if n in programmes else 0 for n in range(entities)], np.int8),
    )
