"""The pairs, the filter and the rank that all engines share."""

import numpy as np
import pytest

from benchmarks.asked import FULL, PLAIN, Asked, Chain, pairs, rank, ranked, run
from benchmarks.made_dates import ASKED_DAY
from benchmarks.made_graph import made_of
from tests.benchmarks.small_graphs import graph_of


@pytest.mark.parametrize(
    "unwanted",
    [
        {"level": 0},
        {"visibility": 1},
        {"predicate": "visits"},
        {"hull": (ASKED_DAY + 1, ASKED_DAY + 9)},
        {"hull": (ASKED_DAY - 9, ASKED_DAY - 1)},
    ],
)
def test_the_plain_question_leaves_out_what_its_filter_names(unwanted: dict[str, object]) -> None:
    graph = graph_of({"ends": (0, 1)}, {"ends": (0, 1), **unwanted})
    assert PLAIN.wants(graph).tolist() == [True, False]


def test_a_question_without_a_day_takes_hops_of_any() -> None:
    graph = graph_of({"ends": (0, 1), "hull": (1, 2)})
    assert FULL.wants(graph).tolist() == [True]


def test_another_level_takes_the_place_of_the_lowest() -> None:
    graph = graph_of({"ends": (0, 1), "level": 2})
    assert PLAIN.wants(graph, 2).tolist() == [True]
    assert PLAIN.wants(graph, 3).tolist() == [False]


def test_pairs_are_the_same_for_a_seed_and_never_of_one_entity() -> None:
    graph = made_of(400, 660, 1, "plain")
    assert pairs(graph, 40) == pairs(graph, 40)
    assert pairs(graph, 40, seed=2) != pairs(graph, 40)
    assert all(one != other for one, other in pairs(graph, 40))


def test_every_second_pair_is_drawn_by_degree() -> None:
    graph = made_of(4_000, 6_600, 1, "plain")
    degrees = np.array([[graph.degree[end] for end in pair] for pair in pairs(graph, 60)])
    assert degrees[::2].mean() > 4 * degrees[1::2].mean()


def test_only_entities_that_the_question_joins_to_the_busiest_are_drawn() -> None:
    graph = graph_of({"ends": (0, 1)}, {"ends": (1, 2)}, {"ends": (1, 3), "level": 0}, {"ends": (4, 5)})
    assert {end for pair in pairs(graph, 60) for end in pair} == {0, 1, 2}


def test_chains_rank_by_strength_then_hops_then_support_then_keys_then_hops_order() -> None:
    graph = graph_of(
        {"ends": (0, 1), "level": 4},
        {"ends": (1, 2), "level": 4},
        {"ends": (0, 2), "level": 3},
        {"ends": (0, 3), "level": 4},
        {"ends": (2, 3), "level": 4, "origins": 2},
        {"ends": (0, 4), "level": 4},
        {"ends": (2, 4), "level": 4},
        {"ends": (2, 4), "level": 4, "predicate": "partners_with"},
    )
    best = [
        Chain((0, 3, 2), (3, 4)),
        Chain((0, 1, 2), (0, 1)),
        Chain((0, 4, 2), (5, 6)),
        Chain((0, 4, 2), (5, 7)),
        Chain((0, 2), (2,)),
    ]
    assert ranked(graph, reversed(best)) == best


def test_fewer_hops_beyond_the_arrangement_come_before_support() -> None:
    graph = graph_of(
        {"ends": (0, 1), "scope": 7},
        {"ends": (1, 2), "scope": 7},
        {"ends": (0, 3), "origins": 5},
        {"ends": (2, 3), "origins": 5},
        programmes=(7,),
    )
    within, without = Chain((0, 1, 2), (0, 1)), Chain((0, 3, 2), (2, 3))
    assert rank(graph, within) < rank(graph, without)


def test_the_run_stops_at_another_scope_and_where_a_flow_turns() -> None:
    graph = graph_of(
        {"ends": (0, 1), "predicate": "funds", "scope": 7},
        {"ends": (2, 1), "predicate": "funds", "scope": 7},
        {"ends": (1, 3), "scope": 6},
        {"ends": (1, 7), "predicate": "participates_in"},
        programmes=(6, 7),
    )
    assert run(graph, Chain((0, 1, 2), (0, 1))) == 1
    assert run(graph, Chain((0, 1, 3), (0, 2))) == 1
    assert run(graph, Chain((0, 1, 7), (0, 3))) == 2


def test_within_changes_the_longest_chain_and_nothing_else() -> None:
    assert PLAIN.within(3) == Asked(PLAIN.predicates, PLAIN.least, PLAIN.day, max_hops=3)
