"""From which of two sides the hops between them are read.

Invariant: this decides what reading them costs, never what is found.
"""

from collections.abc import Callable

from graph.arrays import Numbers
from graph.members import Members


def are_fewer_at_ends(starts: Members, ends: Members, degree: Callable[[Numbers], int]) -> bool:
    """Whether fewer hops are at the ends than at the starts, or as many and fewer ends.

    Nearly everybody has one hop at least, or would not be asked for: so what are many need not be counted where the few
    have fewer.
    """
    turned = len(ends) < len(starts)
    few, many = (ends, starts) if turned else (starts, ends)
    hops = degree(few.numbers)
    return turned if hops <= len(many) or hops <= degree(many.numbers) else not turned
