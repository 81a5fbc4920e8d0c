"""What a run writes, and where in a page it is put."""

from benchmarks.bars import EMBEDDED, Results
from benchmarks.growth import Grown
from benchmarks.projection import Projected
from benchmarks.report import BEGIN, END, placed, report, so_far
from benchmarks.side_by_side import Measured


def test_only_what_was_measured_has_a_table() -> None:
    text = report(1.0, 7, Results(shortest=[Measured(EMBEDDED, {0: 0.5})]))
    assert "2,000,000 entities and 3,300,000 hops (size 1, seed 7)" in text
    assert "### The shortest chain, unfiltered" in text
    assert "ten best" not in text
    assert "Made anew" not in text


def test_growth_and_rebuild_are_told_in_hops() -> None:
    text = report(1.0, 1, Results(grown=[Grown(330, 0.001), Grown(3_300, 0.004)], rebuilt=(1_000, 0.5)))
    assert "| 3,300 | 4 |" in text
    assert "1,000 hops out of their claims in 0.5 s: 2,000 a second." in text


def test_ratios_are_to_the_embedded_engine_or_else_to_the_first() -> None:
    slow, quick = Measured("slow", {0: 4.0}), Measured(EMBEDDED, {0: 2.0})
    assert "times embedded" in report(1.0, 1, Results(plain=[slow, quick]))
    assert "times slow" in report(1.0, 1, Results(plain=[slow]))


def test_a_page_with_marks_keeps_all_that_stands_around_them() -> None:
    page = f"# Before\n\n{BEGIN}\nold\n{END}\n\nAfter\n"
    once = placed("new\n", page)
    assert once == f"# Before\n\n{BEGIN}\n\nnew\n\n{END}\n\nAfter\n"
    assert placed("new\n", once) == once


def test_a_page_without_marks_is_written_anew() -> None:
    assert placed("new\n", "old\n") == placed("new\n", "") == "new\n"


def test_both_ways_into_neo4j_are_told_in_hops_a_second() -> None:
    text = report(1.0, 1, Results(projected=Projected(3_000, ours=2.0, by_hand=1.0, ahead=1.0, bare=1.0)))
    assert "| projection | 3,000 | 1,500 |" in text
    assert "| UNWIND ... MERGE by hand, the same | 3,000 | 3,000 |" in text


def test_a_line_tells_what_was_measured_so_far() -> None:
    measured = [Measured("one", {0: 0.002, 1: 0.004}), Measured("other", {0: 30.0}, {0})]
    assert so_far(measured) == "one: 2, 3 ms; other: 1, 30,000 ms"
