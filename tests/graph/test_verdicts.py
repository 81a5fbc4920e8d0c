"""Time and scope verdicts."""

import pytest

from evidence.dates import EARLIEST, LATEST, Days, first_day, parse_period
from evidence.views import ClaimView
from graph.chains import Chain
from graph.model import Step
from tests.graph.making import cite, claim, entity, hop_of, walked

Hop = tuple[str, str, str]
"""Start, predicate and end of a hop as walked; a predicate after "<" is walked against its direction."""


def chain_of(
    *hops: Hop, dates: tuple[str | None, ...] = (), scopes: tuple[str | None, ...] = (), **reading: bool
) -> Chain:
    steps = []
    for number, (start, predicate, end) in enumerate(hops):
        when, scope = _at(dates, number), _at(scopes, number)
        ends = (end, start) if predicate.startswith("<") else (start, end)
        said = claim(f"c{number}", ends[0], predicate.lstrip("<"), ends[1], edtf=when, scope=scope)
        steps.append(walked(hop_of(said), start))
    return Chain(tuple(steps), **reading)


def _at(values: tuple[str | None, ...], number: int) -> str | None:
    return values[number] if number < len(values) else None


def day(text: str) -> int:
    return first_day(text)


PARTNERS = (("a", "partners_with", "b"), ("b", "partners_with", "c"))
FLOW = (("a", "funds", "b"), ("b", "trains", "c"))


def test_observed_when_some_day_lies_in_every_core() -> None:
    chain = chain_of(*PARTNERS, dates=("2016-01-01/2016-06-30", "2016-06-01/2017-01-01"))
    assert (chain.time, chain.decided_by) == ("observed", ())
    assert chain.windows == ((day("2016-06-01"), day("2016-06-30")),)


def test_possible_when_only_hulls_meet() -> None:
    chain = chain_of(*PARTNERS, dates=("2016", "2016-06-01"))
    assert (chain.time, chain.decided_by) == ("possible", (1,))
    assert chain.windows == ((day("2016-06-01"), day("2016-06-01")),)


def test_unknown_dates_make_nothing_observed_and_nothing_impossible() -> None:
    chain = chain_of(*FLOW, dates=("2016-01-01", None))
    assert chain.time == "possible"
    assert chain_of(*FLOW).windows == ((EARLIEST, LATEST),)


def test_sequence_when_days_can_be_picked_that_never_go_back() -> None:
    chain = chain_of(*FLOW, dates=("2013", "2016"))
    assert (chain.time, chain.windows, chain.decided_by) == ("sequence", (), (1, 2))


def test_impossible_when_a_later_hop_lies_before_an_earlier_one() -> None:
    chain = chain_of(*FLOW, dates=("2020", "2013"))
    assert (chain.time, chain.windows, chain.decided_by) == ("impossible", (), (1, 2))


def test_a_flow_walked_against_the_reading_makes_no_sequence() -> None:
    assert chain_of(("a", "<funds", "b"), ("b", "partners_with", "c"), dates=("2013", "2016")).time == "impossible"
    assert chain_of(("a", "<part_of", "b"), ("b", "partners_with", "c"), dates=("2013", "2016")).time == "sequence"


def test_backwards_reads_time_from_the_far_end() -> None:
    assert chain_of(*PARTNERS, dates=("2016", "2013")).time == "impossible"
    assert chain_of(*PARTNERS, dates=("2016", "2013"), backwards=True).time == "sequence"
    assert chain_of(*FLOW, dates=("2016", "2013"), backwards=True).time == "impossible"
    assert chain_of(("a", "<funds", "b"), PARTNERS[1], dates=("2016", "2013"), backwards=True).time == "sequence"


def test_intervals_are_met_as_sets_never_as_their_outer_range() -> None:
    twice = [claim(f"c{when}", "a", "partners_with", "b", edtf=when) for when in ("2012-01-01", "2016-01-01")]
    between = claim("d", "b", "partners_with", "c", edtf="2014-01-01")
    assert _walked(twice, [between]).time == "sequence"


