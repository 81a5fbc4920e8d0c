"""Hops between two sides are read from the one that has fewer."""

import numpy as np

from graph.arrays import Numbers
from graph.members import NumberSet
from graph.sides import are_fewer_at_ends

HOPS = {1: 10, 2: 20, 3: 500, 4: 30}


def side(*some: int) -> NumberSet:
    return NumberSet(np.array(some, np.int64))


def degree(entities: Numbers) -> int:
    return sum(HOPS[one] for one in entities.tolist())


def test_hops_are_read_from_the_side_that_has_fewer() -> None:
    assert are_fewer_at_ends(side(3), side(1, 2), degree)
    assert not are_fewer_at_ends(side(1, 2), side(3), degree)
    assert are_fewer_at_ends(side(1, 2), side(1), degree)


def test_where_both_have_as_many_hops_they_are_read_from_the_fewer_entities() -> None:
    assert are_fewer_at_ends(side(1, 2), side(4), degree)
    assert not are_fewer_at_ends(side(4), side(1, 2), degree)


def test_many_are_not_counted_where_the_few_have_fewer_hops() -> None:
    """Of those from 100 on it is not known how many hops they have."""
    assert are_fewer_at_ends(side(*range(100, 200)), side(1), degree)
    assert not are_fewer_at_ends(side(1), side(*range(100, 200)), degree)
