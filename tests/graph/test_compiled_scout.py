"""The kernel's scout tells what the one by arrays tells, at every standing and length."""

from collections.abc import Iterator
from random import Random

import numpy as np
import pytest

from graph import fronts
from graph.asked import Asked, in_numbers
from graph.budget import Budget
from graph.compiled import searching
from graph.compiled.kernel import Kernel
from graph.compiled.searching import Memory
from graph.compiled.store import CompiledStore
from graph.ground import Ground
from graph.projector import project
from graph.question import STANDINGS, Question
from graph.scout import scout_of
from graph.search import search
from graph.store import HopFilter
from tests.graph.making import asked, claim, disclosed
from tests.graph.random_graphs import random_disclosure, random_question
from tests.graph.test_compiled_store import wider

STEPS = 10**6


class Pair:
    """Both scouts on one question, each with a budget of its own."""

    def __init__(self, rng: Random, kernel: Kernel) -> None:
        disclosure = random_disclosure(rng)
        plain = project(disclosure)
        self.question: Question = wider(rng, random_question(rng, disclosure))
        self.asked: Asked = in_numbers(plain, self.question, seconds=60.0)
        self.budgets = Budget(STEPS, 60.0), Budget(STEPS, 60.0)
        wanted = HopFilter.of(self.question)
        self.compiled = scout_of(CompiledStore.over(plain, kernel), self.asked, wanted, self.budgets[0])
        self.by_arrays = scout_of(plain, self.asked, wanted, self.budgets[1])

    def grounds(self) -> Iterator[tuple[Ground | None, Ground | None, int, int]]:
        """What both tell at each standing and length, best and shortest first."""
        for level in reversed(range(len(STANDINGS))):
            for scout in (self.compiled, self.by_arrays):
                scout.begin(HopFilter.of(self.question, level))
            for hops in range(1, self.question.max_hops + 1):
                for scout in (self.compiled, self.by_arrays):
                    scout.reach(hops)
                yield self.compiled.ground(), self.by_arrays.ground(), level, hops
        self.compiled.leave()
        self.by_arrays.leave()


def ways(ground: Ground | None) -> set[tuple[int, ...]]:
    """Where the ways lead, and by which hop."""
    if ground is None:
        return set()
    ends = (ground.entities[places].tolist() for places in (ground.start, ground.end))
    return set(zip(*ends, ground.hop.tolist(), ground.along.tolist(), ground.through.tolist(), strict=True))


@pytest.fixture(params=[2_000, 3, 0], ids=lambda dear: f"dear-{dear}")
def dear(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, spare_memory: list[Memory]) -> None:
    """From where on the last hop is looked for between the sides; looked up, where it is at all."""
    monkeypatch.setattr(fronts, "DEAR", request.param)
    monkeypatch.setattr(searching, "HALVED", 0)


@pytest.mark.usefixtures("dear")
@pytest.mark.parametrize("part", range(4))
def test_no_way_is_on_its_ground_that_the_question_forbids(part: int, kernel: Kernel) -> None:
    """Fewer may be: those to entities from which no way that may be gone leads on are left out."""
    fewer = 0
    for seed in range(part * 100, part * 100 + 40):
        for ours, theirs, *_ in Pair(Random(seed), kernel).grounds():
            assert ways(ours) <= ways(theirs)
            fewer += len(ways(theirs)) - len(ways(ours))
    assert fewer < 100


@pytest.mark.usefixtures("dear")
def test_it_takes_as_many_steps(kernel: Kernel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entities are few here, so each costs a step."""
    monkeypatch.setattr(fronts, "REACHED", 1)
    taken = 0
    for seed in range(60):
        pair = Pair(Random(seed), kernel)
        for _ in pair.grounds():
            ours, theirs = (budget._steps for budget in pair.budgets)
            assert ours == theirs
        taken += STEPS - pair.budgets[0]._steps
    assert taken > 100


def test_both_know_alike_whether_the_sides_are_apart(kernel: Kernel) -> None:
    told = set[bool]()
    for seed in range(60):
        pair = Pair(Random(seed), kernel)
        for ours, theirs, *_ in pair.grounds():
            if ours is None and theirs is None:
                assert pair.compiled.are_apart == pair.by_arrays.are_apart
                told.add(pair.compiled.are_apart)
    assert told == {True, False}


def test_its_promises_are_those_of_numpy_on_any_ground(kernel: Kernel) -> None:
    compared = 0
    for seed in range(60):
        pair = Pair(Random(seed), kernel)
        for _, ground, level, hops in pair.grounds():
            if ground is not None:
                told = [
                    scout.prospects(ground, pair.asked.is_target, hops, level=level, turns=seed % 2 == 0)
                    for scout in (pair.compiled, pair.by_arrays)
                ]
                assert np.array_equal(told[0].promise, told[1].promise)
                compared += np.size(told[0].promise)
    assert compared > 10_000


def no_memory(*_: object) -> None:
    raise MemoryError


def test_what_failed_in_the_middle_leaves_nothing_behind_for_the_next_search(
    kernel: Kernel, spare_memory: list[Memory], monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = [claim("c1", "a", "partners_with", "b"), claim("c2", "b", "partners_with", "z")]
    store = CompiledStore.over(project(disclosed(*claims)), kernel)
    with monkeypatch.context() as failing:
        failing.setattr(kernel, "columns", no_memory)
        with pytest.raises(MemoryError):
            search(store, asked("a", "z"))
    assert not any(np.count_nonzero(marks) for marks in [*spare_memory[0].known, spare_memory[0].place.view(np.uint8)])
    assert len(search(store, asked("a", "z")).chains) == 1