def test_the_deciding_set_is_the_smallest_and_of_equals_the_lowest() -> None:
    hops = (*PARTNERS, ("c", "partners_with", "d"), ("d", "partners_with", "e"))
    chain = chain_of(*hops, dates=("2010-01-01/2019-01-01", "2012-01-01", "2015-01-01", "2016-01-01"))
    assert (chain.time, chain.decided_by) == ("sequence", (2, 3))
    assert chain_of(*hops, dates=("2010/2019", "2012/2018", "2015", "2014/..")).decided_by == (3,)


def test_three_hops_can_decide_where_no_two_do() -> None:
    dates = [("2011-01-01", "2012-01-01"), ("2012-01-01", "2013-01-01"), ("2011-01-01", "2013-01-01")]
    pairs = [("a", "b"), ("b", "c"), ("c", "d")]
    chain = _walked(
        *(
            [claim(f"c{start}{when}", start, "partners_with", end, edtf=when) for when in whens]
            for (start, end), whens in zip(pairs, dates, strict=True)
        )
    )
    assert (chain.time, chain.decided_by) == ("sequence", (1, 2, 3))


def _walked(*hops: list[ClaimView]) -> Chain:
    made = [hop_of(*claims) for claims in hops]
    return Chain(tuple(Step(hop, along=True, to=hop.object) for hop in made))


def test_an_arrangement_reaches_as_far_as_one_scope_does() -> None:
    chain = chain_of(*FLOW, ("c", "partners_with", "d"), scopes=("p", "p", None))
    assert (chain.one_arrangement, chain.beyond, chain.ends_at.key) == (False, 1, "c")
    assert chain.scope.entity == entity("p", "programme")


def test_a_chain_within_one_scope_is_one_arrangement() -> None:
    chain = chain_of(*FLOW, scopes=("p", "p"))
    assert (chain.one_arrangement, chain.beyond, chain.ends_at.key) == (True, 0, "c")


def test_a_first_hop_without_a_scope_is_a_run_of_its_own() -> None:
    assert chain_of(*FLOW).beyond == 1
    assert chain_of(*FLOW, scopes=(None, "p")).ends_at.key == "b"
    assert chain_of(FLOW[0]).one_arrangement


def test_an_arrangement_ends_where_a_flow_turns() -> None:
    turned = chain_of(("a", "funds", "b"), ("b", "partners_with", "c"), ("c", "<trains", "d"), scopes=("p", "p", "p"))
    assert (turned.beyond, turned.ends_at.key) == (1, "c")


def test_backwards_reads_scope_from_the_far_end() -> None:
    chain = chain_of(*FLOW, ("c", "partners_with", "d"), scopes=(None, "p", "p"), backwards=True)
    assert (chain.beyond, chain.ends_at.key, chain.scope.entity) == (1, "b", entity("p", "programme"))


@pytest.mark.parametrize(("edtf", "core"), [("2016-05-01", True), ("2016", False)])
def test_one_hop_is_observed_only_if_some_day_is_certain(edtf: str, core: bool) -> None:
    chain = chain_of(FLOW[0], dates=(edtf,))
    hull: Days = parse_period(edtf).hull
    assert (chain.time == "observed", chain.windows) == (core, (hull,))


def test_the_weakest_hop_is_the_strength_and_support_is_summed() -> None:
    strong = hop_of(claim("c1", "a", "funds", "b", cite("s1", "official_act"), cite("s2")))
    weak = hop_of(claim("c2", "b", "trains", "c", cite("s1")))
    chain = Chain((walked(strong, "a"), walked(weak, "b")))
    assert (chain.strength, chain.weakest, chain.support) == ("reported", (2,), 3)
    assert chain.distinct_origins == {"origin of s1", "origin of s2"}
