"""The ways by which walks between the ends may go, as far as a number of hops needs.

Invariant: every way of every walk of up to so many hops is here, and none that the question forbids. Ways stand by
where they start, those of one start in the order in which chains are ranked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np

from graph.arrays import Flags, Numbers
from graph.asked import NumberSet
from graph.fronts import Front, Fronts, usable
from graph.once import once
from graph.store import GraphStore
from graph.traits import Traits
from graph.ways import Ways, joined, picked


@dataclass(frozen=True)
class Ground:
    """Ways with their ends as places among ``entities``.

    ``hop``, ``along`` and ``traits`` are as a store tells them. ``row`` says where the ways of each place start (one
    more than places); ``through`` which ways may be walked on from; ``key`` and ``tie`` are the entities' ranks,
    ``order`` the ranks of a way's predicate, scope and subject, ``last`` what is compared when all of these are equal.
    """

    entities: Numbers
    hop: Numbers
    along: Flags
    traits: Traits
    start: Numbers
    end: Numbers
    row: Numbers
    through: Flags
    key: Numbers
    tie: Numbers
    order: Numbers
    last: Numbers

    @cached_property
    def places(self) -> dict[int, int]:
        """The place of each entity."""
        return {entity: place for place, entity in enumerate(self.entities.tolist())}

    @cached_property
    def starts(self) -> Numbers:
        """The places from which ways start."""
        return np.flatnonzero(np.diff(self.row))

    @cached_property
    def first(self) -> Numbers:
        """The first way of each of these: what numpy reduces by."""
        return self.row.take(self.starts)


def ground_of(store: GraphStore, fronts: Fronts) -> Ground:
    """The ground for walks of as many hops as the fronts have gone; raises OutOfTime."""
    between = [] if fronts.between is None else [fronts.between]
    traced = (_traced(store, fronts, ahead=ahead) for ahead in (True, False))
    ways = usable(joined([*between, *chain.from_iterable(traced)]), fronts.asked)
    predicate, subject, scope = (
        column.take(ways.place).astype(np.int64)
        for column in (ways.traits.predicate, ways.traits.subject, ways.traits.scope)
    )
    entities = once(np.concatenate([ways.start, ways.end]))
    with_scopes = once(np.concatenate([entities, scope[scope >= 0]]))
    by_key, by_id = store.order(with_scopes, seconds=fronts.budget.seconds)
    at_scope = np.searchsorted(with_scopes, scope)
    scope_key, scope_id = (
        np.where(scope < 0, -1, ranks[np.minimum(at_scope, len(ranks) - 1)]) for ranks in (by_key, by_id)
    )
    at_subject, at_end = np.searchsorted(with_scopes, subject), np.searchsorted(with_scopes, ways.end)
    order = np.stack([predicate, scope_key, by_key[at_subject]], axis=1)
    last = np.stack([scope_id, by_id[at_subject]], axis=1)
    rows = np.lexsort(
        (last[:, 1], last[:, 0], by_id[at_end], order[:, 2], order[:, 1], order[:, 0], by_key[at_end], ways.start)
    )
    ways = picked(ways, rows)
    start = np.searchsorted(entities, ways.start)
    own = np.searchsorted(with_scopes, entities)
    return Ground(
        entities=entities,
        hop=ways.hop,
        along=ways.along,
        traits=ways.traits.of(ways.place),
        start=start,
        end=np.searchsorted(entities, ways.end),
        row=np.searchsorted(start, np.arange(len(entities) + 1)),
        through=ways.open_end & ~fronts.asked.is_no_step[ways.end],
        key=by_key[own],
        tie=by_id[own],
        order=order[rows],
        last=last[rows],
    )


def _traced(store: GraphStore, fronts: Fronts, *, ahead: bool) -> Iterator[Ways]:
    """The ways between where the fronts meet and one of the ends: back from the meeting, hop by hop."""
    front: Front = fronts.ahead if ahead else fronts.behind
    latest = seen = once(fronts.met[0 if ahead else 1])
    for hops_left in range(front.radius - 1, -1, -1):
        nearer, seconds = front.within(hops_left), fronts.budget.seconds
        starts, ends = (nearer, latest) if ahead else (latest, nearer)
        ways = store.ways(starts, ends, fronts.wanted, seconds=seconds)
        yield ways
        found = once(ways.start if ahead else ways.end)
        latest = found[~NumberSet(seen)[found]]
        seen = once(np.concatenate([seen, latest]))
