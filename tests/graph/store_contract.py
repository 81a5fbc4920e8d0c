"""What every store must answer, worked out hop by hop from the hops themselves; one call checks one store."""

from collections.abc import Iterable
from random import Random

import numpy as np

from evidence.search_text import fold_text
from evidence.views import Disclosure, EntityView
from graph.arrays import Numbers
from graph.budget import Budget
from graph.hops import hops_of
from graph.members import NumberSet
from graph.model import Hop
from graph.question import STANDINGS
from graph.store import GraphStore, HopFilter, predicate_names
from tests.graph.random_graphs import PREDICATES

LONG = 60.0
NO_HOP = "hop-" + "0" * 16


def check_store(store: GraphStore, disclosure: Disclosure, rng: Random) -> None:
    """Compare every answer of the store with the disclosure's hops and entities, under filters drawn at random."""
    hops = list(hops_of(disclosure.claims.values()).values())
    _check_entities(store, disclosure)
    _check_hops(store, hops)
    ids = sorted(disclosure.entities)
    for _ in range(6):
        wanted = random_filter(rng)
        some, others = (rng.sample(ids, rng.randint(1, len(ids))) for _ in range(2))
        for ends in (True, False):
            _check_near(store, hops, some, wanted, ends=ends)
        _check_ways(store, hops, some, others, wanted)
        _check_apart(store, hops, some, others, most=rng.randint(0, 4))


def every_hop(store: GraphStore) -> dict[str, Hop]:
    """All hops of a store by id."""
    everybody = NumberSet(store.of_kind(None, ()))
    ways = store.ways(everybody, everybody, HopFilter(), seconds=LONG)
    return {hop.id: hop for hop in store.hops(np.unique(ways.hop))}


def random_filter(rng: Random) -> HopFilter:
    """A filter with each of its parts now and then."""
    return HopFilter(
        level=rng.choice((0, 0, 0, 1, 3)),
        predicates=frozenset(rng.sample(PREDICATES, 5)) if rng.random() < 0.2 else frozenset(),
        classes=frozenset({"flow", "structure"}) if rng.random() < 0.2 else frozenset(),
        valid_on=rng.randint(735_000, 738_000) if rng.random() < 0.3 else None,
        certain=rng.random() < 0.2,
        types=frozenset({"police_force"}) if rng.random() < 0.3 else frozenset(),
        through_hubs=rng.random() < 0.3,
    )


def is_open(hop: Hop, entity: EntityView, wanted: HopFilter) -> bool:
    """Whether a chain may pass the entity by the hop."""
    if wanted.types and wanted.types.isdisjoint(entity.types):
        return False
    return wanted.through_hubs or not (entity.kind in ("place", "group") or entity.id in hop.hubs)


def _check_entities(store: GraphStore, disclosure: Disclosure) -> None:
    views = disclosure.entities
    numbers = store.numbers([*views, "nobody"])
    assert {view.id: view for view in store.entities(numbers)} == views
    assert np.all(np.diff(numbers) > 0)
    assert not len(numbers) or numbers[-1] < store.size
    _check_order(store, numbers)
    for kind, types in ((None, ()), ("organisation", ()), ("place", ()), (None, ("police_force",))):
        wanted = {v.id for v in views.values() if kind in (None, v.kind) and (not types or set(types) & set(v.types))}
        assert {view.id for view in store.entities(store.of_kind(kind, types))} == wanted
    for view in views.values():
        assert view.id in {one.id for one in store.named(view.key)}
        assert all(one.key == view.key for one in store.named(view.key))
        assert view.id in {one.id for one in store.named(view.id)} or store.named(view.id)[0].key == view.id
        assert view.id in {one.id for one in store.named(f" {view.name.upper()} ")}
    assert list(store.named("nobody at all")) == []
    named = sorted((fold_text(name.text), v.id) for v in views.values() for name in v.names)
    assert sorted((name, view.id) for name, view in store.names()) == named


def _check_order(store: GraphStore, numbers: Numbers) -> None:
    views = store.entities(numbers)
    by_key, by_id = (ranks.tolist() for ranks in store.order(numbers, seconds=LONG))
    keys = sorted({view.key for view in views})
    assert _dense(by_key) == [keys.index(view.key) for view in views]
    pairs = sorted((view.key, view.id) for view in views)
    assert _dense(by_id) == [pairs.index((view.key, view.id)) for view in views]


