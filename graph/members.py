"""Some entities, by number, of which a search asks for many others whether they are among them.

Invariant: each is in ``numbers`` once, and is said to be among them; no other is.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from graph.arrays import Flags, Numbers, Whole

_FEW = 4
"""So many are compared one after another."""
_MANY, _PER_MEMBER = 500, 16
"""So many, and one for so many members, are sieved first by their last bits: most are in no set, and a look at a small
array says so of them.
"""
_HOLES, _LARGEST_SIEVE = 32, 1 << 21
"""A sieve has at least so many places for each member, but in all no more than so many."""


class Members(Protocol):
    """Entities in any order; ``these[asked]`` says which of many are among them, whatever the size of the store."""

    @property
    def numbers(self) -> Numbers:
        """Each of them once."""
        ...

    def __len__(self) -> int:
        """How many they are."""
        ...

    def __getitem__(self, asked: Whole, /) -> Flags:
        """Which of many are among them."""
        ...


@dataclass(frozen=True, slots=True)
class NumberSet:
    """Members in ascending order, which are looked for among them."""

    numbers: Numbers

    def __len__(self) -> int:
        """How many they are."""
        return len(self.numbers)

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
        asked = asked.astype(np.promote_types(asked.dtype, np.int32), copy=False)
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
    """Compared with what are no numpy's numbers: those would have all that is asked of made as long as they are."""
    if not len(numbers):
        return np.zeros(len(asked), np.bool_)
    first, *others = numbers.tolist()
    found = np.asarray(asked == first)
    for number in others:
        found |= asked == number
    return found
