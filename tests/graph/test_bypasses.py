"""Who can still come to an end without going through all of a chain."""

import pytest

from graph.asked import in_numbers
from graph.budget import Budget
from graph.bypasses import Bypasses
from graph.fronts import Fronts
from graph.ground import ground_of
from graph.projector import project
from graph.store import HopFilter
from tests.graph.making import asked, claim, disclosed

CLAIMS = [claim(ends, ends[0], "partners_with", ends[1]) for ends in ("ab", "bc", "cz", "bd", "dc", "dz")]


def test_what_it_holds_is_bounded_and_then_it_says_no_of_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    store = project(disclosed(*CLAIMS))
    question = in_numbers(store, asked("a", "z"), seconds=60.0)
    fronts = Fronts(store, question, HopFilter(), Budget(1000, 60.0))
    fronts.reach(4)
    ground = ground_of(store, fronts)
    a, b, z = store.numbers([f"id-{key}" for key in "abz"]).tolist()
    bypasses = Bypasses(ground, question.is_target)
    monkeypatch.setattr("graph.bypasses.MOST", 4 * 3 * len(ground.entities))
    assert not bypasses.is_there((a, b, z), (a,), 3)
    assert bypasses.is_there((a, z), (a,), 3)
    assert not bypasses.is_there((a, b, z), (a,), 3)


def test_a_way_round_is_there_until_the_last_of_the_chain_was_passed() -> None:
    store = project(disclosed(*CLAIMS))
    question = in_numbers(store, asked("a", "z"), seconds=60.0)
    fronts = Fronts(store, question, HopFilter(), Budget(1000, 60.0))
    fronts.reach(4)
    bypasses = Bypasses(ground_of(store, fronts), question.is_target)
    a, b, c, d, z = store.numbers([f"id-{key}" for key in "abcdz"]).tolist()
    chain = (a, b, c, z)
    assert bypasses.is_there(chain, (a, b), 2)
    assert bypasses.is_there(chain, (a, b, d), 1)
    assert not bypasses.is_there(chain, (a, b, c), 1)
    assert not bypasses.is_there(chain, (a, b, d, c), 1)
    assert not bypasses.is_there((a, b, z), (a,), 3)
