"""What ranks one chain before another, and which are detours."""

from itertools import pairwise

from evidence.views import ClaimView
from tests.graph.making import asked, cite, claim, entity, found, routes


def ranked(*claims: ClaimView) -> list[str]:
    return routes(claims, "a", "z", detours=True)


def test_strength_goes_before_length() -> None:
    longer = (
        claim("c1", "a", "funds", "b", cite("s1", "official_act")),
        claim("c2", "b", "funds", "z", cite("s1", "official_act")),
    )
    assert ranked(*longer, claim("c3", "a", "funds", "z", cite("s2"))) == ["a-b-z", "a-z"]


def test_fewer_hops_go_first() -> None:
    assert ranked(*_by("b"), claim("c", "a", "funds", "z")) == ["a-z", "a-b-z"]


def test_fewer_hops_beyond_the_arrangement_go_before_more_support() -> None:
    three, two = [cite("s1"), cite("s2"), cite("s3")], [cite("s1"), cite("s2")]
    apart = (claim("c1", "a", "funds", "b", *three), claim("c2", "b", "funds", "z", *three))
    together = (claim("c3", "a", "funds", "x", *two, scope="p"), claim("c4", "x", "funds", "z", *two, scope="p"))
    assert ranked(*apart, *together) == ["a-x-z", "a-b-z"]


def test_more_support_goes_before_keys() -> None:
    better = (claim("c3", "a", "funds", "x", cite("s1"), cite("s2")), claim("c4", "x", "funds", "z", cite("s1")))
    assert ranked(*_by("b"), *better) == ["a-x-z", "a-b-z"]


def test_keys_go_by_code_point() -> None:
    assert ranked(*_by("é"), *_by("b"), *_by("B"), *_by("中")) == ["a-B-z", "a-b-z", "a-é-z", "a-中-z"]


def test_chains_through_the_same_entities_go_by_predicate_scope_and_subject() -> None:
    claims = [
        claim("c1", "a", "trains", "z"),
        claim("c2", "a", "funds", "z", scope="q"),
        claim("c3", "a", "funds", "z", scope="p"),
        claim("c4", "z", "funds", "a"),
    ]
    orders = [chain.steps[0].hop.order for chain in found(claims, asked("a", "z")).chains]
    assert orders == [("funds", "", "z"), ("funds", "p", "a"), ("funds", "q", "a"), ("trains", "", "a")]


def test_entities_with_one_key_go_by_id() -> None:
    twins = [entity("b", id_=id_) for id_ in ("2", "1")]
    claims = [
        claim(f"c{end}{twin.id}", *((("a", "funds", twin)) if end else (twin, "funds", "z")))
        for twin in twins
        for end in (True, False)
    ]
    chains = found(claims, asked("a", "z")).chains
    assert [chain.entities[1].id for chain in chains] == ["1", "2"]


def test_a_longer_chain_through_the_same_entities_is_a_detour() -> None:
    assert routes([*_by("b"), claim("c", "a", "funds", "z")], "a", "z") == ["a-z"]


def test_a_chain_of_a_better_strength_is_no_detour() -> None:
    strong = [
        claim("c1", "a", "funds", "b", cite("s", "official_act")),
        claim("c2", "b", "funds", "z", cite("s", "official_act")),
    ]
    assert routes([*strong, claim("c", "a", "funds", "z")], "a", "z") == ["a-b-z", "a-z"]


def test_a_chain_with_a_better_time_verdict_is_no_detour() -> None:
    dated = [
        claim(f"c{n}", *ends, edtf="2016-01-01") for n, ends in enumerate((("a", "funds", "b"), ("b", "funds", "z")))
    ]
    assert routes([*dated, claim("c", "a", "funds", "z")], "a", "z") == ["a-z", "a-b-z"]


def test_a_chain_with_a_better_scope_verdict_is_no_detour() -> None:
    long = [
        claim(f"c{n}", *ends, scope="p")
        for n, ends in enumerate((("a", "funds", "b"), ("b", "funds", "c"), ("c", "funds", "z")))
    ]
    short = [claim("d", "a", "partners_with", "c", scope="q")]
    kept = routes([*long, *short], "a", "z", turns=True)
    assert kept == ["a-c-z", "a-b-c-z"]


def test_entities_in_another_order_make_no_detour() -> None:
    short, long = ("a", "c", "b", "z"), ("a", "b", "x", "c", "z")
    claims = [claim("".join(ends), ends[0], "partners_with", ends[1]) for ends in {*pairwise(short), *pairwise(long)}]
    assert "a-b-x-c-z" not in routes(claims, "a", "z")
    assert "a-b-x-c-z" in routes(claims, "a", "z", avoid=frozenset({"id-none"}), detours=True)


def test_a_chain_is_dropped_only_for_one_that_the_question_allows() -> None:
    direct = claim("c", "a", "funds", "z", edtf="2010-01-01")
    assert routes([*_by("b"), direct], "a", "z", valid_on=1) == ["a-b-z"]


def _by(step: str) -> tuple[ClaimView, ClaimView]:
    return claim(f"1{step}", "a", "partners_with", step), claim(f"2{step}", step, "partners_with", "z")
