"""Verdicts read hop by hop."""

from hypothesis import given
from hypothesis import strategies as st

from evidence.dates import EARLIEST, LATEST
from graph.days import DaySet, united
from graph.question import TIMES
from graph.reading import Leg, Reading, Run, run_of, time_of

DAYS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)), min_size=1, max_size=3)


def days(spans: list[tuple[int, int]]) -> DaySet:
    return united((first, first + length) for first, length in spans)


@st.composite
def legs(draw: st.DrawFn) -> Leg:
    hulls = days(draw(DAYS)) if draw(st.booleans()) else ((EARLIEST, LATEST),)
    cores = hulls[:1] if draw(st.booleans()) else ()
    return Leg(cores, hulls, draw(st.sampled_from([None, 1, 2])), draw(st.booleans()), True, draw(st.booleans()))


@given(st.lists(legs(), min_size=1, max_size=5), st.booleans())
def test_one_more_hop_never_makes_a_verdict_better(walk: list[Leg], backwards: bool) -> None:
    reading, run = Reading.began(backwards=backwards), Run()
    for before, leg in enumerate(walk):
        further, longer = reading.then(leg), run.then(leg)
        assert TIMES.index(further.verdict) <= TIMES.index(reading.verdict)
        assert longer.hops - run.hops == run.takes(leg)
        assert run.goes_on or longer.hops == run.hops
        assert run.hops == before or not run.goes_on
        reading, run = further, longer


@given(st.lists(legs(), min_size=1, max_size=5))
def test_backwards_is_the_same_from_the_other_end(walk: list[Leg]) -> None:
    turned = [leg._replace(along=not leg.along) for leg in reversed(walk)]
    assert time_of(walk, backwards=True) == time_of(turned, backwards=False)


def test_a_flow_that_has_no_direction_is_never_against_the_reading() -> None:
    early, late = (Leg((), ((day, day),), None, True, False, True) for day in (1, 9))
    assert time_of([early, late], backwards=False) == time_of([late, early], backwards=True) == "sequence"


def test_the_first_hop_is_a_run_of_its_own_without_a_scope() -> None:
    loose, scoped = Leg((), (), None, False, True, True), Leg((), (), 1, False, True, True)
    assert [run_of(walk).hops for walk in ([loose, loose], [scoped, scoped], [scoped, loose, scoped])] == [1, 2, 1]
