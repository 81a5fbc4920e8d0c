"""The embedded store keeps the contract of stores, also after changes."""

from random import Random

import pytest

from graph import adjacency, rows
from graph.hops import hops_of
from graph.members import NumberSet
from graph.projector import project
from graph.store import HopFilter
from tests.graph.making import asked, claim, disclosed, entity
from tests.graph.random_graphs import random_disclosure
from tests.graph.store_contract import check_store, every_hop


@pytest.mark.parametrize("seed", range(40))
def test_it_answers_what_its_hops_say(seed: int) -> None:
    rng = Random(seed)
    disclosure = random_disclosure(rng)
    check_store(project(disclosure), disclosure, rng)


@pytest.mark.parametrize("halved", [0, 100], ids=["looked up", "read"])
@pytest.mark.parametrize("seed", range(40))
def test_it_answers_so_too_where_all_rows_are_read_at_once_or_ends_looked_up_in_each(
    seed: int, halved: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adjacency, "_FEW", 0)
    monkeypatch.setattr(rows, "_LONG", 1)
    monkeypatch.setattr(adjacency, "_HALVED", halved)
    test_it_answers_what_its_hops_say(seed)


def test_an_empty_graph_answers_too() -> None:
    check_store(project(disclosed(others=[entity("a")])), disclosed(others=[entity("a")]), Random(1))


def test_hubs_and_many_neighbours_are_each_told_once() -> None:
    claims = [claim(f"c{n}", "hub", "partners_with", f"e{n}") for n in range(5_000)]
    store = project(disclosed(*claims))
    near = store.near(store.numbers(["id-hub"]), HopFilter(), ends=True, seconds=60.0)
    back = store.near(near.entities, HopFilter(), ends=True, seconds=60.0)
    assert (len(near.entities), store.degree(store.numbers(["id-hub"]))) == (5_000, 5_000)
    assert store.degree(store.of_kind(None, ())) == 10_000
    assert [view.key for view in store.entities(back.entities)] == ["hub"]


def test_a_store_that_was_handed_out_does_not_change() -> None:
    funds = claim("c1", "a", "funds", "b")
    store = project(disclosed(funds), 1)
    later = store.after([("funds", "id-a", "id-b")], (), {"id-b": None}, 2)
    assert list(every_hop(store).values()) == list(hops_of([funds]).values())
    assert (every_hop(later), later.cursor, list(later.named("b"))) == ({}, 2, [])
    assert [view.key for view in store.named("b")] == ["b"]


def test_entities_that_came_later_have_the_hops_that_came_with_them_and_no_others() -> None:
    funds, later = claim("c1", "a", "funds", "b"), [claim(f"d{n}", "a", "visits", f"late{n}") for n in range(20)]
    hops = list(hops_of(later).values())
    store = project(disclosed(funds), 1).after(
        [hop.base for hop in hops], hops, {hop.object.id: hop.object for hop in hops}, 2
    )
    late = store.numbers([hop.object.id for hop in hops])
    assert len(late) == store.degree(late) == 20
    near = store.near(late, HopFilter(), ends=True, seconds=60.0)
    assert [view.key for view in store.entities(near.entities)] == ["a"]
    ways = store.ways(NumberSet(late), NumberSet(near.entities), HopFilter(), seconds=60.0)
    assert sorted(hop.id for hop in store.hops(ways.hop)) == sorted(hop.id for hop in hops)


def test_a_question_says_which_hops_it_wants() -> None:
    question = asked("a", "b", min_standing="reported", valid_on=7, classes=frozenset({"flow"}), min_time="observed")
    assert HopFilter.of(question) == HopFilter(1, frozenset(), frozenset({"flow"}), 7, certain=True)
    assert HopFilter.of(question, 4).level == 4
