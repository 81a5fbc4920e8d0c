"""From claims to hops."""

import pytest

from evidence.dates import EARLIEST, LATEST, first_day
from graph.hops import hops_of
from graph.model import base_of, base_of_claim
from tests.graph.making import cite, claim, entity, hop_of, reply, source


def span(first: str, last: str) -> tuple[int, int]:
    return first_day(first), first_day(last)


def test_a_relation_that_is_only_denied_is_no_hop() -> None:
    assert hops_of([claim("c", "a", "funds", "b", affirms=False)]) == {}


def test_a_claim_without_an_object_makes_no_hop() -> None:
    assert hops_of([claim("c", "a", "received", None)]) == {}


def test_a_claim_with_nothing_unretracted_to_rest_on_is_not_there() -> None:
    fallen = cite(source("s", retracted=True))
    assert hops_of([claim("c", "a", "funds", "b", fallen)]) == {}
    hop = hop_of(claim("c", "a", "funds", "b"), claim("d", "a", "funds", "b", fallen, affirms=False))
    assert (hop.contested, hop.denying) == (False, ())


def test_claims_of_one_relation_stand_beside_one_hop_in_key_order() -> None:
    hop = hop_of(
        claim("c2", "a", "funds", "b"), claim("c1", "a", "funds", "b"), claim("c0", "a", "funds", "b", affirms=False)
    )
    assert [one.key for one in hop.affirming] == ["c1", "c2"]
    assert [one.key for one in hop.denying] == ["c0"]


def test_without_direction_both_ways_are_one_relation_with_ends_in_key_order() -> None:
    near, far = entity("a", id_="z"), entity("b", id_="y")
    hop = hop_of(claim("c1", far, "partners_with", near), claim("c2", near, "partners_with", far))
    assert (hop.subject, hop.object) == (near, far)
    assert hop.base == base_of("partners_with", "z", "y") == ("partners_with", "y", "z")


def test_with_direction_the_ways_are_two_relations() -> None:
    assert len(hops_of([claim("c1", "a", "funds", "b"), claim("c2", "b", "funds", "a")])) == 2


def test_a_hop_keeps_its_id_whatever_its_claims() -> None:
    one, other = hop_of(claim("c1", "a", "funds", "b")), hop_of(claim("c2", "a", "funds", "b", edtf="2016"))
    assert one.id == other.id == "hop-f51adb6ba40dc676"
    assert one.id != hop_of(claim("c1", "a", "funds", "b", scope="p")).id


def test_a_claim_within_a_scope_supports_the_relation_without_one_where_that_is_claimed_too() -> None:
    hops = hops_of([claim("c1", "a", "funds", "b"), claim("c2", "a", "funds", "b", scope="p")])
    by_scope = {hop.scope.key if hop.scope else None: [one.key for one in hop.affirming] for hop in hops.values()}
    assert by_scope == {None: ["c1", "c2"], "p": ["c2"]}


def test_a_claim_within_a_scope_alone_makes_no_relation_without_one() -> None:
    denied = claim("c0", "a", "funds", "b", affirms=False)
    assert [hop.scope is None for hop in hops_of([denied, claim("c2", "a", "funds", "b", scope="p")]).values()] == [
        False
    ]


def test_a_denial_within_a_scope_contests_that_relation_alone() -> None:
    hops = hops_of(
        [
            claim("c1", "a", "funds", "b"),
            claim("c2", "a", "funds", "b", scope="p"),
            claim("c3", "a", "funds", "b", scope="p", affirms=False),
        ]
    )
    assert {hop.scope is None: hop.contested for hop in hops.values()} == {True: False, False: True}


@pytest.mark.parametrize(
    ("attribution", "contested"),
    [
        ("denies", True),
        ("act_not_responsibility", True),
        ("other_explanation", True),
        ("answers_something_else", False),
        ("acknowledges", False),
        ("accepts", False),
    ],
)
def test_a_reply_that_denies_or_explains_otherwise_contests(attribution: str, contested: bool) -> None:
    assert hop_of(claim("c", "a", "funds", "b", replies=(reply(attribution),))).contested is contested


def test_a_denial_does_not_lower_a_standing() -> None:
    hop = hop_of(
        claim("c1", "a", "funds", "b", cite("s", "official_act")),
        claim("c2", "a", "funds", "b", cite("t", "own_statement"), affirms=False),
    )
    assert (hop.standing, hop.origins) == ("documented", 1)


def test_a_hop_lies_in_the_one_end_that_is_a_programme() -> None:
    programme, other = entity("p", "programme"), entity("q", "programme")
    assert hop_of(claim("c", "a", "runs", programme)).lies_in == programme
    assert hop_of(claim("c", programme, "part_of", other)).lies_in is None
    assert hop_of(claim("c", "a", "funds", "b")).lies_in is None
    assert hop_of(claim("c", "a", "runs", programme, scope=other)).lies_in == other


def test_cores_come_only_from_claims_with_a_citation_that_counts() -> None:
    doubtful = claim("c", "a", "funds", "b", cite(reliability="E"), edtf="2016-05-01")
    assert hop_of(doubtful).cores == ()
    assert hop_of(doubtful).hulls == (span("2016-05-01", "2016-05-01"),)


def test_intervals_of_several_claims_are_a_set_and_no_outer_range() -> None:
    hop = hop_of(claim("c1", "a", "funds", "b", edtf="2012-01-01"), claim("c2", "a", "funds", "b", edtf="2016-01-01"))
    assert hop.hulls == hop.cores == (span("2012-01-01", "2012-01-01"), span("2016-01-01", "2016-01-01"))


def test_beside_a_date_the_present_tense_adds_its_one_day_and_no_date_adds_nothing() -> None:
    hop = hop_of(
        claim("c1", "a", "funds", "b", edtf="2012-01-01"),
        claim("c2", "a", "funds", "b", as_of="2016-01-01"),
        claim("c3", "a", "funds", "b"),
    )
    assert hop.hulls == (span("2012-01-01", "2012-01-01"), span("2016-01-01", "2016-01-01"))


def test_without_any_date_of_its_own_a_hop_may_hold_on_any_day() -> None:
    present, undated = claim("c1", "a", "funds", "b", as_of="2016-01-01"), claim("c2", "a", "funds", "b")
    assert hop_of(present, undated).hulls == ((EARLIEST, LATEST),)
    assert hop_of(present, undated).cores == (span("2016-01-01", "2016-01-01"),)


@pytest.mark.parametrize(
    ("predicate", "hubs"),
    [("located_in", {"id-b"}), ("found", {"id-a", "id-b"}), ("funds", set())],
)
def test_the_hub_sides_of_a_predicate(predicate: str, hubs: set[str]) -> None:
    assert hop_of(claim("c", "a", predicate, "b")).hubs == hubs


def test_the_base_of_a_claim_does_not_depend_on_its_scope() -> None:
    assert base_of_claim(claim("c", "a", "funds", "b", scope="p")) == ("funds", "id-a", "id-b")
    assert base_of_claim(claim("c", "a", "received", None)) is None
