"""A Neo4j server that holds the made graph as somebody would load it by hand, without Throughline.

One label, the columns as properties; one relationship type a predicate, or one for all of them and the predicate as a
property too. Loaded from files by neo4j-admin. Invariant: a home is loaded whole or not there.
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
ONE_TYPE = "HOP"

_NODES = (":ID", "number:int", "kind", ":LABEL")
_HOPS = (":START_ID", ":END_ID", ":TYPE", "hop:int", "predicate", "level:int", "origins:int", "first:int", "last:int")


def home_in(folder: Path, *, typed: bool) -> Path:
    """Where the home stands; ``typed``: with a relationship type for each predicate."""
    return folder / ("neo4j" if typed else "neo4j-one-type")


def prepare(folder: Path, *, typed: bool) -> None:
    """Load the graph of the folder into a home beside it, once."""
    home = home_in(folder, typed=typed)
    if home.exists():
        return
    building = home.with_name(f"{home.name}.building")
    shutil.rmtree(building, ignore_errors=True)
    graph = load(folder / "graph")
    server = Server(building, heap=HEAP, cache=CACHE)
    _write(building / "import" / "entities.csv", _NODES, _entities(graph))
    _write(building / "import" / "hops.csv", _HOPS, _hops(graph, typed=typed))
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


def _hops(graph: MadeGraph, *, typed: bool) -> Iterable[Sequence[object]]:
    hops = graph.public
    predicates = [PREDICATES[code] for code in graph.predicate[hops].tolist()]
    types = (TYPES[name] if typed else ONE_TYPE for name in predicates)
    ends = (column[hops].tolist() for column in (graph.subject, graph.object))
    columns = (graph.level, graph.origins, graph.hull_first, graph.hull_last)
    properties = (
        hops.tolist(),
        ["" if typed else name for name in predicates],
        *(one[hops].tolist() for one in columns),
    )
    return zip(*ends, types, *properties, strict=True)
