"""What ways promise with one hop more is the same pair by pair and place by place."""

from random import Random

import numpy as np
import pytest

from graph import onward
from graph.ground import Ground
from graph.onward import NOTHING, Promises, onward_over
from graph.projector import project
from tests.graph.grounds import ground_for
from tests.graph.random_graphs import random_disclosure, random_question


def random_ground(rng: Random) -> Ground:
    disclosure = random_disclosure(rng)
    question = random_question(rng, disclosure)
    return ground_for(project(disclosure), question, question.max_hops)[0]


def further(ground: Ground, promise: Promises) -> Promises:
    """What the ways promise with one hop more, where any turn may be taken."""
    none = np.zeros(len(ground.start), np.uint8)
    return onward_over(ground, none, none)(promise)


@pytest.mark.parametrize("part", range(4))
def test_pair_by_pair_it_is_what_it_is_place_by_place(part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = going_on = 0
    for seed in range(part * 100, (part + 1) * 100):
        rng = Random(seed)
        ground = random_ground(rng)
        if not len(ground.start):
            continue
        promise = np.array([[rng.randint(NOTHING, 3) for _ in ground.start] for _ in range(2)], np.int32)
        by_pairs = further(ground, promise)
        with monkeypatch.context() as patched:
            patched.setattr(onward, "_FEW_PAIRS", 0)
            assert np.array_equal(by_pairs, further(ground, promise))
        pairs += onward._by_pairs(ground) is not None
        going_on += int((by_pairs > NOTHING).sum())
    assert pairs
    assert going_on


def test_pairs_are_not_written_down_where_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    ground = next(one for one in map(random_ground, map(Random, range(100))) if len(one.start) > 3)
    assert onward._by_pairs(ground)
    monkeypatch.setattr(onward, "_FEW_PAIRS", 0)
    assert not onward._by_pairs(ground)
