"""What a search marks is gone when the next one begins, however the search ended."""

import numpy as np
import pytest

from graph import marks
from graph.budget import Budget, OutOfTime
from graph.distance import by_fronts
from graph.projector import project
from graph.search import Search
from tests.graph.making import asked, claim, disclosed

CLAIMS = [claim(ends, ends[0], "partners_with", ends[1]) for ends in ("ab", "bz", "ac", "cz")]


@pytest.fixture(autouse=True)
def spare(monkeypatch: pytest.MonkeyPatch) -> list[marks.Marks]:
    """None are kept yet."""
    kept = list[marks.Marks]()
    monkeypatch.setattr(marks, "_SPARE", kept)
    return kept


def are_wiped(spare: list[marks.Marks]) -> bool:
    return len(spare) == 2 and not np.concatenate(spare).any()


def test_what_was_given_back_is_taken_again_and_nobody_else_has_it(spare: list[marks.Marks]) -> None:
    first, second = marks.take_marks(3), marks.take_marks(3)
    assert first is not second
    marks.give_back(first)
    assert marks.take_marks(2) is first
    assert spare == []


def test_a_larger_store_has_marks_for_all_of_its_entities(spare: list[marks.Marks]) -> None:
    marks.give_back(marks.take_marks(3))
    assert len(marks.take_marks(4)) == 4


def test_no_more_are_kept_than_one_search_needs(spare: list[marks.Marks]) -> None:
    for one in [marks.take_marks(3) for _ in range(5)]:
        marks.give_back(one)
    assert len(spare) == 2


def test_a_search_that_came_to_its_end_gives_back_wiped_marks(spare: list[marks.Marks]) -> None:
    looking = Search.of(project(disclosed(*CLAIMS)), asked("a", "z"))
    assert len(list(looking.tracks())) == 2
    assert are_wiped(spare)


def test_a_search_that_nobody_goes_on_with_gives_back_wiped_marks(spare: list[marks.Marks]) -> None:
    tracks = Search.of(project(disclosed(*CLAIMS)), asked("a", "z")).tracks()
    next(tracks)
    del tracks
    assert are_wiped(spare)


def test_a_distance_that_was_found_gives_back_wiped_marks(spare: list[marks.Marks]) -> None:
    assert distance(Budget(1000, 60.0)) == 2
    assert are_wiped(spare)


def test_a_distance_that_ran_out_of_time_gives_back_wiped_marks(spare: list[marks.Marks]) -> None:
    budget = Budget(1000, 60.0)
    budget.spend()
    with pytest.raises(OutOfTime):
        distance(budget)
    assert are_wiped(spare)


def distance(budget: Budget) -> int | None:
    """From a to z, border by border."""
    store = project(disclosed(*CLAIMS))
    return by_fronts(store, store.numbers(["id-a"]), store.numbers(["id-z"]), 6, budget)


def test_a_search_that_is_left_twice_gives_nothing_back_twice(spare: list[marks.Marks]) -> None:
    looking = Search.of(project(disclosed(*CLAIMS)), asked("a", "z"))
    looking.scout.leave()
    looking.scout.leave()
    assert are_wiped(spare)
    assert spare[0] is not spare[1]


def test_who_has_left_marks_nothing_any_more(spare: list[marks.Marks]) -> None:
    looking = Search.of(project(disclosed(*CLAIMS)), asked("a", "z"))
    assert len(list(looking.tracks())) == 2
    with pytest.raises(IndexError):
        next(looking.tracks())
    assert are_wiped(spare)
