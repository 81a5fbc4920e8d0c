"""How far apart entities are is the same whether hops are looked at one by one, or a border at a time."""

from random import Random

import pytest

from graph import distance
from graph.budget import Budget, OutOfTime
from graph.distance import TooMany, by_fronts, one_by_one
from graph.embedded_store import EmbeddedStore
from graph.hops import hops_of
from graph.projector import project
from tests.graph.making import claim, disclosed
from tests.graph.random_graphs import random_disclosure
from tests.graph.store_contract import shortest

SEEDS = range(60)
MOST = 4


def in_a_row(count: int) -> EmbeddedStore:
    return project(disclosed(*(claim(f"c{n}", f"e{n}", "partners_with", f"e{n + 1}") for n in range(count))))


@pytest.mark.parametrize("seed", SEEDS)
def test_both_ways_of_looking_give_the_shortest_walk(seed: int) -> None:
    rng = Random(seed)
    disclosure = random_disclosure(rng)
    store, hops = project(disclosure), list(hops_of(disclosure.claims.values()).values())
    some, others = ({rng.choice(sorted(disclosure.entities))} for _ in range(2))
    sources, targets = store.numbers(some), store.numbers(others)
    expected = shortest(hops, some, others, MOST)
    assert one_by_one(store, sources.tolist(), targets.tolist(), MOST) == expected
    assert by_fronts(store, sources, targets, MOST, Budget(10**6, 60.0)) == expected


def test_the_longest_that_is_asked_for_is_found_and_none_that_is_longer() -> None:
    store = in_a_row(5)
    one, other = store.numbers(["id-e0"]), store.numbers(["id-e5"])
    for most, found in ((5, 5), (4, None)):
        assert one_by_one(store, one.tolist(), other.tolist(), most) == found
        assert by_fronts(store, one, other, most, Budget(10**6, 60.0)) == found


def test_where_both_sides_have_many_hops_they_are_read_a_border_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distance, "FEW", 0)
    store = in_a_row(3)
    one, other = store.numbers(["id-e0"]), store.numbers(["id-e3"])
    with pytest.raises(TooMany):
        one_by_one(store, one.tolist(), other.tolist(), MOST)
    assert store.apart(one, other, MOST, Budget(10**6, 60.0)) == 3


def test_a_budget_that_is_spent_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distance, "FEW", 0)
    store = in_a_row(3)
    with pytest.raises(OutOfTime):
        store.apart(store.numbers(["id-e0"]), store.numbers(["id-e3"]), MOST, Budget(-1, 60.0))
