"""A Neo4j server that holds the made graph as somebody would load it by hand, without Throughline.

One label, one relationship type a predicate, the columns as properties; loaded from files by neo4j-admin. Invariant:
a home is loaded whole or not there.
"""

import csv
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import psutil

from benchmarks.made_graph import KINDS, PREDICATES, MadeGraph, load
from tests.graph.neo4j_server import Server

HEAP, CACHE = "4g", "2g"
TYPES = {name: name.upper() for name in PREDICATES}

_NODES = (":ID", "number:int", "kind", ":LABEL")
_HOPS = (":START_ID", ":END_ID", ":TYPE", "hop:int", "level:int", "origins:int", "first:int", "last:int")


def prepare(folder: Path) -> None:
    """Load the graph of the folder into a home beside it, once."""
    home = folder / "neo4j"
    if home.exists():
        return
    building = folder / "neo4j.building"
    shutil.rmtree(building, ignore_errors=True)
    graph = load(folder / "graph")
    server = Server(building, heap=HEAP, cache=CACHE)
    _write(building / "import" / "entities.csv", _NODES, _entities(graph))
    _write(building / "import" / "hops.csv", _HOPS, _hops(graph))
    server.admin(
        *("database", "import", "full", "neo4j", "--overwrite-destination=true", "--id-type=integer"),
        f"--report-file={building}/logs/import.report",
        *(f"--nodes={building}/import/entities.csv", f"--relationships={building}/import/hops.csv"),
    )
    shutil.rmtree(building / "import")
    building.rename(home)


def started(home: Path) -> Server:
    """The server on a loaded home, with a password of this run."""
    for kept in ("databases/system", "transactions/system", "dbms"):
        shutil.rmtree(home / "data" / kept, ignore_errors=True)
    return Server(home, heap=HEAP, cache=CACHE).start()


def memory_of(server: Server) -> int:
    """Resident bytes of a server that runs."""
    pid = int((server.home / "run" / "pid").read_text(encoding="utf-8"))
    return int(psutil.Process(pid).memory_info().rss)


def _write(file: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(head)
        writer.writerows(rows)


def _entities(graph: MadeGraph) -> Iterable[Sequence[object]]:
    return ((number, number, KINDS[kind], "Entity") for number, kind in enumerate(graph.kind.tolist()))


def _hops(graph: MadeGraph) -> Iterable[Sequence[object]]:
    names, hops = [TYPES[name] for name in PREDICATES], graph.public
    types = (names[code] for code in graph.predicate[hops].tolist())
    ends = (column[hops].tolist() for column in (graph.subject, graph.object))
    properties = (graph.level, graph.origins, graph.hull_first, graph.hull_last)
    return zip(*ends, types, hops.tolist(), *(column[hops].tolist() for column in properties), strict=True)
