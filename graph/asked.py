"""A question in the numbers of one store: where chains start and end, and which entities may be steps of them.

Invariant: no entity of either end is a step, but of an exposure, whose chains may pass one target to reach another;
what is avoided is neither end nor step.
"""

from dataclasses import dataclass

import numpy as np

from graph.question import Question
from graph.store import Flags, GraphStore, Numbers

_FEW = 4
"""So many are compared one after another."""
_MANY = 20_000
"""For so many, marking the set in an array as long as the store costs less than looking each of them up."""


@dataclass(frozen=True, slots=True)
class NumberSet:
    """Some numbers, ascending; ``these[numbers]`` says which of many are among them, whatever the size of the store."""

    numbers: Numbers

    def __getitem__(self, asked: Numbers) -> Flags:
        if len(self.numbers) <= _FEW:
            return _any_equal(asked, self.numbers)
        if len(asked) > _MANY:
            marked = np.zeros(1 + max(self.numbers[-1], asked.max()), np.bool_)
            marked[self.numbers] = True
            return marked[asked]
        places = np.searchsorted(self.numbers, asked)
        places[places == len(self.numbers)] = 0
        return np.asarray(self.numbers[places] == asked)

    def without(self, numbers: Numbers) -> "NumberSet":
        """The set without some of its numbers."""
        return NumberSet(self.numbers[~np.isin(self.numbers, numbers)])


def _any_equal(asked: Numbers, numbers: Numbers) -> Flags:
    if not len(numbers):
        return np.zeros(len(asked), np.bool_)
    found = np.asarray(asked == numbers[0])
    for number in numbers[1:]:
        found |= asked == number
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """Ends by number, which numbers they are, and which entities may not be steps."""

    sources: Numbers
    targets: Numbers
    via: frozenset[int]
    is_source: NumberSet
    is_target: NumberSet
    is_no_step: NumberSet

    @property
    def is_vain(self) -> bool:
        """Whether there is nowhere to start, nowhere to end, or what must be passed is not there."""
        alone = len(self.sources) == len(self.targets) == 1 and self.sources[0] == self.targets[0]
        return not len(self.sources) or not len(self.targets) or alone or -1 in self.via


def in_numbers(store: GraphStore, question: Question) -> Asked:
    """The question in the numbers of the store; entities that are not there are left out."""
    # All of them together first: a server tells them in one answer, and its store keeps the last one in mind.
    store.numbers(question.sources | question.targets | question.via | question.avoid)
    sources, via = store.numbers(question.sources - question.avoid), store.numbers(question.via)
    avoided = store.numbers(question.avoid)
    targets = np.setdiff1d(targets_of(store, question), avoided)
    ends = sources if question.best_of_each else np.union1d(sources, targets)
    return Asked(
        sources=sources,
        targets=targets,
        via=frozenset(via.tolist()) | ({-1} if len(via) < len(question.via) else set()),
        is_source=NumberSet(sources),
        is_target=NumberSet(targets),
        is_no_step=NumberSet(np.union1d(ends, avoided)),
    )


def targets_of(store: GraphStore, question: Question) -> Numbers:
    """The entities that chains may end at: those named, or all of a kind but for the sources."""
    if question.to_kind is None:
        return store.numbers(question.targets)
    return np.setdiff1d(store.of_kind(question.to_kind, question.to_types), store.numbers(question.sources))
