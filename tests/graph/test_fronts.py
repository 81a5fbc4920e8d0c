"""Both sides go on hop by hop; where the last hop would cost much, only the hops between them are asked for."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.views import ClaimView
from graph import ask, fronts
from graph.asked import in_numbers
from graph.budget import Budget, OutOfTime
from graph.fronts import Fronts
from graph.projector import project
from graph.store import HopFilter
from tests.graph.making import asked, claim, disclosed, no_hints
from tests.graph.random_graphs import random_disclosure, random_question

BUSY = [claim("c1", "a", "partners_with", "h"), claim("c2", "g", "partners_with", "z")] + [
    claim(f"{end}{number}", end, "partners_with", f"{end}{number}") for end in "gh" for number in range(5)
]
"""From a and from z one hop leads to an entity with six."""


def begun(claims: list[ClaimView], steps: int = 1000) -> Fronts:
    store = project(disclosed(*claims))
    return Fronts(store, in_numbers(store, asked("a", "z"), seconds=60.0), HopFilter(), Budget(steps, 60.0))


def known(found: Fronts) -> int:
    return len(found.ahead.within(9).numbers) + len(found.behind.within(9).numbers)


@pytest.fixture
def dear(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five hops are much."""
    monkeypatch.setattr(fronts, "DEAR", 4)


@pytest.mark.usefixtures("dear")
def test_what_both_sides_would_read_much_for_is_read_of_neither() -> None:
    joined = begun([*BUSY, claim("c", "h", "funds", "g")])
    joined.reach(3)
    assert joined.between is not None
    assert known(joined) == 4
    assert [len(met) for met in joined.met] == [1, 1]


@pytest.mark.usefixtures("dear")
def test_where_no_hop_is_between_them_the_next_length_goes_on() -> None:
    joined = begun([*BUSY, claim("c", "h", "funds", "m"), claim("d", "m", "funds", "g")])
    joined.reach(3)
    assert not len(joined.met[0])
    joined.reach(4)
    assert known(joined) > 4
    assert len(joined.met[0])


@pytest.mark.usefixtures("dear")
def test_a_hop_between_them_that_no_chain_may_take_is_none() -> None:
    """The subject of ``alleged_involvement_in`` may be passed, and its object, which is a hub, may not."""
    joined = begun([*BUSY, claim("c", "h", "alleged_involvement_in", "g")])
    joined.reach(3)
    assert joined.between is not None
    assert not len(joined.met[0])


@pytest.mark.usefixtures("dear")
def test_hops_between_them_count_in_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    joined = begun([*BUSY, claim("c", "h", "funds", "g")], steps=0)
    joined.reach(2)
    monkeypatch.setattr(fronts, "REACHED", 1)
    with pytest.raises(OutOfTime):
        joined.reach(3)


def test_what_costs_little_is_read() -> None:
    joined = begun([*BUSY, claim("c", "h", "funds", "g")])
    joined.reach(3)
    assert joined.between is None
    assert len(joined.meeting)


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_answers_are_the_same_whatever_is_much(rng: Random) -> None:
    disclosure = random_disclosure(rng)
    store, question = project(disclosure), random_question(rng, disclosure)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ask, "hints", no_hints)
        answers = []
        for much in (-1, 2, 4, 1_000):
            patch.setattr(fronts, "DEAR", much)
            answers.append(ask.answer(store, question, policy="four_eyes").model_dump_json())
    assert len(set(answers)) == 1


def test_what_lies_within_so_many_hops_is_among_it_and_nothing_else() -> None:
    found = begun([*BUSY, claim("c", "h", "funds", "g")])
    found.reach(3)
    everybody = np.arange(found.store.size)
    for side in (found.ahead, found.behind):
        for hops in range(side.radius + 1):
            within = side.within(hops)
            assert np.flatnonzero(within[everybody]).tolist() == sorted(within.numbers.tolist())
