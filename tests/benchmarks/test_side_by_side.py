"""Engines are asked the same, beside each other, and what differs is counted."""

from pathlib import Path

import pytest

from benchmarks.asked import PLAIN
from benchmarks.asking import Named
from benchmarks.side_by_side import SLOW_PAIRS, Measured, SideBySide, agreed, chain_questions, within_questions
from tests.benchmarks.made_engines import BROKEN, LINGERING, OBLIGING, WRONG

PAIRS = [(2, 3), (4, 5), (6, 7)]


def measured(engines: list[Named], folder: Path, seconds: float = 9.0) -> dict[str, Measured]:
    with SideBySide(engines, folder, seconds) as beside:
        return {one.name: one for one in beside.measure(chain_questions(PAIRS, PLAIN))}


def test_every_engine_is_asked_every_question_and_each_turn_is_told_of_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.side_by_side.TURN", 2)
    told: list[tuple[list[int], int]] = []
    again = Named("again", OBLIGING.prepare, OBLIGING.open)
    with SideBySide(
        [OBLIGING, again],
        tmp_path,
        9.0,
        lambda so_far, count: told.append(([len(one.seconds) for one in so_far], count)),
    ) as beside:
        found = beside.measure(within_questions(PAIRS))
    assert [sorted(one.seconds) for one in found] == [[0, 1, 2]] * 2
    assert all(not one.wrong and not one.timed_out for one in found)
    assert told == [([2, 2], 2), ([3, 3], 1)]


def test_only_the_engines_named_are_asked(tmp_path: Path) -> None:
    again = Named("again", OBLIGING.prepare, OBLIGING.open)
    with SideBySide([OBLIGING, again], tmp_path, 9.0) as beside:
        assert [one.name for one in beside.measure(within_questions(PAIRS), ["again"])] == ["again"]


def test_an_engine_that_was_slow_is_asked_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.side_by_side.SLOW_SECONDS", 0.01)
    pairs = [(number, number + 1) for number in range(SLOW_PAIRS + 1)]
    with SideBySide([LINGERING, OBLIGING], tmp_path, 0.05) as beside:
        slow, quick = beside.measure(chain_questions(pairs, PLAIN))
    assert (len(slow.seconds), len(quick.seconds)) == (SLOW_PAIRS, SLOW_PAIRS + 1)


def test_an_answer_unlike_the_others_is_counted_as_one_that_differs(tmp_path: Path) -> None:
    again = Named("again", OBLIGING.prepare, OBLIGING.open)
    found = measured([WRONG, OBLIGING, again], tmp_path)
    assert found["wrong"].wrong == {0, 1, 2}
    assert not found["obliging"].wrong


def test_a_question_without_an_answer_is_counted_as_its_limit_and_as_no_answer_that_differs(tmp_path: Path) -> None:
    found = measured([LINGERING, OBLIGING], tmp_path, seconds=0.05)
    assert found["lingering"].timed_out == {0, 1, 2}
    assert found["lingering"].median == 0.05
    assert not found["lingering"].wrong
    assert not found["obliging"].wrong


def test_what_was_opened_is_told_with_the_first_question_after_it(tmp_path: Path) -> None:
    with SideBySide([OBLIGING], tmp_path, 9.0) as beside:
        beside.warm(chain_questions(PAIRS, PLAIN))
        opened = beside.opened()["obliging"]
    assert opened.opening > 0
    assert opened.first > 0
    assert opened.memory > 10**12


def test_when_one_engine_cannot_be_opened_the_others_are_closed(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="broken failed"), SideBySide([OBLIGING, BROKEN], tmp_path, 9.0):
        raise AssertionError("the context must not be entered")


def test_brute_force_is_right_against_any_number_of_others() -> None:
    assert agreed({"a": 1, "b": 1, "brute force": 2}) == 2
    assert agreed({"a": 1, "b": 2, "c": 2}) == 2


def test_an_engine_is_slow_when_its_first_twelve_questions_are() -> None:
    slow, quick = Measured("slow"), Measured("quick")
    for number in range(SLOW_PAIRS):
        assert not slow.is_slow
        slow.seconds[number], quick.seconds[number] = 6.0, 4.0
    assert slow.is_slow
    assert not quick.is_slow


def test_ratios_compare_the_questions_that_both_were_asked() -> None:
    slow, quick = Measured("slow", {0: 10.0, 1: 30.0}), Measured("quick", {0: 1.0, 1: 1.0, 2: 9.0, 3: 9.0})
    assert slow.times(quick) == 20
    assert quick.median == 5.0


def test_the_95th_percentile_is_of_all_seconds() -> None:
    assert Measured("one", {n: float(n) for n in range(101)}).tail == 95.0
