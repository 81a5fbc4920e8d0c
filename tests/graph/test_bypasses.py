"""Who can still come to an end without going through all of a chain."""

import pytest

from graph.bypasses import Bypasses
from graph.projector import project
from tests.graph.grounds import ground_for
from tests.graph.making import asked, claim, disclosed

CLAIMS = [claim(ends, ends[0], "partners_with", ends[1]) for ends in ("ab", "bc", "cz", "bd", "dc", "dz")]


@pytest.fixture
def bypasses() -> Bypasses:
    ground, question = ground_for(project(disclosed(*CLAIMS)), asked("a", "z"), 4)
    return Bypasses(ground, question.is_target)


@pytest.fixture
def places() -> dict[str, int]:
    """Where the entities stand: by key, as their numbers go."""
    return {key: place for place, key in enumerate("abcdz")}


def test_what_it_holds_is_bounded_and_then_it_says_no_of_nothing(
    bypasses: Bypasses, places: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b, z = (places[key] for key in "abz")
    monkeypatch.setattr("graph.bypasses.MOST", 4 * 3 * len(bypasses.ground.entities))
    assert not bypasses.is_there((a, b, z), (a,), 3)
    assert bypasses.is_there((a, z), (a,), 3)
    assert not bypasses.is_there((a, b, z), (a,), 3)


def test_a_way_round_is_there_until_the_last_of_the_chain_was_passed(
    bypasses: Bypasses, places: dict[str, int]
) -> None:
    a, b, c, d, z = (places[key] for key in "abcdz")
    chain = (a, b, c, z)
    assert bypasses.is_there(chain, (a, b), 2)
    assert bypasses.is_there(chain, (a, b, d), 1)
    assert not bypasses.is_there(chain, (a, b, c), 1)
    assert not bypasses.is_there(chain, (a, b, d, c), 1)
    assert not bypasses.is_there((a, b, z), (a,), 3)
