"""What is read of picked rows when it is asked for is what stands there."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from graph.days import DaySet
from graph.projector import project
from graph.traits import Picked, Spans, Traits
from tests.graph.random_graphs import random_disclosure

TYPES = {"level": np.int8, "origins": np.int32, "predicate": np.int16, "lies_in": np.int64}


def narrowed(traits: Traits) -> Traits:
    """The same in the smallest types, as files keep them."""
    return replace(traits, **{name: getattr(traits, name).astype(np.int8) for name in TYPES})


def days_of(spans: Spans, rows: list[int]) -> list[DaySet]:
    return [spans.at(row) for row in rows]


@pytest.mark.parametrize("seed", range(50))
def test_picked_columns_say_of_each_row_what_stands_there(seed: int) -> None:
    rng = Random(seed)
    every = narrowed(project(random_disclosure(rng)).whole.hops.traits)
    rows = [rng.randrange(len(every.level)) for _ in range(rng.randint(0, 9))]
    picked, places = Picked(every, np.array(rows, np.int64)), [*range(len(rows))]
    for name, kind in TYPES.items():
        column = getattr(picked, name)
        assert column.tolist() == [getattr(every, name)[row] for row in rows]
        assert column.dtype == kind
    days = [*zip(days_of(every.cores, rows), days_of(every.hulls, rows), strict=True)]
    assert [picked.days_at(place) for place in places] == days
    assert [*zip(days_of(picked.cores, places), days_of(picked.hulls, places), strict=True)] == days
    assert [picked.days_at(place) for place in places] == days
