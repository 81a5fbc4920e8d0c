"""The best that can still be said of a walk."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from evidence.views import ClaimView
from graph import shared_days_left
from graph.asked import in_numbers
from graph.budget import Budget
from graph.embedded_store import EmbeddedStore
from graph.ground import Ground
from graph.legs import Legs
from graph.projector import project
from graph.prospects import prospects_of
from graph.question import TIMES, Question
from graph.reading import Leg, Reading, Run, run_of
from graph.verdicts_left import VerdictsLeft
from graph.walks import Walk, Walks, begun_at
from tests.graph.grounds import ground_for
from tests.graph.making import asked, claim, disclosed
from tests.graph.random_graphs import random_disclosure, random_question

ENOUGH = 10**6


def stand(store: EmbeddedStore, question: Question, hops: int) -> tuple[Ground, VerdictsLeft]:
    """The ground for walks of so many hops, and what is left to be said on it."""
    ground, numbers = ground_for(store, question, hops)
    return ground, VerdictsLeft(ground, numbers.is_target, question.backwards)


def walks(store: EmbeddedStore, question: Question, hops: int) -> Iterator[tuple[Ground, VerdictsLeft, Walk]]:
    """Every whole walk of so many hops."""
    ground, verdicts = stand(store, question, hops)
    if not len(ground.start):
        return
    numbers = in_numbers(store, question, seconds=60.0)
    prospects = prospects_of(ground, numbers.is_target, hops, level=0, turns=question.turns)
    budget = Budget(ENOUGH, 60.0)
    every = Walks(ground, prospects, verdicts, question, budget, hops, frozenset(), lambda _: False)
    yield from ((ground, verdicts, walk) for walk in every.from_(begun_at(ground, numbers.sources, question.backwards)))


def read(legs: list[Leg], *, backwards: bool) -> Reading:
    reading = Reading.began(backwards=backwards)
    for leg in legs:
        reading = reading.then(leg)
    return reading


@pytest.mark.parametrize("cuts", [62, 2])
@pytest.mark.parametrize("part", range(4))
def test_it_is_never_worse_than_what_comes_out(part: int, cuts: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same where the calendar is cut coarsely, as it is in large graphs."""
    monkeypatch.setattr(shared_days_left, "_CUTS", cuts)
    met = 0
    for seed in range(part * 50, (part + 1) * 50):
        rng = Random(seed)
        disclosure = random_disclosure(rng)
        store, asked_at_random = project(disclosure), random_question(rng, disclosure)
        question = asked_at_random.relaxed(min_time="impossible", via=frozenset(), same_arrangement=False)
        for hops in range(1, 5):
            met += sum(_holds(question, *one) for one in walks(store, question, hops))
    assert met > 20


def _holds(question: Question, ground: Ground, verdicts: VerdictsLeft, walk: Walk) -> bool:
    """Check what is said of every beginning of a whole walk."""
    legs = [Legs(ground)[way] for way in walk.ways]
    for gone, place in enumerate(walk.places):
        reading, left = read(legs[:gone], backwards=question.backwards), len(legs) - gone
        still = verdicts.time(reading, place, left)
        assert TIMES.index(walk.reading.verdict) <= TIMES.index(still) <= TIMES.index(reading.verdict)
        if left and run_of(legs).hops == len(legs):
            assert verdicts.scopes.allow(run_of(legs[:gone]), place, left)
    return True


def two_hops(**second: str) -> list[ClaimView]:
    first: dict[str, Any] = {"edtf": "2010/2012", "scope": "p"}
    return [
        claim("ab", "a", "partners_with", "b", **first),
        claim("bz", "b", "partners_with", "z", **(first | second)),
        claim("bc", "b", "partners_with", "c", **first),
    ]


def after_one(*claims: ClaimView) -> tuple[VerdictsLeft, Reading, Run, int]:
    """Where a walk from a to z stands after its first hop."""
    store = project(disclosed(*claims))
    ground, verdicts = stand(store, asked("a", "z"), 2)
    a, b = (ground.place_of(number) for number in store.numbers(["id-a", "id-b"]).tolist())
    leg = next(Legs(ground)[way] for way in range(len(ground.start)) if (ground.start[way], ground.end[way]) == (a, b))
    return verdicts, read([leg], backwards=False), run_of([leg]), b


def test_days_that_no_hop_on_shares_make_it_worse_before_that_is_walked() -> None:
    verdicts, reading, _, place = after_one(*two_hops(edtf="2015/2016"))
    assert reading.verdict == "observed"
    assert verdicts.time(reading, place, 1) == "sequence"
    verdicts, reading, _, place = after_one(*two_hops())
    assert verdicts.time(reading, place, 1) == "observed"


def test_a_run_ends_where_no_hop_to_an_end_lies_in_its_scope() -> None:
    verdicts, _, run, place = after_one(*two_hops(scope="q"))
    assert not verdicts.scopes.allow(run, place, 1)
    verdicts, _, run, place = after_one(*two_hops())
    assert verdicts.scopes.allow(run, place, 1)


def test_before_its_first_hop_a_walk_may_be_of_any_scope_that_leads_to_an_end() -> None:
    verdicts, *_ = after_one(*two_hops())
    start = verdicts.ground.start[0].item()
    assert verdicts.scopes.allow(Run(), start, 2)
    verdicts, *_ = after_one(*two_hops(scope="q"))
    assert not verdicts.scopes.allow(Run(), start, 2)
