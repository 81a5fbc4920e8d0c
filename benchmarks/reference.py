"""The right answer on a small made graph, worked out slowly: every simple walk first, every rule after.

Invariant: it shares nothing with any engine but the columns and the rank; it reads docs/concepts.md word by word.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from benchmarks.asked import Asked, Chain, Pair, predicate, ranked, run
from benchmarks.made_graph import MadeGraph
from evidence.dates import EARLIEST

Neighbours = dict[int, list[tuple[int, int]]]

IMPOSSIBLE, SEQUENCE, POSSIBLE, OBSERVED = range(4)


def reference(graph: MadeGraph, asked: Asked, pair: Pair) -> list[Chain]:
    """The best chains between the two, up to the limit of the question."""
    neighbours: Neighbours = defaultdict(list)
    for hop in np.flatnonzero(asked.wants(graph)).tolist():
        one, other = int(graph.subject[hop]), int(graph.object[hop])
        neighbours[one].append((hop, other))
        neighbours[other].append((hop, one))
    found = ranked(graph, _walks(neighbours, Chain((pair[0],), ()), pair[1], asked.max_hops))
    if asked.rules:
        found = [chain for chain in found if not turns(graph, chain) and time_of(graph, chain) > IMPOSSIBLE]
        found = [chain for number, chain in enumerate(found) if not _is_detour(graph, chain, found[:number])]
    return found[: asked.limit]


def turns(graph: MadeGraph, chain: Chain) -> bool:
    """Whether neighbouring flows, or neighbouring hops of a predicate that allows no turn, are walked both ways."""
    for number, (before, after) in enumerate(pairwise(chain.hops)):
        one, other = predicate(graph, before), predicate(graph, after)
        bound = (one.is_flow and other.is_flow) or (one.name == other.name and not one.turns)
        if not (bound and one.directed and other.directed):
            continue
        if _along(graph, chain, number) != _along(graph, chain, number + 1):
            return True
    return False


def time_of(graph: MadeGraph, chain: Chain) -> int:
    """The time verdict, read from the first entity on."""
    hops = list(chain.hops)
    if graph.core_first[hops].max() <= graph.core_last[hops].min():
        return OBSERVED
    if graph.hull_first[hops].max() <= graph.hull_last[hops].min():
        return POSSIBLE
    if any(predicate(graph, hop).is_flow and not _along(graph, chain, number) for number, hop in enumerate(hops)):
        return IMPOSSIBLE
    day = EARLIEST
    for hop in hops:
        day = max(day, int(graph.hull_first[hop]))
        if day > graph.hull_last[hop]:
            return IMPOSSIBLE
    return SEQUENCE


def _walks(neighbours: Neighbours, walked: Chain, target: int, hops_left: int) -> Iterator[Chain]:
    """Every simple walk on from here to the target."""
    for hop, end in neighbours[walked.entities[-1]] if hops_left else ():
        if end in walked.entities:
            continue
        further = Chain((*walked.entities, end), (*walked.hops, hop))
        if end == target:
            yield further
        else:
            yield from _walks(neighbours, further, target, hops_left - 1)


def _along(graph: MadeGraph, chain: Chain, number: int) -> bool:
    return bool(chain.entities[number] == graph.subject[chain.hops[number]])


def _is_detour(graph: MadeGraph, chain: Chain, better: list[Chain]) -> bool:
    return any(
        len(other.hops) < len(chain.hops)
        and _in_order(other.entities, chain.entities)
        and time_of(graph, other) >= time_of(graph, chain)
        and (run(graph, other) == len(other.hops) or run(graph, chain) < len(chain.hops))
        for other in better
    )


def _in_order(part: tuple[int, ...], whole: tuple[int, ...]) -> bool:
    rest = iter(whole)
    return all(entity in rest for entity in part)
