"""How the cost of a question grows with the graph, and how fast the graph is made anew.

Both are measured for the embedded engine alone: the first as medians over a graph and a tenth of it, asked in turn; the
second on a graph of which whole records fit into memory.
"""

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.asked import PLAIN, pairs
from benchmarks.asking import EngineProcess, Named
from benchmarks.made_graph import load, made
from benchmarks.made_records import disclosure
from benchmarks.side_by_side import WARM_QUESTIONS
from graph.projector import project

REBUILT_SIZE = 0.01
"""33,000 hops."""


@dataclass(frozen=True, slots=True)
class Grown:
    """Hops of a graph, and the median seconds of the plain question on it."""

    hops: int
    median: float


def growth(engine: Named, folders: Sequence[Path], count: int, seconds: float, seed: int) -> list[Grown]:
    """The medians on each of the graphs, whose engines are open side by side and asked in turn."""
    graphs = [load(folder / "graph") for folder in folders]
    drawn = [pairs(graph, WARM_QUESTIONS + count, seed) for graph in graphs]
    took: list[list[float]] = [[] for _ in graphs]
    with ExitStack() as opened:
        processes = [EngineProcess(engine, folder) for folder in folders]
        for process in processes:
            opened.callback(process.close)
        for number in range(WARM_QUESTIONS + count):
            for process, mine, kept in zip(processes, drawn, took, strict=True):
                kept.append(process.ask("ask", mine[number], PLAIN, seconds=seconds).seconds)
    kept_after_warming = (times[WARM_QUESTIONS:] for times in took)
    return [Grown(len(graph.public), median(some)) for graph, some in zip(graphs, kept_after_warming, strict=True)]


def rebuilt(size: float, seed: int) -> tuple[int, float]:
    """How many hops the graph was made anew with, out of the claims of a disclosure, and in how many seconds."""
    told = disclosure(made(size, seed))
    start = time.perf_counter()
    project(told)
    return len(told.claims), time.perf_counter() - start
