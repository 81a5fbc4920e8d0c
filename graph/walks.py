"""Every simple walk of one length and one strength over a ground.

Invariant: a walk is found once, and none is missed unless the budget is spent: what is cut off early could not
have reached an end in the hops that were left, or not by a weakest hop of this strength.
"""

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence

from graph.budget import Budget
from graph.ground import Ground, Way
from graph.question import Question

_FAR = 10**6


class Walks:
    """The walks from a ground's sources to some ends, by length; ``_path`` and ``_visited`` are where it stands."""

    def __init__(self, ground: Ground, ends: Collection[str], question: Question, budget: Budget) -> None:
        self.ends = ends
        self._ground = ground
        self._via, self._turns, self._budget = question.via, question.turns, budget
        self._to_end, self._to_end_by_weak = _distances(ground, ends)
        self._path: list[Way] = []
        self._visited: set[str] = set()

    @property
    def none(self) -> bool:
        """Whether no source reaches an end over what was read, however long the walk."""
        return self._ground.sources.isdisjoint(self._to_end_by_weak)

    def of(self, length: int) -> Iterator[tuple[Way, ...]]:
        """Walks of exactly this length, one hop at least of the ground's level."""
        for source in sorted(self._ground.sources):
            if self._to_end_by_weak.get(source, _FAR) <= length:
                self._visited = {source}
                yield from self._extend(source, length - 1, weak=False)

    def _extend(self, at: str, left: int, *, weak: bool) -> Iterator[tuple[Way, ...]]:
        """Walk on by one way and then ``left`` more; ``weak``: a hop of the ground's level was walked already."""
        ways = self._ground.out[at]
        if not self._budget.take(len(ways)):
            return
        for way in ways:
            if not self._leads_on(way, left, weak=weak or way.weak):
                continue
            self._path.append(way)
            self._visited.add(way.end)
            if left:
                yield from self._extend(way.end, left - 1, weak=weak or way.weak)
            elif self._via <= self._visited:
                yield tuple(self._path)
            self._visited.remove(way.end)
            self._path.pop()

    def _leads_on(self, way: Way, left: int, *, weak: bool) -> bool:
        """Whether the way may be taken and an end can still be reached in the hops left after it."""
        if way.end in self._visited:
            return False
        if left:
            distance = self._to_end if weak else self._to_end_by_weak
            if not way.through or distance.get(way.end, _FAR) > left:
                return False
        elif way.end not in self.ends or not weak:
            return False
        return self._turns or not self._path or not _is_turn(self._path[-1], way)


def _is_turn(one: Way, other: Way) -> bool:
    return one.bound is not None and one.bound == other.bound and one.step.along != other.step.along


def _distances(ground: Ground, ends: Collection[str]) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Least hops from each entity to an end, and least hops if one of them must be of the worst level."""
    found: dict[tuple[str, bool], int] = {(end, False): 0 for end in ends}
    waiting = deque(found)
    while waiting:
        at, weak = waiting.popleft()
        distance = found[at, weak]
        for way in ground.into[at]:
            before = (way.start, weak or way.weak)
            if before not in found and (way.through or distance == 0):
                found[before] = distance + 1
                waiting.append(before)
    return _nearest(found, (True, False)), _nearest(found, (True,))


def _nearest(found: Mapping[tuple[str, bool], int], flags: Sequence[bool]) -> dict[str, int]:
    nearest: dict[str, int] = {}
    for (entity, weak), distance in found.items():
        if weak in flags:
            nearest[entity] = min(distance, nearest.get(entity, distance))
    return nearest