def _dense(ranks: list[int]) -> list[int]:
    return [sorted(set(ranks)).index(rank) for rank in ranks]


def _check_hops(store: GraphStore, hops: list[Hop]) -> None:
    for hop in hops:
        assert store.hop(hop.id) == hop
        assert hop in store.hops_of([hop.base])
    bases = {hop.base for hop in hops}
    by_id = {hop.id: hop for hop in store.hops_of(bases)}
    assert by_id == {hop.id: hop for hop in hops}
    assert store.hop(NO_HOP) is store.hop("no hop's id") is None


def _check_near(store: GraphStore, hops: list[Hop], frontier: list[str], wanted: HopFilter, *, ends: bool) -> None:
    near = store.near(store.numbers(frontier), wanted, ends=ends, seconds=LONG)
    assert np.all(np.diff(near.entities) > 0)
    expected: dict[str, bool] = {}
    for hop, start, end in _walked(hops, wanted):
        if start.id in frontier and (ends or is_open(hop, start, wanted)):
            expected[end.id] = expected.get(end.id, False) or is_open(hop, end, wanted)
    found = zip(store.entities(near.entities), near.open.tolist(), strict=True)
    assert {view.id: opened for view, opened in found} == expected


def _check_apart(store: GraphStore, hops: list[Hop], some: list[str], others: list[str], *, most: int) -> None:
    found = store.apart(store.numbers(some), store.numbers(others), most, Budget(1_000_000, LONG))
    assert found == shortest(hops, set(some), set(others), most)


def shortest(hops: list[Hop], some: set[str], others: set[str], most: int) -> int | None:
    """How many hops from one of some to one of the others, by going on from all that is reached; None: over most."""
    for length in range(most + 1):
        if some & others:
            return length
        some = some | {end.id for _, start, end in _walked(hops, HopFilter()) if start.id in some}
    return None


def _check_ways(store: GraphStore, hops: list[Hop], starts: list[str], ends: list[str], wanted: HopFilter) -> None:
    ways = store.ways(NumberSet(store.numbers(starts)), NumberSet(store.numbers(ends)), wanted, seconds=LONG)
    count = len(ways.start)
    named = {int(n): store.entities(np.array([n]))[0].id for n in {*ways.start.tolist(), *ways.end.tolist()}}
    traits = ways.traits.of(ways.place)
    others = {int(n) for column in (traits.scope, traits.lies_in) for n in column if n >= 0}
    named |= {n: store.entities(np.array([n]))[0].id for n in others}
    whole = store.hops(ways.hop)
    found = [
        (
            whole[row].id,
            named[int(ways.start[row])],
            named[int(ways.end[row])],
            bool(ways.along[row]),
            bool(ways.open_start[row]),
            bool(ways.open_end[row]),
            STANDINGS[traits.level[row]],
            int(traits.origins[row]),
            predicate_names()[traits.predicate[row]],
            named[int(traits.subject[row])],
            named.get(int(traits.scope[row])),
            named.get(int(traits.lies_in[row])),
            traits.cores.at(row),
            traits.hulls.at(row),
        )
        for row in range(count)
    ]
    expected = [
        _way(hop, start, end, wanted)
        for hop, start, end in _walked(hops, wanted)
        if start.id in starts and end.id in ends
    ]
    assert sorted(found, key=str) == sorted(expected, key=str)


def _way(hop: Hop, start: EntityView, end: EntityView, wanted: HopFilter) -> tuple[object, ...]:
    return (
        hop.id,
        start.id,
        end.id,
        start == hop.subject or not hop.predicate.directed,
        is_open(hop, start, wanted),
        is_open(hop, end, wanted),
        hop.standing,
        hop.origins,
        hop.predicate.name,
        hop.subject.id,
        hop.scope.id if hop.scope else None,
        hop.lies_in.id if hop.lies_in else None,
        hop.cores,
        hop.hulls,
    )


def _walked(hops: Iterable[Hop], wanted: HopFilter) -> Iterable[tuple[Hop, EntityView, EntityView]]:
    for hop in hops:
        if wanted.wants(hop):
            yield hop, hop.subject, hop.object
            yield hop, hop.object, hop.subject
