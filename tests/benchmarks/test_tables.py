"""Tables say what was measured, in figures that people can read."""

from benchmarks.side_by_side import Measured, Opened
from benchmarks.tables import bars_table, measured_table, milliseconds, opened_table, times

QUICK = Measured("quick", {0: 0.002, 1: 0.004})
SLOW = Measured("slow", {0: 3.0, 1: 30.0}, timed_out={1}, wrong={0})


def test_a_row_says_what_was_asked_what_timed_out_and_what_differed() -> None:
    assert measured_table([QUICK, SLOW], "quick").splitlines() == [
        "| engine | asked | median ms | 95th percentile ms | timed out | differed | times quick |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        "| quick | 2 | 3 | 3.9 | 0 | 0 |  |",
        "| slow | 2 | 16,500 | 28,650 | 1 | 1 | 5,500 |",
    ]


def test_without_the_engine_to_compare_with_there_is_no_ratio() -> None:
    assert measured_table([SLOW], "quick").splitlines()[-1].endswith("| 1 | 1 |  |")


def test_what_was_opened_is_told_in_seconds_milliseconds_and_megabytes() -> None:
    row = opened_table({"quick": Opened(1.5, 0.25, 400_000_000, 90_000_000)}).splitlines()[-1]
    assert row == "| quick | 1.50 | 250 | 400 | 90 |"


def test_a_bar_that_is_missed_stands_out() -> None:
    rows = bars_table([("fast", "3 times", True), ("small", "9 MB", False)]).splitlines()[2:]
    assert rows == ["| fast | 3 times | holds |", "| small | 9 MB | **missed** |"]


def test_figures_are_as_exact_as_they_are_worth() -> None:
    assert [milliseconds(one) for one in (0.000012345, 0.0123, 0.25, 31.5)] == ["0.0123", "12.3", "250", "31,500"]
    assert [times(one) for one in (0.123, 3.456, 1234.5)] == ["0.12", "3.5", "1,234"]
