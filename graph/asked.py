"""A question in the numbers of one store: where chains start and end, and which entities may be steps of them.

Invariant: no entity of either end is a step, but of an exposure, whose chains may pass one target to reach another;
what is avoided is neither end nor step.
"""

from dataclasses import dataclass

import numpy as np

from graph.question import Question
from graph.store import Flags, GraphStore, Numbers


@dataclass(frozen=True, slots=True)
class Asked:
    """Ends by number, and for every number of the store whether it is one, and whether it may be a step."""

    sources: Numbers
    targets: Numbers
    via: frozenset[int]
    is_source: Flags
    is_target: Flags
    may_be_step: Flags

    @property
    def is_vain(self) -> bool:
        """Whether there is nowhere to start, nowhere to end, or what must be passed is not there."""
        alone = len(self.sources) == len(self.targets) == 1 and self.sources[0] == self.targets[0]
        return not len(self.sources) or not len(self.targets) or alone or -1 in self.via


def in_numbers(store: GraphStore, question: Question) -> Asked:
    """The question in the numbers of the store; entities that are not there are left out."""
    sources, via = store.numbers(question.sources - question.avoid), store.numbers(question.via)
    targets = np.setdiff1d(targets_of(store, question), store.numbers(question.avoid))
    is_source, is_target = _marked(store, sources), _marked(store, targets)
    is_end = is_source if question.best_of_each else is_source | is_target
    return Asked(
        sources=sources,
        targets=targets,
        via=frozenset(via.tolist()) | ({-1} if len(via) < len(question.via) else set()),
        is_source=is_source,
        is_target=is_target,
        may_be_step=~(is_end | _marked(store, store.numbers(question.avoid))),
    )


def targets_of(store: GraphStore, question: Question) -> Numbers:
    """The entities that chains may end at: those named, or all of a kind but for the sources."""
    if question.to_kind is None:
        return store.numbers(question.targets)
    return np.setdiff1d(store.of_kind(question.to_kind, question.to_types), store.numbers(question.sources))


def _marked(store: GraphStore, numbers: Numbers) -> Flags:
    marks = np.zeros(store.size, np.bool_)
    marks[numbers] = True
    return marks
