"""The slow answer keeps every rule of chains."""

from typing import Any

import pytest

from benchmarks.asked import FULL, PLAIN, Chain
from benchmarks.made_graph import made_of
from benchmarks.reference import IMPOSSIBLE, OBSERVED, POSSIBLE, SEQUENCE, reference, time_of
from tests.benchmarks.small_graphs import graph_of

A_TO_B = Chain((0, 1, 2), (0, 1))


def test_a_chain_passes_no_entity_twice_and_ends_at_the_first_sight_of_its_end() -> None:
    graph = graph_of({"ends": (0, 1)}, {"ends": (1, 2)}, {"ends": (2, 3)}, {"ends": (1, 3)})
    assert reference(graph, PLAIN, (0, 2)) == [Chain((0, 1, 2), (0, 1)), Chain((0, 1, 3, 2), (0, 3, 2))]


def test_a_chain_longer_than_asked_for_is_left_out() -> None:
    graph = graph_of({"ends": (0, 1)}, {"ends": (1, 2)})
    assert reference(graph, PLAIN.within(1), (0, 2)) == []


def test_only_the_best_ten_are_given() -> None:
    graph = graph_of(*({"ends": ends} for n in range(2, 14) for ends in ((0, n), (1, n))), entities=14)
    assert [chain.entities[1] for chain in reference(graph, PLAIN, (0, 1))] == list(range(2, 12))


def test_with_rules_a_flow_that_turns_is_no_chain() -> None:
    graph = graph_of({"ends": (1, 0), "predicate": "funds"}, {"ends": (1, 2), "predicate": "trains"})
    assert reference(graph, FULL, (0, 2)) == []


def test_with_rules_two_participants_of_one_programme_are_not_joined_by_it() -> None:
    hops = ({"ends": (0, 1), "predicate": "participates_in"}, {"ends": (2, 1), "predicate": "participates_in"})
    assert reference(graph_of(*hops, programmes=(1,)), FULL, (0, 2)) == []


def test_with_rules_an_association_may_lie_between_two_flows() -> None:
    graph = graph_of({"ends": (1, 0), "predicate": "funds"}, {"ends": (1, 2)}, {"ends": (2, 3), "predicate": "trains"})
    assert [chain.hops for chain in reference(graph, FULL, (0, 3))] == [(0, 1, 2)]


def test_with_rules_a_detour_is_left_out_and_without_let_in() -> None:
    graph = graph_of({"ends": (0, 1)}, {"ends": (1, 2)}, {"ends": (0, 2), "level": 3})
    assert reference(graph, FULL, (0, 2)) == [Chain((0, 2), (2,))]
    assert len(reference(graph, PLAIN, (0, 2))) == 2


def test_a_better_time_verdict_is_no_detour() -> None:
    maybe: dict[str, Any] = {"core": (1, 0)}
    graph = graph_of({"ends": (0, 1)}, {"ends": (1, 2)}, {"ends": (0, 2), **maybe})
    assert len(reference(graph, FULL, (0, 2))) == 2


def test_an_arrangement_is_no_detour_of_an_association() -> None:
    scoped: dict[str, Any] = {"scope": 7}
    graph = graph_of(
        {"ends": (0, 1), **scoped},
        {"ends": (1, 2), **scoped},
        {"ends": (2, 3), **scoped},
        {"ends": (0, 2)},
        programmes=(7,),
    )
    assert len(reference(graph, FULL, (0, 3))) == 2


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ({"hull": (1, 9), "core": (2, 5)}, {"hull": (1, 9), "core": (5, 8)}, OBSERVED),
        ({"hull": (1, 9), "core": (2, 4)}, {"hull": (1, 9), "core": (5, 8)}, POSSIBLE),
        ({"hull": (1, 9), "core": (1, 0)}, {"hull": (1, 9), "core": (1, 0)}, POSSIBLE),
        ({"hull": (1, 3), "core": (1, 3)}, {"hull": (5, 9), "core": (5, 9)}, SEQUENCE),
        ({"hull": (5, 9), "core": (5, 9)}, {"hull": (1, 3), "core": (1, 3)}, IMPOSSIBLE),
    ],
)
def test_the_time_verdict_is_read_from_the_days(first: dict[str, Any], second: dict[str, Any], verdict: int) -> None:
    assert time_of(graph_of({"ends": (0, 1), **first}, {"ends": (1, 2), **second}), A_TO_B) == verdict


def test_a_flow_walked_against_the_reading_makes_no_sequence() -> None:
    graph = graph_of(
        {"ends": (0, 1), "hull": (1, 3), "core": (1, 3)},
        {"ends": (2, 1), "predicate": "funds", "hull": (5, 9), "core": (5, 9)},
    )
    assert time_of(graph, A_TO_B) == IMPOSSIBLE
    assert reference(graph, FULL, (0, 2)) == []


def test_a_made_graph_has_chains_for_both_questions() -> None:
    assert reference(made_of(60, 240, 2, "plain"), PLAIN.within(4), (0, 1))
    assert reference(made_of(60, 240, 2, "full"), FULL.within(4), (0, 1))
