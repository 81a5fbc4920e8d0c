"""Which walks lead a longer way round than a chain that is in the answer already.

Invariant: only what the rule drops is dropped: a chain that goes through all entities of a better-ranked, shorter one
in the same order, and is no better in time and scope. A walk is given up early only where all that it can become is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.question import TIMES, Time


class Way(NamedTuple):
    """The entities of a chain, or of a walk so far, and the best that can be said of its time and scope."""

    entities: tuple[int, ...]
    time: Time
    one_run: bool


@dataclass(slots=True)
class Detours:
    """The chains in the answer. ``target``: the one entity at which chains end, None where there are several.

    ``one_pair``: all chains start at one entity too.
    """

    target: int | None
    one_pair: bool
    kept: list[Way] = field(default_factory=list)

    def keep(self, chain: Way) -> None:
        """Take note of a chain that is in the answer."""
        self.kept.append(chain)

    @property
    def is_every_longer(self) -> bool:
        """Whether every chain of more than one hop is one: a single observed hop joins the two ends."""
        return self.one_pair and any(len(chain.entities) == 2 and chain.time == "observed" for chain in self.kept)

    def has(self, walk: Way, hops: int) -> bool:
        """Whether a walk, or whatever of so many hops it becomes, is one."""
        if len(walk.entities) <= hops and self.target is not None:
            walk = walk._replace(entities=(*walk.entities, self.target))
        return any(_in_order(chain.entities, walk.entities) for chain in self.no_worse(walk, hops))

    def no_worse(self, walk: Way, hops: int) -> Iterator[Way]:
        """The shorter chains than so many hops that are as good in time and scope as the walk can become."""
        for chain in self.kept:
            as_good = TIMES.index(chain.time) >= TIMES.index(walk.time) and (chain.one_run or not walk.one_run)
            if len(chain.entities) <= hops and as_good:
                yield chain


def _in_order(part: Iterable[int], whole: Iterable[int]) -> bool:
    rest = iter(whole)
    return all(entity in rest for entity in part)
