"""The ways by which walks between the ends may go, as far as a number of hops needs.

Invariant: every way of every walk of up to so many hops is here, and none that the question forbids. Ways stand by
where they start, those of one start in the order in which chains are ranked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np

from graph.arrays import Flags, Numbers, flagged
from graph.fronts import Front, Fronts, usable
from graph.members import NumberSet
from graph.once import once
from graph.placing import places_of
from graph.store import GraphStore
from graph.traits import Picked
from graph.ways import Ways, joined


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
    traits: Picked
    start: Numbers
    end: Numbers
    row: Numbers
    through: Flags
    key: Numbers
    tie: Numbers
    order: Numbers
    last: Numbers

    def place_of(self, entity: int) -> int:
        """The place of an entity, -1 where no way starts or ends at it."""
        place = int(self.entities.searchsorted(entity))
        return place if place < len(self.entities) and self.entities.item(place) == entity else -1

    @cached_property
    def with_ways(self) -> Numbers:
        """The places from which ways start."""
        return np.flatnonzero(np.diff(self.row))

    @cached_property
    def first_way(self) -> Numbers:
        """The first way of each of these: what numpy reduces by."""
        return self.row.take(self.with_ways)


def ground_of(store: GraphStore, fronts: Fronts) -> Ground:
    """The ground for walks of as many hops as the fronts have gone; raises OutOfTime."""
    between = [] if fronts.between is None else [fronts.between]
    traced = (_traced(store, fronts, ahead=ahead) for ahead in (True, False))
    ways = usable(joined([*between, *chain.from_iterable(traced)]), fronts.asked)
    entities = once(np.concatenate([ways.start, ways.end]))
    start, end = (places_of(column, entities, store.size) for column in (ways.start, ways.end))
    key, tie, order, last = _ranks(store, ways, entities, (start, end), fronts.budget.seconds)
    rows = np.lexsort((*last.T[::-1], tie.take(end), *order.T[::-1], key.take(end), start))
    start, end, may_pass = start.take(rows), end.take(rows), ~fronts.asked.is_no_step[entities]
    return Ground(
        entities=entities,
        hop=ways.hop.take(rows),
        along=ways.along.take(rows),
        traits=Picked(ways.traits, ways.place.take(rows)),
        start=start,
        end=end,
        row=start.searchsorted(np.arange(len(entities) + 1)),
        through=ways.open_end.take(rows) & may_pass.take(end),
        key=key,
        tie=tie,
        order=order.take(rows, axis=0),
        last=last.take(rows, axis=0),
    )


def _ranks(
    store: GraphStore, ways: Ways, entities: Numbers, places: tuple[Numbers, Numbers], seconds: float
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Ranks of the entities, by key and by key and id; and of the ways, whose ends have these places, as in Ground."""
    predicate, subject, scope = (
        column.take(ways.place).astype(np.int64)
        for column in (ways.traits.predicate, ways.traits.subject, ways.traits.scope)
    )
    scopes = once(flagged(scope, scope >= 0))
    keys, ids = store.order(np.concatenate([entities, scopes]), seconds=seconds)
    key, tie, by_subject = keys[: len(entities)], ids[: len(entities)], np.where(subject == ways.start, *places)
    scope_key, scope_tie = (_of_scopes(ranks[len(entities) :], scopes, scope) for ranks in (keys, ids))
    order = np.stack([predicate, scope_key, key.take(by_subject)], axis=1)
    return key, tie, order, np.stack([scope_tie, tie.take(by_subject)], axis=1)


def _of_scopes(ranks: Numbers, scopes: Numbers, scope: Numbers) -> Numbers:
    """The rank of each scope; of no scope one below all."""
    if not len(scopes):
        return np.full(len(scope), -1)
    return np.where(scope < 0, -1, ranks.take(scopes.searchsorted(scope), mode="clip"))


def _traced(store: GraphStore, fronts: Fronts, *, ahead: bool) -> Iterator[Ways]:
    """The ways between where the fronts meet and one of the ends: back from the meeting, hop by hop."""
    front: Front = fronts.ahead if ahead else fronts.behind
    latest = seen = NumberSet(once(fronts.met[0 if ahead else 1]))
    for hops_left in range(front.radius - 1, -1, -1):
        nearer, seconds = front.within(hops_left), fronts.budget.seconds
        starts, ends = (nearer, latest) if ahead else (latest, nearer)
        ways = store.ways(starts, ends, fronts.wanted, seconds=seconds)
        yield ways
        if hops_left:
            found = once(ways.start if ahead else ways.end)
            latest = NumberSet(flagged(found, ~seen[found]))
        if hops_left > 1:
            seen = NumberSet(once(np.concatenate([seen.numbers, latest.numbers])))
