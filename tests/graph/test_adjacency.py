"""Rows are read alike, whether they are long and read as they lie, or short and read all at once, or looked up in."""

from itertools import pairwise, product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import adjacency
from graph import rows as rows_of_columns
from graph.arrays import Flags, Whole
from graph.embedded_store import EmbeddedStore
from graph.entries import Entries
from graph.layer import Layer
from graph.members import NumberSet
from graph.projector import project
from graph.question import STANDINGS
from graph.rows import Rows
from tests.graph.making import claim, disclosed
from tests.graph.random_graphs import random_disclosure

_COUNTS = st.lists(st.integers(0, 5), max_size=6)


def read(counts: list[int], long: int) -> dict[int, list[int]]:
    """The entries that are read of each row of a table in which they are numbered, by the row's entity."""
    count = np.array(counts, np.int64)
    start = count.cumsum() - count
    table = np.arange(count.sum(), dtype=np.int32)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rows_of_columns, "_LONG", long)
        rows = Rows.of(np.arange(len(counts)), start, count)
    column, both = rows.read(table), rows.read(np.stack([table, -table], axis=1))
    assert both.tolist() == [[one, -one] for one in column.tolist()]
    owners, places = rows.of_read(np.arange(len(column)))
    assert column.tolist() == table[places].tolist()
    return {row: column[owners == row].tolist() for row in range(len(counts))}


@pytest.mark.parametrize("long", [1, 3, 100])
@given(_COUNTS)
def test_every_row_is_read_whole_and_each_entry_with_its_owner(long: int, counts: list[int]) -> None:
    numbers = iter(range(sum(counts)))
    assert read(counts, long) == {row: [next(numbers) for _ in range(count)] for row, count in enumerate(counts)}


@pytest.mark.parametrize("seed", range(20))
def test_entries_of_one_standing_ascend_by_where_they_lead(seed: int) -> None:
    rows = project(random_disclosure(Random(seed))).whole.adjacency
    for start, stop in pairwise(rows.cuts.tolist()):
        assert np.all(np.diff(Entries(rows.packed[start:stop]).end) >= 0)


def leading(layer: Layer, sought: list[int], entities: list[int], level: int) -> list[tuple[int, ...]]:
    """The entries that lead from these entities to those sought, each behind the entity at which it stands."""
    rows = layer.adjacency.rows_of(np.array(entities, np.int64), level)
    entity, found = layer.adjacency.leading_to(NumberSet(np.array(sought, np.int64)), rows)
    return sorted((one, *entry) for one, entry in zip(entity.tolist(), found.packed.tolist(), strict=True))


def made_in_two(rng: Random) -> EmbeddedStore:
    """A graph of which half came later, so that not every entity has a row there."""
    whole = project(random_disclosure(rng), 1)
    later = list(whole.everything()[1].values())[::2]
    return whole.after([hop.base for hop in later], later, {}, 2)


@settings(max_examples=200, deadline=None)
@given(st.randoms(use_true_random=False), st.data())
def test_what_is_read_one_by_one_or_looked_up_is_what_is_read_at_once(rng: Random, data: st.DataObject) -> None:
    store = made_in_two(rng)
    some = st.lists(st.integers(0, store.size - 1), unique=True).map(sorted)
    asked = data.draw(some), data.draw(some), data.draw(st.integers(0, len(STANDINGS) - 1))
    for layer, long in product(store.layers, (1, 3)):
        one_by_one = leading(layer, *asked)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(adjacency, "_FEW", 0)
            patched.setattr(rows_of_columns, "_LONG", long)
            at_once = leading(layer, *asked)
            patched.setattr(adjacency, "_HALVED", 0)
            assert one_by_one == at_once == leading(layer, *asked)


class AskedOfFew(NumberSet):
    """Members of which nobody asks for many whether they are among them."""

    def __getitem__(self, asked: Whole) -> Flags:
        assert len(asked) < 10
        return NumberSet.__getitem__(self, asked)


def test_a_few_ends_of_a_long_row_are_found_without_reading_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adjacency, "_BEGUN", 1)
    monkeypatch.setattr(adjacency, "_SHORT", 1)
    leaves = [claim(f"c{number}", "hub", "partners_with", f"e{number}") for number in range(500)]
    store = project(disclosed(*leaves, claim("c", "e7", "funds", "hub"), claim("d", "e8", "funds", "e9")))
    hub, ends = (store.numbers([f"id-{key}" for key in keys]) for keys in (["hub"], ["e7", "e8"]))
    rows = store.whole.adjacency.rows_of(np.concatenate([hub, ends[1:]]), 0)
    entity, found = store.whole.adjacency.leading_to(AskedOfFew(ends), rows)
    assert entity.tolist() == [*hub] * 3
    assert sorted(found.end.tolist()) == sorted([ends[0], *ends])
