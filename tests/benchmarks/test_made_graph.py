"""The made graph has the sizes, the shape and the determinism that measurements rest on."""

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from benchmarks.made_graph import HUB_SHARES, KINDS, PREDICATES, MadeGraph, Variant, key, load, made, made_of, save
from evidence.vocabulary import vocabulary

VARIANTS: tuple[Variant, ...] = ("plain", "full")


def columns(graph: MadeGraph) -> dict[str, np.ndarray]:
    return {one.name: getattr(graph, one.name) for one in fields(MadeGraph)}


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_same_seed_gives_the_same_columns_and_another_seed_others(variant: Variant) -> None:
    first, again, other = (columns(made_of(500, 825, seed, variant)) for seed in (3, 3, 4))
    assert all(np.array_equal(first[name], again[name]) for name in first)
    assert not np.array_equal(first["subject"], other["subject"])


@pytest.mark.parametrize(("entities", "hops"), [(8, 8), (60, 99), (1_000, 5_000), (20_000, 33_000)])
def test_it_has_exactly_as_many_entities_and_hops_as_asked_for(entities: int, hops: int) -> None:
    graph = made_of(entities, hops, 1, "full")
    assert graph.size == entities
    assert {len(column) for name, column in columns(graph).items() if name != "kind"} == {hops}


def test_a_size_is_a_part_of_two_million_entities_and_3_3_million_hops() -> None:
    graph = made(0.01)
    assert (graph.size, len(graph.subject)) == (20_000, 33_000)


def test_a_graph_too_small_for_its_hubs_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 8"):
        made_of(7, 20, 1, "plain")


def test_six_hubs_stand_out_each_with_more_than_a_fiftieth_of_50_000_in_a_graph_of_a_fiftieth() -> None:
    graph = made(0.02)
    degrees = np.sort(graph.degree)[::-1]
    assert len(HUB_SHARES) == 6
    assert degrees[5] > 50_000 * 0.02
    assert degrees[6] < degrees[5] / 3


def test_the_other_degrees_follow_a_power_law() -> None:
    """Its exponent by the estimator of Hill, over entities with 20 hops and more."""
    tail = np.sort(made(0.05).degree)[::-1][6:]
    tail = tail[(tail >= 20) & (tail < 500)]
    exponent = 1 + len(tail) / np.log(tail / 19.5).sum()
    assert 1.9 < exponent < 2.6


def test_no_entity_is_without_a_hop_and_none_has_a_hop_to_itself() -> None:
    graph = made_of(3_000, 4_950, 2, "full")
    assert graph.degree.min() == 1
    assert not (graph.subject == graph.object).any()


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_two_hops_are_one_relation(variant: Variant) -> None:
    graph = made_of(300, 3_000, 2, variant)
    relations = set(zip(graph.predicate, graph.subject, graph.object, graph.scope, strict=True))
    assert len(relations) == 3_000


def test_some_hops_are_parallel() -> None:
    graph = made_of(3_000, 4_950, 2, "plain")
    ends = {tuple(sorted(pair)) for pair in zip(graph.subject.tolist(), graph.object.tolist(), strict=True)}
    assert len(ends) < 4_950


def test_the_variants_share_ends_standings_dates_and_levels() -> None:
    plain, full = (made_of(600, 990, 5, variant) for variant in VARIANTS)
    for one in (plain, full):
        assert (np.minimum(one.subject, one.object) == np.minimum(plain.subject, plain.object)).all()
    for name in ("level", "origins", "hull_first", "hull_last", "core_first", "core_last", "visibility"):
        assert np.array_equal(getattr(plain, name), getattr(full, name))


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_hop_is_one_that_the_vocabulary_allows(variant: Variant) -> None:
    graph = made_of(2_000, 6_000, 5, variant)
    for code, subject, object_ in zip(graph.predicate, graph.subject, graph.object, strict=True):
        predicate = vocabulary().predicates[PREDICATES[code]]
        assert KINDS[graph.kind[subject]] in predicate.subject_kinds
        assert KINDS[graph.kind[object_]] in predicate.object_kinds
        assert predicate.directed or subject < object_


def test_the_plain_variant_has_associations_only_and_no_scopes() -> None:
    graph = made_of(2_000, 6_000, 5, "plain")
    assert {vocabulary().predicates[PREDICATES[code]].cls for code in graph.predicate} == {"association"}
    assert (graph.lies_in == -1).all()


def test_the_full_variant_has_flows_programmes_and_scopes_that_are_programmes() -> None:
    graph = made_of(2_000, 6_000, 5, "full")
    classes = {vocabulary().predicates[PREDICATES[code]].cls for code in graph.predicate}
    assert {"flow", "association", "programme"} <= classes
    scoped = graph.scope[graph.scope >= 0]
    assert len(scoped)
    assert (graph.kind[scoped] == KINDS.index("programme")).all()


def test_a_hop_with_one_end_at_a_programme_lies_in_it() -> None:
    graph = made_of(2_000, 6_000, 5, "full")
    programme = graph.kind == KINDS.index("programme")
    one_end = programme[graph.subject] & ~programme[graph.object] & (graph.scope < 0)
    both = programme[graph.subject] & programme[graph.object]
    assert one_end.any()
    assert (graph.lies_in[one_end] == graph.subject[one_end]).all()
    assert both.any()
    assert (graph.lies_in[both] == -1).all()


def test_origins_fit_the_standing() -> None:
    graph = made_of(2_000, 6_000, 5, "plain")
    assert set(graph.origins[graph.level == 0]) == {0}
    assert set(graph.origins[(graph.level == 1) | (graph.level == 3)]) == {1}
    assert graph.origins[(graph.level == 2) | (graph.level == 4)].min() == 2


def test_codes_and_keys_are_in_the_order_of_names() -> None:
    assert list(PREDICATES) == sorted(PREDICATES)
    assert key(9) < key(10) < key(1_999_999)


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    graph = made_of(60, 99, 1, "full")
    save(graph, tmp_path / "graph")
    loaded = columns(load(tmp_path / "graph"))
    assert all(np.array_equal(loaded[name], column) for name, column in columns(graph).items())
    assert [file.name for file in tmp_path.iterdir()] == ["graph"]
