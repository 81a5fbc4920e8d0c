"""What every engine is asked: the pairs, the filter, and the rank in which chains come back.

Invariant: an answer is a list of chains in the rank of docs/concepts.md, by numbers of the made graph, so that the
answers of engines that share nothing else can be compared as they are.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from benchmarks.made_dates import ASKED_DAY
from benchmarks.made_graph import PREDICATES, MadeGraph
from evidence.vocabulary import Predicate, vocabulary

Pair = tuple[int, int]


class TimedOut(Exception):
    """The seconds that a question was given ended before its answer came."""


@contextmanager
def timed_out_by(limit: type[Exception]) -> Iterator[None]:
    """An engine's own error for a limit, its seconds or its memory, as TimedOut."""
    try:
        yield
    except limit as error:
        raise TimedOut from error


class Chain(NamedTuple):
    """A chain by numbers: one more entity than hops."""

    entities: tuple[int, ...]
    hops: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter and limits. Predicates by name; ``least`` a level, 0 to 4; ``day`` an ordinal or None; the audience
    is the public. With ``rules`` turns, detours and impossible times make no chain; without, detours are let in.
    """

    predicates: tuple[str, ...]
    least: int
    day: int | None
    rules: bool = False
    max_hops: int = 6
    limit: int = 10

    @property
    def codes(self) -> list[int]:
        """The predicates as the made graph has them."""
        return [PREDICATES.index(name) for name in self.predicates]

    def wants(self, graph: MadeGraph, level: int | None = None) -> npt.NDArray[np.bool_]:
        """Which hops the question takes; ``level`` in the place of its own lowest."""
        wanted: npt.NDArray[np.bool_] = (graph.level >= (self.least if level is None else level)) & (
            graph.visibility == 0
        )
        wanted &= np.isin(graph.predicate, self.codes)
        if self.day is not None:
            wanted &= (graph.hull_first <= self.day) & (self.day <= graph.hull_last)
        return wanted

    def within(self, hops: int) -> "Asked":
        """The same with another longest chain."""
        return replace(self, max_hops=hops)


PLAIN = Asked(("cooperates_with", "partners_with"), least=1, day=ASKED_DAY)
"""For the plain variant: the ten best chains within six hops, by associations that may have held on the day."""

FULL = Asked(
    ("cooperates_with", "funds", "participates_in", "partners_with", "runs", "trains"), least=1, day=None, rules=True
)
"""For the full variant: as the product asks by default, sequences among the chains."""


ASKED_KIND = "programme"
"""To all entities of this kind the exposure is asked, on the full variant."""


def pairs(graph: MadeGraph, count: int, seed: int = 1) -> list[Pair]:
    """So many pairs of different entities, the first of each two drawn by degree; only entities that the plain
    question's hops join to the busiest one, be it from afar: of any others all engines say at once that there is
    no chain, and a median over such pairs would tell nothing.
    """
    rng = np.random.default_rng([seed, *b"pairs"])
    able = _joined(graph)
    cumulated = np.cumsum(graph.degree[able])

    def by_degree() -> int:
        return int(able[np.searchsorted(cumulated, rng.integers(0, cumulated[-1]), side="right")])

    def evenly() -> int:
        return int(rng.choice(able))

    found: list[Pair] = []
    while len(found) < count:
        draw: Callable[[], int] = evenly if len(found) % 2 else by_degree
        pair = draw(), draw()
        if pair[0] != pair[1]:
            found.append(pair)
    return found


def _joined(graph: MadeGraph) -> npt.NDArray[np.int64]:
    taken = PLAIN.wants(graph)
    subject, object_ = graph.subject[taken], graph.object[taken]
    reached = np.zeros(graph.size, np.bool_)
    reached[np.argmax(graph.degree)] = True
    count = 0
    while count < (count := int(reached.sum())):
        reached[object_[reached[subject]]] = True
        reached[subject[reached[object_]]] = True
    return np.flatnonzero(reached)


def rank(graph: MadeGraph, chain: Chain) -> tuple[Any, ...]:
    """Strength, hops, hops beyond the arrangement, support, entities' keys, then each hop's predicate, scope key or
    nothing, and subject key. Better is smaller.
    """
    hops = list(chain.hops)
    return (
        -int(graph.level[hops].min()),
        len(hops),
        len(hops) - run(graph, chain),
        -int(graph.origins[hops].sum(dtype=int)),
        chain.entities,
        tuple((int(graph.predicate[hop]), int(graph.scope[hop]), int(graph.subject[hop])) for hop in hops),
    )


def ranked(graph: MadeGraph, chains: Iterable[Chain]) -> list[Chain]:
    """The chains in their rank."""
    return sorted(chains, key=lambda chain: rank(graph, chain))


def run(graph: MadeGraph, chain: Chain) -> int:
    """How many hops the longest leading run within one scope has, its flows all walked the same way."""
    scope, flow = lies_in(graph, chain.hops[0]), None
    for number, hop in enumerate(chain.hops):
        if number and (scope < 0 or lies_in(graph, hop) != scope):
            return number
        if predicate(graph, hop).is_flow:
            along = chain.entities[number] == graph.subject[hop]
            if flow not in (None, along):
                return number
            flow = along
    return len(chain.hops)


def lies_in(graph: MadeGraph, hop: int) -> int:
    """The scope in which a hop lies, or -1."""
    if graph.scope[hop] >= 0:
        return int(graph.scope[hop])
    ends = [int(end) for end in (graph.subject[hop], graph.object[hop]) if graph.kind[end] == 2]
    return ends[0] if len(ends) == 1 else -1


def predicate(graph: MadeGraph, hop: int) -> Predicate:
    """The predicate of a hop, as the vocabulary has it."""
    return vocabulary().predicates[PREDICATES[graph.predicate[hop]]]
