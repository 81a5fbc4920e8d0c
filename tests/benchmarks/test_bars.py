"""What must hold is told of what was measured, and of nothing else."""

import pytest

from benchmarks.bars import COMPILED, CYPHER, EMBEDDED, STORE, Results, bars
from benchmarks.projection import Projected
from benchmarks.side_by_side import Measured, Opened


def took(name: str, *seconds: float, timed_out: int = 0, wrong: int = 0) -> Measured:
    return Measured(name, dict(enumerate(seconds)), set(range(timed_out)), set(range(wrong)))


def told(results: Results) -> dict[str, bool]:
    return {bar: holds for bar, _, holds in bars(results)}


@pytest.mark.parametrize("ours", [EMBEDDED, COMPILED])
@pytest.mark.parametrize(("seconds", "holds"), [(1.01, True), (0.99, False)])
def test_a_ratio_at_its_bar_holds_and_below_it_does_not(seconds: float, holds: bool, ours: str) -> None:
    found = told(Results(plain=[took(ours, 0.01), took(CYPHER, seconds)]))
    assert found[f"exact top 10: {ours} at least 100 times faster than Cypher by hand"] is holds


def test_an_engine_that_was_not_measured_has_no_bar() -> None:
    assert told(Results(plain=[took(CYPHER, 1.0)])) == {}
    assert not any("SQLite" in bar for bar in told(Results(plain=[took(EMBEDDED, 1.0)])))


@pytest.mark.parametrize("ours", [EMBEDDED, COMPILED])
@pytest.mark.parametrize(
    ("seconds", "timed_out", "wrong", "bar"),
    [
        ((0.01,), 1, 0, "no time-out"),
        ((0.01,), 0, 1, "no answer differs"),
        ((0.01, 0.01, 5.0), 0, 0, "95th percentile at most 6 medians or 150 ms"),
    ],
)
def test_each_promise_of_the_embedded_engine_can_be_missed(
    seconds: tuple[float, ...], timed_out: int, wrong: int, bar: str, ours: str
) -> None:
    changed = took(ours, *seconds, timed_out=timed_out, wrong=wrong)
    assert told(Results(plain=[took(ours, 0.01)]))[f"{ours}: {bar}"]
    assert not told(Results(plain=[changed]))[f"{ours}: {bar}"]


@pytest.mark.parametrize(
    ("opened", "missed"),
    [
        (Opened(0.1, 0.1, 300_000_000, 0), set()),
        (Opened(0.2, 0.1, 300_000_000, 0), {"embedded: opening and first question at most 10 medians or 250 ms"}),
        (Opened(0.1, 0.1, 500_000_000, 0), {"embedded: at most 400 MB resident"}),
    ],
)
def test_opening_and_memory_have_their_bars(opened: Opened, missed: set[str]) -> None:
    found = told(Results(plain=[took(EMBEDDED, 0.001)], opened={EMBEDDED: opened}))
    assert {bar for bar, holds in found.items() if not holds} == missed


def test_the_full_question_is_compared_with_the_plain_one() -> None:
    bar = "embedded: the full question at most 3 times the plain one"
    assert told(Results(plain=[took(EMBEDDED, 0.01)], full=[took(EMBEDDED, 0.029)]))[bar]
    assert not told(Results(plain=[took(EMBEDDED, 0.01)], full=[took(EMBEDDED, 0.031)]))[bar]


@pytest.mark.parametrize(("ours", "theirs", "holds"), [(0, 0, True), (0, 1, True), (1, 1, False), (2, 1, False)])
def test_our_store_has_fewer_time_outs_or_neither_has_any(ours: int, theirs: int, holds: bool) -> None:
    found = told(Results(plain=[took(STORE, 0.01, timed_out=ours), took(CYPHER, 1.0, timed_out=theirs)]))
    assert found["Neo4j store: fewer time-outs than Cypher by hand"] is holds


@pytest.mark.parametrize(
    ("ahead", "by_hand", "holds"), [(2.0, 2.0, [True, True]), (1.9, 2.0, [False, True]), (1.0, 1.9, [False, False])]
)
def test_the_projection_is_compared_with_merging_by_hand_both_ways(
    ahead: float, by_hand: float, holds: list[bool]
) -> None:
    found = told(Results(projected=Projected(100, ours=2.0, by_hand=by_hand, ahead=ahead, bare=1.0)))
    begun = ("of rows made ahead", "that begins at the records too")
    words = "projection into Neo4j not slower than the same by UNWIND ... MERGE by hand"
    assert found == dict(zip((f"{words}, {one}" for one in begun), holds, strict=True))
