"""The records say what the columns say."""

import numpy as np
import pytest

from benchmarks.made_graph import MadeGraph, Variant, key, made_of
from benchmarks.made_records import disclosure, stated
from evidence.dates import EARLIEST, LATEST, parse_period
from graph.days import DaySet
from graph.hops import hops_of
from graph.model import Hop


def days(first: np.ndarray, last: np.ndarray, hop: int) -> DaySet:
    return ((int(first[hop]), int(last[hop])),) if first[hop] <= last[hop] else ()


def in_columns(graph: MadeGraph, hop: int) -> tuple[object, ...]:
    return (
        graph.level[hop],
        graph.origins[hop],
        days(graph.hull_first, graph.hull_last, hop),
        days(graph.core_first, graph.core_last, hop),
        *(key(entity) for entity in (graph.subject[hop], graph.object[hop])),
        key(graph.lies_in[hop]) if graph.lies_in[hop] >= 0 else None,
    )


def worked_out(hop: Hop) -> tuple[object, ...]:
    lies_in = hop.lies_in.key if hop.lies_in else None
    return hop.level, hop.origins, hop.hulls, hop.cores, hop.subject.key, hop.object.key, lies_in


@pytest.mark.parametrize("variant", ["plain", "full"])
def test_the_product_works_the_columns_out_of_the_claims(variant: Variant) -> None:
    graph = made_of(200, 900, 3, variant)
    hops = {hop.affirming[0].id: hop for hop in hops_of(disclosure(graph).claims.values()).values()}
    assert {id_: worked_out(hop) for id_, hop in hops.items()} == {
        f"c{hop:07d}": in_columns(graph, hop) for hop in graph.public.tolist()
    }


def test_what_the_public_may_not_see_is_not_disclosed() -> None:
    graph = made_of(60, 300, 3, "plain")
    assert 0 < len(disclosure(graph).claims) == int((graph.visibility == 0).sum()) < 300


@pytest.mark.parametrize("text", ["1990", "1990/1992", "1990-02-03/1992-05-06", "1990-01-01/1992-12-31"])
def test_a_date_is_stated_as_a_source_would(text: str) -> None:
    period = parse_period(text)
    core = period.core or (1, 0)
    assert stated(*period.hull, *core) == f'["{text}", null]'


def test_the_present_tense_and_no_date_are_stated_as_such() -> None:
    day = parse_period("1990-02-03").hull[0]
    assert stated(EARLIEST, LATEST, day, day) == '[null, "1990-02-03"]'
    assert stated(EARLIEST, LATEST, 1, 0) == "[null, null]"
