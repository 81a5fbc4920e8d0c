"""The ground of a search out of the ways that the kernel found.

Invariant: it is the ground that graph/ground.py makes of the same ways.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from graph.arrays import Flags, Numbers
from graph.compiled.kernel import Search, at
from graph.ground import Ground
from graph.traits import Picked, Traits, traits_joined

if TYPE_CHECKING:
    from graph.compiled.store import CompiledStore

_RANKS = 8
"""What ways of one start are ranked by: the key of the end, predicate, keys of scope and subject, then the ids of
these three, and the hop. ``order`` and ``last`` of a ground are columns of them."""
_ORDER, _LAST = slice(1, 4), slice(5, 7)


class _Ways(NamedTuple):
    """The ways by column, their ends as places among the entities."""

    entities: Numbers
    start: Numbers
    end: Numbers
    hop: Numbers
    along: Flags
    through: Flags


def ground_of(store: "CompiledStore", search: Search, count: int) -> Ground:
    """The ground of so many ways that a search has found."""
    ways = _ways(store, search, count)
    key, tie = store.entity_table.order(ways.entities)
    place, traits = _traits(store, ways.hop)
    ranks = _ranks(store, ways, (key, tie), place, traits)
    order, row = _ranked(store, ways, ranks)
    ranks = ranks.take(order, axis=0)
    return Ground(
        entities=ways.entities,
        hop=ways.hop.take(order),
        along=ways.along.take(order),
        traits=Picked(traits, place.take(order)),
        start=ways.start.take(order),
        end=ways.end.take(order),
        row=row,
        through=ways.through.take(order),
        key=key,
        tie=tie,
        order=ranks[:, _ORDER],
        last=ranks[:, _LAST],
    )


def _ways(store: "CompiledStore", search: Search, count: int) -> _Ways:
    ends = np.empty(2 * count, np.int32)
    entities = np.sort(ends[: store.kernel.ends_of_ways(search, at(ends))]).astype(np.int64)
    start, end, hop = np.empty((3, count), np.int64)
    along, through = np.empty((2, count), np.bool_)
    columns = map(at, (start, end, hop, along, through))
    store.kernel.columns(search, at(entities), len(entities), *columns)
    return _Ways(entities, start, end, hop, along, through)


def _traits(store: "CompiledStore", hop: Numbers) -> tuple[Numbers, Traits]:
    """Where the traits of each hop stand, and in which."""
    if store.recent is None:
        return hop, store.whole.hops.traits
    is_recent = hop >= store.recent.number
    parts = ((store.whole, (~is_recent).nonzero()[0]), (store.recent, is_recent.nonzero()[0]))
    place = np.empty(len(hop), np.int64)
    place[np.concatenate([ways for _, ways in parts])] = np.arange(len(hop))
    return place, traits_joined([layer.hops.traits.of(hop[ways] - layer.number) for layer, ways in parts])


def _ranks(
    store: "CompiledStore", ways: _Ways, of_entities: tuple[Numbers, Numbers], place: Numbers, traits: Traits
) -> Numbers:
    key, tie = of_entities
    subject, scope = traits.subject.take(place), traits.scope.take(place)
    by_subject = np.where(subject == ways.entities.take(ways.start), ways.start, ways.end)
    scope_key, scope_tie = _scope_ranks(store, scope.astype(np.int64))
    ranks = np.empty((len(place), _RANKS), np.int64)
    ranks[:, 0], ranks[:, 4] = key.take(ways.end), tie.take(ways.end)
    ranks[:, 1], ranks[:, 7] = traits.predicate.take(place), ways.hop
    ranks[:, 2], ranks[:, 5] = scope_key, scope_tie
    ranks[:, 3], ranks[:, 6] = key.take(by_subject), tie.take(by_subject)
    return ranks


def _scope_ranks(store: "CompiledStore", scope: Numbers) -> tuple[Numbers | int, Numbers | int]:
    """The ranks of the scopes; of no scope one below all."""
    has_one = scope >= 0
    if not has_one.any():
        return -1, -1
    key, tie = (np.where(has_one, ranks, -1) for ranks in store.entity_table.order(scope))
    return key, tie


def _ranked(store: "CompiledStore", ways: _Ways, ranks: Numbers) -> tuple[Numbers, Numbers]:
    """The ways as they stand on the ground, each once; and where those of each place begin."""
    order, spare = np.empty((2, len(ranks)), np.int64)
    row = np.empty(len(ways.entities) + 1, np.int64)
    arrays = map(at, (order, spare, row))
    count = store.kernel.rank(at(ways.start), at(ranks), _RANKS, len(ranks), len(ways.entities), *arrays)
    return order[:count], row
