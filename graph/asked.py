"""A question in the numbers of one store: where chains start and end, and which entities may be steps of them.

Invariant: no entity of either end is a step, but of an exposure, whose chains may pass one target to reach another;
what is avoided is neither end nor step.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import inf

import numpy as np

from graph.arrays import Numbers, flagged
from graph.members import NumberSet
from graph.once import once
from graph.question import Question
from graph.store import GraphStore


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


_NONE = np.zeros(0, np.int64)
NOTHING_ASKED = Asked(_NONE, _NONE, frozenset(), NumberSet(_NONE), NumberSet(_NONE), NumberSet(_NONE))
"""Nowhere to start and nowhere to end."""


def ends_alone(sources: Numbers, targets: Numbers) -> Asked:
    """Two ends, between which everything may be a step."""
    return Asked(sources, targets, frozenset(), NumberSet(sources), NumberSet(targets), NumberSet(_NONE))


def in_numbers(store: GraphStore, question: Question, *, seconds: float) -> Asked:
    """The question in the numbers of the store; entities that are not there are left out. Raises OutOfTime."""
    number = store.numbered(question.sources | question.targets | question.via | question.avoid, seconds=seconds)
    sources, avoided = _ascending(number, question.sources - question.avoid), _ascending(number, question.avoid)
    if question.to_kind is None:
        targets = _ascending(number, question.targets - question.avoid)
    else:
        targets = targets_of(store, question, seconds=seconds)
    ends = sources if question.best_of_each else once(np.concatenate([sources, targets]))
    return Asked(
        sources=sources,
        targets=targets,
        via=frozenset(number.get(id_, -1) for id_ in question.via),
        is_source=NumberSet(sources),
        is_target=NumberSet(targets),
        is_no_step=NumberSet(once(np.concatenate([ends, avoided]))),
    )


def _ascending(number: Mapping[str, int], ids: Collection[str]) -> Numbers:
    return np.array(sorted(number[id_] for id_ in ids if id_ in number), np.int64)


def targets_of(store: GraphStore, question: Question, *, seconds: float = inf) -> Numbers:
    """The entities that chains may end at: those named, or all of a kind but for sources and what is avoided.

    Raises OutOfTime.
    """
    if question.to_kind is None:
        return store.numbers(question.targets)
    every = store.of_kind(question.to_kind, question.to_types, seconds=seconds)
    return flagged(every, ~NumberSet(store.numbers(question.sources | question.avoid))[every])
