"""The store that is filled by columns is the one that the product makes."""

import pytest

from benchmarks.made_graph import Variant, made_of
from benchmarks.made_records import disclosure
from benchmarks.made_store import public_hops, store_of
from graph.embedded_store import EmbeddedStore
from graph.model import Hop
from graph.projector import project


def in_order(store: EmbeddedStore) -> list[Hop]:
    return sorted(store.hops(store.whole.numbers()), key=lambda hop: hop.id)


@pytest.mark.parametrize("variant", ["plain", "full"])
def test_it_holds_the_same_hops_and_entities_as_a_projection_of_the_records(variant: Variant) -> None:
    graph = made_of(60, 240, 3, variant)
    filled, projected = store_of(graph), project(disclosure(graph))
    assert in_order(filled) == in_order(projected)
    everything = filled.of_kind(None, ())
    assert filled.entities(everything) == projected.entities(projected.of_kind(None, ()))


def test_digests_ascend_and_lead_to_the_hops_of_the_made_graph() -> None:
    graph = made_of(60, 240, 3, "full")
    digests, hops = public_hops(graph)
    assert (digests[1:] > digests[:-1]).all()
    assert sorted(hops.tolist()) == graph.public.tolist()
    assert [hop.affirming[0].id for hop in in_order(store_of(graph))] == [f"c{n:07d}" for n in hops]
