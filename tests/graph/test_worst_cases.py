"""Graphs that would cost a search dearly which tried every way: each is answered whole within a few steps.

Steps are counted, not seconds. Every case fails if what it names is not given up early, or not taken in order.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, cast

import pytest

from evidence.views import ClaimView
from graph.projector import project
from graph.question import STANDINGS
from graph.search import Found, search
from graph.store import GraphStore, Near
from tests.graph.making import asked, claim, disclosed

FEW = 300
WIDE = 12


def answered(claims: list[ClaimView], **parameters: object) -> Found:
    """The answer from a to z within a few steps."""
    return search(project(disclosed(*claims)), asked("a", "z", steps=FEW, **parameters))


def between(
    start: str, end: str, widths: list[int], predicate: str = "partners_with", **more: Any
) -> Iterator[ClaimView]:
    """Layers of entities, each joined to all of the next one."""
    layers = [[start], *([f"{start}{end}{n}-{m}" for m in range(width)] for n, width in enumerate(widths)), [end]]
    for near, far in pairwise(layers):
        for one in near:
            yield from (claim(f"{one}>{other}", one, predicate, other, **more) for other in far)


def hop(start: str, end: str, predicate: str = "partners_with", **more: Any) -> ClaimView:
    return claim(f"{start}>{end}", start, predicate, end, **more)


def test_many_ties_are_taken_in_order_and_no_further() -> None:
    found = answered(list(between("a", "z", [WIDE, WIDE, WIDE])), limit=10)
    assert (len(found.chains), found.complete, found.more) == (10, True, True)


def test_leaves_of_a_hub_are_not_walked_into_and_back() -> None:
    claims = [hop("a", "hub"), hop("hub", "y"), hop("y", "z"), *(hop("hub", f"leaf{n}") for n in range(FEW))]
    found = answered(claims, detours=True, max_hops=6)
    assert (len(found.chains), found.complete) == (1, True)


def test_no_chain_is_said_without_trying_ways() -> None:
    claims = [*between("a", "y", [WIDE, WIDE]), *between("x", "z", [WIDE, WIDE])]
    assert answered(claims, max_hops=8) == Found((), complete=True, more=False)


def test_hubs_that_may_not_be_passed_are_not_walked_to() -> None:
    into = [hop(one, "place", "located_in") for one in ("a", "z")]
    others = [hop(f"x{n}", "place", "located_in") for n in range(FEW)]
    assert answered([*into, *others]) == Found((), complete=True, more=False)


def test_walks_that_must_become_detours_are_given_up() -> None:
    bridge = [hop("a", "x"), hop("x", "y"), hop("y", "z")]
    found = answered([*bridge, *between("x", "y", [WIDE, WIDE, WIDE])], max_hops=8)
    assert (len(found.chains), found.complete) == (1, True)


@pytest.mark.parametrize("backwards", [False, True])
def test_walks_whose_dates_cannot_come_out_are_given_up(backwards: bool) -> None:
    first, last = ("2020", "2010") if not backwards else ("2010", "2020")
    claims = [hop("a", "x", edtf=first), *between("x", "y", [WIDE, WIDE, WIDE]), hop("y", "z", edtf=last)]
    assert answered(claims, backwards=backwards) == Found((), complete=True, more=False)


def test_walks_whose_dates_can_only_follow_against_a_flow_are_given_up() -> None:
    claims = [
        hop("a", "x", edtf="2010"),
        *between("x", "y", [WIDE, WIDE, WIDE]),
        hop("z", "y", "funds", edtf="2020"),
    ]
    assert answered(claims) == Found((), complete=True, more=False)


def test_walks_that_cannot_be_observed_are_given_up() -> None:
    claims = [hop("a", "x", edtf="2010-01-01"), *between("x", "y", [WIDE, WIDE, WIDE], edtf="2009/2021")]
    late = hop("y", "z", edtf="2020-01-01")
    assert answered([*claims, late], min_time="observed") == Found((), complete=True, more=False)


def test_walks_that_must_turn_are_given_up() -> None:
    claims = [*between("a", "y", [WIDE, WIDE], "funds"), *between("z", "y", [WIDE, WIDE], "funds")]
    assert answered(claims) == Found((), complete=True, more=False)


class Counting:
    """A store that counts how often it is asked for neighbours."""

    def __init__(self, *claims: ClaimView) -> None:
        self._store = project(disclosed(*claims))
        self.asked = 0

    def near(self, *arguments: Any, **more: Any) -> Near:
        self.asked += 1
        return self._store.near(*arguments, **more)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def test_an_observed_hop_between_the_ends_ends_the_search() -> None:
    store = Counting(hop("a", "z", edtf="2016-01-01"), *between("a", "z", [WIDE, WIDE, WIDE]))
    found = search(cast(GraphStore, store), asked("a", "z", min_standing="reported", steps=FEW, max_hops=12))
    assert (len(found.chains), found.complete) == (1, True)
    assert store.asked <= len(STANDINGS)


def test_where_one_side_ends_nothing_more_is_asked_for() -> None:
    store = Counting(hop("a", "x"), hop("y", "z"), hop("a", "place", "located_in"))
    assert search(cast(GraphStore, store), asked("a", "z", min_standing="reported", max_hops=12)).complete
    assert store.asked <= 2 * len(STANDINGS)


def test_thousands_of_ends_on_either_side_are_one_frontier() -> None:
    claims = [*(hop(f"a{n}", "m") for n in range(1_000)), *(hop("m", f"z{n}") for n in range(1_000))]
    store = project(disclosed(*claims))
    question = asked("a0", "z0", steps=2 * FEW).relaxed(
        sources=frozenset(f"id-a{n}" for n in range(1_000)), targets=frozenset(f"id-z{n}" for n in range(1_000))
    )
    found = search(store, question)
    assert [[one.key for one in chain.entities] for chain in found.chains[:2]] == [["a0", "m", "z0"], ["a0", "m", "z1"]]
    assert (len(found.chains), found.complete, found.more) == (10, True, True)


def test_an_exposure_does_not_count_many_chains_to_one_end() -> None:
    claims = [*between("a", "y", [WIDE, WIDE, WIDE]), hop("y", "place-z", "located_in")]
    store = project(disclosed(*claims))
    question = asked("a", "z", steps=2_000).relaxed(to_kind="organisation", best_of_each=True, limit=100)
    found = search(store, question)
    assert len(found.chains) == 3 * WIDE + 2
    assert found.complete
