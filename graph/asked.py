"""A question in the numbers of one store: where chains start and end, and which entities may be steps of them.

Invariant: no entity of either end is a step, but of an exposure, whose chains may pass one target to reach another;
what is avoided is neither end nor step.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import inf

import numpy as np

from graph.arrays import Flags, Numbers, Whole
from graph.question import Question
from graph.store import GraphStore

_FEW = 4
"""So many are compared one after another."""
_MANY, _PER_MEMBER = 500, 16
"""So many, and one for so many members, are sieved first by their last bits: most are in no set, and a look at a small
array says so of them.
"""
_HOLES, _LARGEST_SIEVE = 32, 1 << 21
"""A sieve has at least so many places for each member, but in all no more than so many."""


@dataclass(frozen=True, slots=True)
class NumberSet:
    """Some numbers, ascending; ``these[numbers]`` says which of many are among them, whatever the size of the store."""

    numbers: Numbers

    def __getitem__(self, asked: Whole) -> Flags:
        if len(self.numbers) <= _FEW:
            return _any_equal(asked, self.numbers)
        are_many = len(asked) >= max(_MANY, len(self.numbers) // _PER_MEMBER)
        return self._sieved(asked) if are_many else self._looked_up(asked)

    def _looked_up(self, asked: Whole) -> Flags:
        places = np.searchsorted(self.numbers, asked)
        places[places == len(self.numbers)] = 0
        return np.asarray(self.numbers[places] == asked)

    def _sieved(self, asked: Whole) -> Flags:
        last_bits = min(_LARGEST_SIEVE, 1 << (_HOLES * len(self.numbers)).bit_length()) - 1
        sieve = np.zeros(last_bits + 1, np.bool_)
        sieve[self.numbers & last_bits] = True
        found = sieve.take(asked & last_bits)
        left = found.nonzero()[0]
        found[left] = self._looked_up(asked.take(left))
        return found

    def without(self, numbers: Numbers) -> "NumberSet":
        """The set without some of its numbers."""
        return NumberSet(self.numbers[~np.isin(self.numbers, numbers)])


def _any_equal(asked: Whole, numbers: Numbers) -> Flags:
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


_NONE = np.zeros(0, np.int64)
NOTHING_ASKED = Asked(_NONE, _NONE, frozenset(), NumberSet(_NONE), NumberSet(_NONE), NumberSet(_NONE))
"""Nowhere to start and nowhere to end."""


def in_numbers(store: GraphStore, question: Question, *, seconds: float) -> Asked:
    """The question in the numbers of the store; entities that are not there are left out. Raises OutOfTime."""
    number = store.numbered(question.sources | question.targets | question.via | question.avoid, seconds=seconds)
    sources, avoided = _ascending(number, question.sources - question.avoid), _ascending(number, question.avoid)
    if question.to_kind is None:
        targets = _ascending(number, question.targets - question.avoid)
    else:
        targets = np.setdiff1d(targets_of(store, question, seconds=seconds), avoided)
    ends = sources if question.best_of_each else np.union1d(sources, targets)
    return Asked(
        sources=sources,
        targets=targets,
        via=frozenset(number.get(id_, -1) for id_ in question.via),
        is_source=NumberSet(sources),
        is_target=NumberSet(targets),
        is_no_step=NumberSet(np.union1d(ends, avoided)),
    )


def _ascending(number: Mapping[str, int], ids: Collection[str]) -> Numbers:
    return np.array(sorted(number[id_] for id_ in ids if id_ in number), np.int64)


def targets_of(store: GraphStore, question: Question, *, seconds: float = inf) -> Numbers:
    """The entities that chains may end at: those named, or all of a kind but for the sources. Raises OutOfTime."""
    if question.to_kind is None:
        return store.numbers(question.targets)
    every = store.of_kind(question.to_kind, question.to_types, seconds=seconds)
    return np.setdiff1d(every, store.numbers(question.sources))
