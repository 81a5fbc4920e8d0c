"""What is read of picked rows when it is asked for is what would have been read at once."""

from random import Random

import numpy as np
import pytest

from graph.projector import project
from graph.traits import Picked, Spans
from tests.graph.random_graphs import random_disclosure

COLUMNS = ("level", "origins", "predicate", "lies_in")
SETS_OF_DAYS = ("cores", "hulls")


def days_of(spans: Spans) -> list[object]:
    return [spans.at(row) for row in range(len(spans.starts) - 1)]


@pytest.mark.parametrize("seed", range(50))
def test_columns_read_when_they_are_asked_for_are_those_read_at_once(seed: int) -> None:
    rng = Random(seed)
    every = project(random_disclosure(rng)).whole.hops.traits
    rows = np.array([rng.randrange(len(every.level)) for _ in range(rng.randint(0, 9))], np.int64)
    picked, at_once = Picked(every, rows), every.of(rows)
    for name in COLUMNS:
        found, wanted = getattr(picked, name), getattr(at_once, name)
        assert found.tolist() == wanted.tolist()
        assert found.dtype == wanted.dtype
    days = [*zip(days_of(at_once.cores), days_of(at_once.hulls), strict=True)]
    assert [picked.days_at(place) for place in range(len(rows))] == days
    for name in SETS_OF_DAYS:
        assert days_of(getattr(picked, name)) == days_of(getattr(at_once, name))
    assert [picked.days_at(place) for place in range(len(rows))] == days
