"""Which walks lead a longer way round."""

import pytest

from graph.detours import Detours, Way
from graph.question import Time

SHORT = Way((1, 3, 2, 9), "possible", one_run=False)


def kept(*chains: Way, target: int | None = 9, one_pair: bool = True) -> Detours:
    detours = Detours(target, one_pair)
    for chain in chains:
        detours.keep(chain)
    return detours


@pytest.mark.parametrize(
    ("entities", "is_one"),
    [
        ((1, 3, 8, 2, 9), True),
        ((1, 3, 2, 8, 9), True),
        ((1, 2, 8, 3, 9), False),
        ((1, 3, 8, 7, 9), False),
    ],
)
def test_a_chain_through_all_entities_in_the_same_order_is_one(entities: tuple[int, ...], is_one: bool) -> None:
    assert kept(SHORT).has(Way(entities, "possible", one_run=False), 4) == is_one


def test_a_chain_as_short_is_none() -> None:
    assert not kept(SHORT).has(SHORT, 3)


@pytest.mark.parametrize(("time", "is_one"), [("observed", False), ("possible", True), ("sequence", True)])
def test_a_better_time_verdict_makes_it_none(time: Time, is_one: bool) -> None:
    assert kept(SHORT).has(Way((1, 3, 8, 2, 9), time, one_run=False), 4) == is_one


def test_one_arrangement_is_no_detour_of_an_association() -> None:
    assert not kept(SHORT).has(Way((1, 3, 8, 2, 9), "possible", one_run=True), 4)


def test_a_walk_is_given_up_when_only_its_end_is_missing() -> None:
    assert kept(SHORT).has(Way((1, 3, 2), "possible", one_run=False), 5)
    assert not kept(SHORT).has(Way((1, 3, 8), "possible", one_run=False), 5)


def test_a_walk_that_may_end_elsewhere_is_not_given_up() -> None:
    several = kept(SHORT, target=None, one_pair=False)
    assert not several.has(Way((1, 3, 2), "possible", one_run=False), 5)
    assert several.has(Way((1, 3, 2, 8, 9), "possible", one_run=False), 4)


def test_one_observed_hop_makes_a_detour_of_every_longer_chain_of_its_pair() -> None:
    direct = Way((1, 9), "observed", one_run=True)
    assert kept(direct).is_every_longer
    assert not kept(direct, one_pair=False).is_every_longer
    assert not kept(Way((1, 9), "possible", one_run=True)).is_every_longer
    assert not kept(Way((1, 8, 9), "observed", one_run=True)).is_every_longer
