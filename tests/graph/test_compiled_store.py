"""A store with the compiled kernel answers as the same store without it."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.views import Disclosure
from graph import fronts
from graph.compiled import searching
from graph.compiled.kernel import Kernel
from graph.compiled.searching import Memory
from graph.compiled.store import CompiledStore
from graph.projector import catch_up, project
from graph.question import MOST_HOPS, Question
from graph.search import Search, Tracked, search, tracks
from tests.graph.brute_force import BruteForce
from tests.graph.making import asked, claim, disclosed
from tests.graph.random_graphs import random_disclosure, random_question
from tests.graph.store_contract import check_store, random_filter
from tests.graph.test_projector import changed
from tests.graph.test_search import check

LINE = [claim(f"c{n}", f"e{n}", "partners_with", f"e{n + 1}") for n in range(MOST_HOPS + 1)]


def compiled(disclosure: Disclosure, kernel: Kernel) -> CompiledStore:
    """What the disclosure makes, with a kernel."""
    return CompiledStore.over(project(disclosure), kernel)


def wider(rng: Random, question: Question) -> Question:
    """The question with a filter drawn at random, sometimes as an exposure asks it, or over more hops."""
    wanted = random_filter(rng)
    drawn = question.relaxed(
        predicates=wanted.predicates,
        classes=wanted.classes,
        types=wanted.types,
        valid_on=wanted.valid_on,
        max_hops=rng.choice((3, 6, MOST_HOPS)),
    )
    if rng.random() < 0.3:
        return drawn.relaxed(targets=frozenset(), to_kind=rng.choice(("organisation", "place")), best_of_each=True)
    return drawn


def assert_found_alike(store: CompiledStore, disclosure: Disclosure, rng: Random) -> None:
    """Compare with the store without a kernel, made anew of what it was made of."""
    question = wider(rng, random_question(rng, disclosure))
    assert search(store, question) == search(project(disclosure), question)


@pytest.mark.parametrize("seed", range(20))
def test_it_keeps_the_contract_of_stores(seed: int, kernel: Kernel) -> None:
    rng = Random(seed)
    disclosure = random_disclosure(rng)
    check_store(compiled(disclosure, kernel), disclosure, rng)


@pytest.mark.parametrize("part", range(4))
def test_its_answers_equal_brute_force(part: int, kernel: Kernel) -> None:
    chains = 0
    for seed in range(40):
        rng = Random(part * 1000 + seed)
        disclosure = random_disclosure(rng)
        store, brute = compiled(disclosure, kernel), BruteForce(disclosure)
        chains += sum(check(store, random_question(rng, disclosure), brute) for _ in range(2))
    assert chains > 30


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_it_finds_what_is_found_without_it(kernel: Kernel, rng: Random) -> None:
    disclosure = random_disclosure(rng)
    store = compiled(disclosure, kernel)
    for _ in range(5):
        assert_found_alike(store, disclosure, rng)


@pytest.mark.usefixtures("spare_memory")
@pytest.mark.parametrize("halved", [0, 1, 10**6])
@pytest.mark.parametrize("dear", [0, 3])
def test_it_finds_the_same_where_the_last_hop_is_looked_up_between_both_sides(
    dear: int, halved: int, kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fronts, "DEAR", dear)
    monkeypatch.setattr(searching, "HALVED", halved)
    for seed in range(60):
        rng = Random(seed)
        disclosure = random_disclosure(rng)
        assert_found_alike(compiled(disclosure, kernel), disclosure, rng)


@pytest.mark.parametrize("seed", range(20))
def test_it_follows_changes(seed: int, kernel: Kernel) -> None:
    rng = Random(seed)
    disclosure = random_disclosure(rng)
    store = CompiledStore.over(project(disclosure, 0), kernel)
    for cursor in range(1, 8):
        disclosure, bases, entities = changed(rng, disclosure)
        followed = catch_up(store, disclosure, bases, cursor, entities=entities)
        assert isinstance(followed, CompiledStore)
        store = followed
        for _ in range(3):
            assert_found_alike(store, disclosure, rng)


def test_the_longest_chain_that_may_be_asked_for_is_found(kernel: Kernel) -> None:
    store = compiled(disclosed(*LINE), kernel)
    longest = asked("e0", f"e{MOST_HOPS}").relaxed(max_hops=MOST_HOPS)
    assert [len(chain.steps) for chain in search(store, longest).chains] == [MOST_HOPS]
    assert search(store, longest.relaxed(targets=frozenset({f"id-e{MOST_HOPS + 1}"}))).chains == ()


def test_memory_that_a_search_leaves_serves_a_smaller_store_and_a_larger_one(
    kernel: Kernel, spare_memory: list[Memory]
) -> None:
    small, large = (compiled(disclosed(*LINE[:count]), kernel) for count in (2, 9))
    for store, end in ((large, "e9"), (small, "e2"), (large, "e9")):
        assert len(search(store, asked("e0", end).relaxed(max_hops=9)).chains) == 1
        assert [len(memory) for memory in spare_memory] == [large.size]


def test_memory_that_is_too_small_is_replaced(kernel: Kernel, spare_memory: list[Memory]) -> None:
    for count in (2, 9):
        store = compiled(disclosed(*LINE[:count]), kernel)
        assert len(search(store, asked("e0", f"e{count}").relaxed(max_hops=9)).chains) == 1
        assert [len(memory) for memory in spare_memory] == [store.size]


@pytest.mark.parametrize(("steps", "seconds"), [(10**6, 60.0), (1, 60.0), (10**6, 0.0)])
def test_a_search_leaves_wiped_memory_however_it_ends(
    steps: int, seconds: float, kernel: Kernel, spare_memory: list[Memory]
) -> None:
    rng = Random(1)
    for _ in range(30):
        disclosure = random_disclosure(rng)
        question = random_question(rng, disclosure).relaxed(steps=steps, seconds=seconds)
        tracks(compiled(disclosure, kernel), question)
        (memory,) = spare_memory
        assert not any(np.count_nonzero(marks) for marks in [*memory.known, memory.place.view(np.uint8)])


def test_a_question_in_vain_gives_its_memory_back(kernel: Kernel, spare_memory: list[Memory]) -> None:
    assert tracks(compiled(disclosed(*LINE), kernel), asked("e0", "nobody")).tracks == ()
    assert len(spare_memory) == 1


def test_two_searches_at_a_time_do_not_share_memory(kernel: Kernel, spare_memory: list[Memory]) -> None:
    store = compiled(disclosed(*LINE), kernel)
    one, other = (Search.of(store, asked("e0", "e5")) for _ in range(2))
    assert list(one.tracks()) == list(other.tracks())
    one.scout.leave()
    assert len({id(memory) for memory in spare_memory}) == len(spare_memory) == 2


def test_no_more_memory_is_kept_than_a_few_searches_need(kernel: Kernel, spare_memory: list[Memory]) -> None:
    store = compiled(disclosed(*LINE), kernel)
    at_a_time = [Search.of(store, asked("e0", "e5")) for _ in range(4)]
    for looking in at_a_time:
        looking.scout.leave()
    assert len(spare_memory) == 2


def test_a_budget_ends_a_search_and_says_so(kernel: Kernel) -> None:
    found = tracks(compiled(disclosed(*LINE), kernel), asked("e0", "e5").relaxed(steps=1))
    assert found == Tracked((), complete=False, more=False)
