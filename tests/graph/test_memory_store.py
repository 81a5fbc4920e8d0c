"""The embedded store."""

import pytest

from evidence.dates import first_day
from graph.hops import hops_of
from graph.memory_store import MemoryStore
from graph.projector import project
from graph.store import HopFilter
from tests.graph.making import asked, cite, claim, disclosed, entity

CLAIMS = (
    claim("c1", "a", "funds", "b", cite("s1", "official_act"), edtf="2016"),
    claim("c2", "a", "visits", "b", edtf="2013"),
    claim("c3", "a", "part_of", "c"),
)


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        (HopFilter(), {"c1", "c2", "c3"}),
        (HopFilter(level=3), {"c1"}),
        (HopFilter(predicates=frozenset({"visits", "funds"})), {"c1", "c2"}),
        (HopFilter(classes=frozenset({"structure"})), {"c3"}),
        (HopFilter(valid_on=first_day("2016-06-01")), {"c1", "c3"}),
    ],
)
def test_neighbours_are_the_wanted_hops_at_each_entity(wanted: HopFilter, keys: set[str]) -> None:
    found = project(disclosed(*CLAIMS)).neighbours({"id-a", "id-nobody"}, wanted)
    assert {hop.affirming[0].key for hop in found["id-a"]} == keys
    assert "id-nobody" not in found


def test_a_hop_is_a_neighbour_at_both_ends_and_found_by_id_and_base() -> None:
    store = project(disclosed(CLAIMS[0]))
    (hop,) = store.neighbours({"id-b"}, HopFilter())["id-b"]
    assert store.hop(hop.id) == hop
    assert store.hops([("funds", "id-a", "id-b"), ("funds", "id-b", "id-a")]) == [hop]
    assert store.hop("hop-of-nothing") is None


def test_entities_are_found_by_kind_and_type() -> None:
    police = entity("p", "organisation", "police_force", "ministry")
    store = project(disclosed(others=[police, entity("q"), entity("r", "place")]))
    assert store.entities("organisation", ()) == {"id-p", "id-q"}
    assert store.entities("organisation", {"police_force", "fund"}) == {"id-p"}
    assert store.entities(None, ()) == {"id-p", "id-q", "id-r"}


def test_replacing_takes_away_what_is_no_longer_there() -> None:
    store = MemoryStore()
    store.replace((), hops_of(CLAIMS).values(), 1)
    store.replace({("funds", "id-a", "id-b")}, (), 2)
    assert {hop.predicate.name for hop in store.neighbours({"id-a"}, HopFilter())["id-a"]} == {"visits", "part_of"}
    assert (store.hops([("funds", "id-a", "id-b")]), store.cursor) == ([], 2)


def test_a_question_says_which_hops_it_wants() -> None:
    question = asked("a", "b", min_standing="reported", valid_on=7, classes=frozenset({"flow"}))
    assert HopFilter.of(question) == HopFilter(1, frozenset(), frozenset({"flow"}), 7)
    assert HopFilter.of(question, 4).level == 4
