"""What a search marks is gone when the next one begins, however the search ended."""

import numpy as np
import pytest

from graph import fronts
from graph.budget import Budget, OutOfTime
from graph.distance import by_fronts
from graph.marks import Marks
from graph.projector import project
from graph.search import Search
from graph.spare import Spares
from tests.graph.making import asked, claim, disclosed

CLAIMS = [claim(ends, ends[0], "partners_with", ends[1]) for ends in ("ab", "bz", "ac", "cz")]


@pytest.fixture(autouse=True)
def spare(monkeypatch: pytest.MonkeyPatch) -> list[Marks]:
    """None are kept yet."""
    spares = Spares[Marks](lambda size: np.zeros(size, np.uint8), most=2)
    monkeypatch.setattr(fronts, "MARKS", spares)
    return spares.kept


def are_wiped(spare: list[Marks]) -> bool:
    return len(spare) == 2 and not np.concatenate(spare).any()


def test_a_search_that_came_to_its_end_gives_back_wiped_marks(spare: list[Marks]) -> None:
    looking = Search.of(project(disclosed(*CLAIMS)), asked("a", "z"))
    assert len(list(looking.tracks())) == 2
    assert are_wiped(spare)


def test_a_search_that_nobody_goes_on_with_gives_back_wiped_marks(spare: list[Marks]) -> None:
    tracks = Search.of(project(disclosed(*CLAIMS)), asked("a", "z")).tracks()
    next(tracks)
    del tracks
    assert are_wiped(spare)


def test_a_distance_that_was_found_gives_back_wiped_marks(spare: list[Marks]) -> None:
    assert distance(Budget(1000, 60.0)) == 2
    assert are_wiped(spare)


def test_a_distance_that_ran_out_of_time_gives_back_wiped_marks(spare: list[Marks]) -> None:
    budget = Budget(1000, 60.0)
    budget.spend()
    with pytest.raises(OutOfTime):
        distance(budget)
    assert are_wiped(spare)


def distance(budget: Budget) -> int | None:
    """From a to z, border by border."""
    store = project(disclosed(*CLAIMS))
    return by_fronts(store, store.numbers(["id-a"]), store.numbers(["id-z"]), 6, budget)


def test_a_search_that_is_left_twice_gives_nothing_back_twice(spare: list[Marks]) -> None:
    looking = Search.of(project(disclosed(*CLAIMS)), asked("a", "z"))
    looking.scout.leave()
    looking.scout.leave()
    assert are_wiped(spare)
    assert spare[0] is not spare[1]


def test_who_has_left_marks_nothing_any_more(spare: list[Marks]) -> None:
    looking = Search.of(project(disclosed(*CLAIMS)), asked("a", "z"))
    assert len(list(looking.tracks())) == 2
    with pytest.raises(IndexError):
        next(looking.tracks())
    assert are_wiped(spare)
