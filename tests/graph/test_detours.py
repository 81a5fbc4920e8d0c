"""Which walks lead a longer way round."""

import pytest

from graph.budget import Budget
from graph.bypasses import Bypasses
from graph.detours import Detours, DetoursLeft, Way
from graph.projector import project
from graph.question import Time
from graph.reading import Reading, Run
from graph.verdicts_left import VerdictsLeft
from graph.walks import Walk
from tests.graph.grounds import ground_for
from tests.graph.making import asked, claim, disclosed

SHORT = Way((1, 3, 2, 9), "possible", one_run=False)

READINGS: dict[Time, Reading] = {
    "observed": Reading(),
    "possible": Reading(cores=()),
    "sequence": Reading(cores=(), hulls=()),
}


def kept(*chains: Way, one_pair: bool = True) -> Detours:
    detours = Detours(one_target=True, one_pair=one_pair)
    for chain in chains:
        detours.keep(chain)
    return detours


def is_detour(
    through: tuple[int, ...], hops: int, time: Time = "possible", *, one_run: bool = False, one_target: bool = True
) -> bool:
    """Whether a walk through these places is one of SHORT, or will be after so many hops in all."""
    ground, question = ground_for(project(disclosed(claim("c", "a", "partners_with", "z"))), asked("a", "z"), 1)
    verdicts, bypasses = VerdictsLeft(ground, question.is_target, False), Bypasses(ground, question.is_target)
    left = DetoursLeft((SHORT,), hops, one_target, verdicts, bypasses, Budget(1, 60.0))
    ways = tuple(range(len(through) - 1))
    return left.has(Walk(through, ways, False, 0, READINGS[time], Run(), one_run, (), ()))


@pytest.mark.parametrize(
    ("through", "is_one"),
    [
        ((1, 3, 8, 2, 9), True),
        ((1, 3, 2, 8, 9), True),
        ((1, 2, 8, 3, 9), False),
        ((1, 3, 8, 7, 9), False),
    ],
)
def test_a_chain_through_all_entities_in_the_same_order_is_one(through: tuple[int, ...], is_one: bool) -> None:
    assert is_detour(through, 4) == is_one


@pytest.mark.parametrize(("time", "is_one"), [("observed", False), ("possible", True), ("sequence", True)])
def test_a_better_time_verdict_makes_it_none(time: Time, is_one: bool) -> None:
    assert is_detour((1, 3, 8, 2, 9), 4, time) == is_one


def test_one_arrangement_is_no_detour_of_an_association() -> None:
    assert not is_detour((1, 3, 8, 2, 9), 4, one_run=True)


def test_a_walk_that_may_end_elsewhere_is_given_up_only_after_all_of_the_chain() -> None:
    assert not is_detour((1, 3, 2), 5, one_target=False)
    assert is_detour((1, 3, 2, 8, 9), 5, one_target=False)


def test_only_shorter_chains_all_of_which_lies_on_the_ground_have_detours_there() -> None:
    store = project(disclosed(*(claim(ends, ends[0], "partners_with", ends[1]) for ends in ("ab", "bz", "ac"))))
    ground, _ = ground_for(store, asked("a", "z"), 2)
    a, b, c, z = store.numbers([f"id-{key}" for key in "abcz"]).tolist()
    chain, elsewhere = (Way(through, "observed", one_run=True) for through in ((a, b, z), (a, c, z)))
    on_ground = chain._replace(through=tuple(map(ground.place_of, chain.through)))
    assert list(kept(chain, elsewhere).shorter(ground, 3)) == [on_ground]
    assert not list(kept(chain, elsewhere).shorter(ground, 2))


def test_one_observed_hop_makes_a_detour_of_every_longer_chain_of_its_pair() -> None:
    direct = Way((1, 9), "observed", one_run=True)
    assert kept(direct).is_every_longer
    assert not kept(direct, one_pair=False).is_every_longer
    assert not kept(Way((1, 9), "possible", one_run=True)).is_every_longer
    assert not kept(Way((1, 8, 9), "observed", one_run=True)).is_every_longer
