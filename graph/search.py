"""The chains that answer a question, ranked: exact within its limits.

Invariant: strength by strength and length by length, as the rank goes; a group is ranked only when all of it is
found, unless the budget ended the search, and then the answer says that it is not complete.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.budget import Budget
from graph.chains import Chain, allowed, is_detour
from graph.ground import Ground, Way
from graph.model import level_of
from graph.question import STANDINGS, Question
from graph.store import GraphStore
from graph.walks import Walks


@dataclass(frozen=True, slots=True)
class Found:
    """Ranked chains; ``complete``: no budget ended the search; ``more``: the limit cut chains off."""

    chains: tuple[Chain, ...]
    complete: bool
    more: bool


def search(store: GraphStore, question: Question) -> Found:
    """The best chains that the question allows, up to its limit."""
    budget = Budget(question.steps, question.seconds)
    kept: list[Chain] = []
    for group in _groups(store, question, budget, kept):
        for chain in sorted(group, key=lambda chain: chain.rank):
            if _keeps(chain, question, kept):
                kept.append(chain)
                if len(kept) > question.limit:
                    break
        if len(kept) > question.limit:
            break
    return Found(tuple(kept[: question.limit]), not budget.spent, len(kept) > question.limit)


def every_chain(store: GraphStore, question: Question) -> tuple[list[Chain], bool]:
    """All chains within the question, detours among them, whatever its limit; and whether these are all."""
    budget = Budget(question.steps, question.seconds)
    groups = _groups(store, question, budget, [])
    return [chain for group in groups for chain in group if allowed(chain, question)], not budget.spent


def _groups(store: GraphStore, question: Question, budget: Budget, kept: list[Chain]) -> Iterator[list[Chain]]:
    """The chains of each strength and length, best first; ``kept`` may grow between two groups."""
    for level in range(len(STANDINGS) - 1, level_of(question.min_standing) - 1, -1):
        ground = Ground(store, question, level)
        walks = Walks(ground, ground.targets, question, budget)
        for length in range(1, question.max_hops + 1):
            grown, ends = ground.reach(length), _open_ends(ground, question, kept)
            if grown or ends != walks.ends:
                walks = Walks(ground, ends, question, budget)
            if ground.whole and walks.none:
                break
            yield list(_chains(walks.of(length), question))
            if budget.spent:
                return


def _open_ends(ground: Ground, question: Question, kept: list[Chain]) -> frozenset[str]:
    """Where chains may still end: of an exposure, at targets that have no chain yet."""
    if question.best_of_each:
        return ground.targets - {chain.entities[-1].id for chain in kept}
    return ground.targets


def _chains(found: Iterable[tuple[Way, ...]], question: Question) -> Iterator[Chain]:
    for ways in found:
        yield Chain(tuple(way.step for way in ways), question.backwards)


def _keeps(chain: Chain, question: Question, kept: list[Chain]) -> bool:
    """Whether the chain has a place in the answer, beside the better ones."""
    if not allowed(chain, question):
        return False
    if question.best_of_each:
        return all(chain.entities[-1].id != other.entities[-1].id for other in kept)
    return question.detours or not is_detour(chain, kept)
