"""What is answered of hops that were read before is what the store would answer."""

from dataclasses import fields, replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import neo4j_held
from graph.arrays import Numbers
from graph.embedded_store import EmbeddedStore
from graph.members import NumberSet
from graph.neo4j_held import Held
from graph.projector import project
from graph.question import STANDINGS
from graph.store import HopFilter
from graph.traits import Spans
from graph.ways import Ways
from tests.graph.making import claim, disclosed
from tests.graph.random_graphs import random_disclosure, random_question

NONE = np.zeros(0, np.int64)


def rows(ways: Ways) -> list[tuple[object, ...]]:
    traits = ways.traits.of(ways.place)
    columns = [getattr(ways, one.name) for one in fields(ways) if one.name not in ("place", "traits")]
    columns += [getattr(traits, one.name) for one in fields(traits)]
    return sorted(
        tuple(column.at(row) if isinstance(column, Spans) else column[row].item() for column in columns)
        for row in range(len(ways.hop))
    )


def filled(store: EmbeddedStore, wanted: HopFilter, entities: Numbers) -> Held:
    """As the store in Neo4j fills it, in two parts."""
    held, every = Held.of(wanted), store.of_kind(None, ())
    for some in (entities[:1], entities):
        lacking = held.lacks(some)
        held.add(lacking, store.ways(NumberSet(lacking), NumberSet(every), held.wanted, seconds=30))
    return held


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_it_answers_as_the_store_does_at_every_standing(rng: Random) -> None:
    disclosure = random_disclosure(rng)
    store, wanted = project(disclosure), HopFilter.of(random_question(rng, disclosure))
    every = store.of_kind(None, ())
    some = np.sort(rng.sample(every.tolist(), 3)).astype(np.int64)
    held = filled(store, wanted, some)
    for level in range(len(STANDINGS)):
        at_level = replace(wanted, level=level)
        for ends in (False, True):
            near, expected = (
                held.near(some[1:], level, ends=ends),
                store.near(some[1:], at_level, ends=ends, seconds=30),
            )
            assert near.entities.tolist() == expected.entities.tolist()
            assert near.open.tolist() == expected.open.tolist()
        few, all_ = NumberSet(some[:2]), NumberSet(every)
        for starts, ends_ in ((few, all_), (all_, few)):
            ways = held.ways(starts, ends_, level)
            assert ways is not None
            assert rows(ways) == rows(store.ways(starts, ends_, at_level, seconds=30))


def test_of_entities_that_it_does_not_hold_it_says_nothing() -> None:
    store = project(disclosed(claim("c", "a", "funds", "b"), claim("d", "b", "funds", "c")))
    a, b, c = (NumberSet(store.numbers([f"id-{key}"])) for key in "abc")
    held = filled(store, HopFilter(), a.numbers)
    assert held.lacks(np.concatenate([a.numbers, b.numbers])).tolist() == b.numbers.tolist()
    assert held.ways(b, c, 0) is None
    assert held.ways(b, a, 0) is not None
    assert Held.of(HopFilter()).ways(a, b, 0) is None


def test_it_serves_one_filter_whatever_its_standing() -> None:
    held = Held.of(HopFilter(level=3, certain=True))
    assert held.serves(HopFilter(level=1, certain=True))
    assert not held.serves(HopFilter(level=3))


def test_it_is_full_after_so_many_hops(monkeypatch: pytest.MonkeyPatch) -> None:
    store = project(disclosed(claim("c", "a", "funds", "b"), claim("d", "a", "funds", "c")))
    held = filled(store, HopFilter(), store.numbers(["id-a"]))
    assert held.serves(HopFilter())
    monkeypatch.setattr(neo4j_held, "HELD", 2)
    assert not held.serves(HopFilter())


def test_nothing_is_near_nobody() -> None:
    assert Held.of(HopFilter()).near(NONE, 0, ends=True).entities.tolist() == []
