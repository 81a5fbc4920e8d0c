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
    ranks = _Ranks.of(store, ways, entities, fronts.budget.seconds)
    rows = ranks.ascending(ways)
    ways = picked(ways, rows)
    start = np.searchsorted(entities, ways.start)  # they ascend, so that every search goes where the last one went
    return Ground(
        entities=entities,
        hop=ways.hop,
        along=ways.along,
        traits=ways.traits.of(ways.place),
        start=start,
        end=places_of(ways.end, entities, store.size),
        row=np.searchsorted(start, np.arange(len(entities) + 1)),
        through=ways.open_end & ~fronts.asked.is_no_step[ways.end],
        key=ranks.by_key(entities),
        tie=ranks.by_id(entities),
        order=ranks.order[rows],
        last=ranks.last[rows],
    )


@dataclass(frozen=True, slots=True)
class _Ranks:
    """What ways are ranked by: ``keys`` and ``ids`` are the ranks of ``entities``, the scopes of ways among them.

    ``at_end`` is the place of each way's end among these; ``order`` and ``last`` are of the ways, as in Ground.
    """

    entities: Numbers
    keys: Numbers
    ids: Numbers
    at_end: Numbers
    order: Numbers
    last: Numbers

    @classmethod
    def of(cls, store: GraphStore, ways: Ways, ends: Numbers, seconds: float) -> "_Ranks":
        """The ranks of these ways, which have these ends; raises OutOfTime."""
        predicate, subject, scope = (
            column.take(ways.place).astype(np.int64)
            for column in (ways.traits.predicate, ways.traits.subject, ways.traits.scope)
        )
        entities = once(np.concatenate([ends, scope[scope >= 0]]))
        keys, ids = store.order(entities, seconds=seconds)
        at_subject, at_scope, at_end = (places_of(one, entities, store.size) for one in (subject, scope, ways.end))
        scope_key, scope_id = (np.where(scope < 0, -1, ranks[at_scope]) for ranks in (keys, ids))
        order = np.stack([predicate, scope_key, keys[at_subject]], axis=1)
        return cls(entities, keys, ids, at_end, order, np.stack([scope_id, ids[at_subject]], axis=1))

    def by_key(self, entities: Numbers) -> Numbers:
        """The ranks by key of some of the entities."""
        return self.keys[np.searchsorted(self.entities, entities)]

    def by_id(self, entities: Numbers) -> Numbers:
        """The ranks by key and id of some of the entities."""
        return self.ids[np.searchsorted(self.entities, entities)]

    def ascending(self, ways: Ways) -> Numbers:
        """The rows of the ways by start, those of one start in the order in which chains are ranked."""
        last, ids, order, keys = self.last.T, self.ids[self.at_end], self.order.T, self.keys[self.at_end]
        return np.lexsort((last[1], last[0], ids, order[2], order[1], order[0], keys, ways.start))


def _traced(store: GraphStore, fronts: Fronts, *, ahead: bool) -> Iterator[Ways]:
    """The ways between where the fronts meet and one of the ends: back from the meeting, hop by hop."""
    front: Front = fronts.ahead if ahead else fronts.behind
    latest = seen = NumberSet(once(fronts.met[0 if ahead else 1]))
    for hops_left in range(front.radius - 1, -1, -1):
        nearer, seconds = front.within(hops_left), fronts.budget.seconds
        starts, ends = (nearer, latest) if ahead else (latest, nearer)
        ways = store.ways(starts, ends, fronts.wanted, seconds=seconds)
        yield ways
        found = once(ways.start if ahead else ways.end)
        latest = NumberSet(flagged(found, ~seen[found]))
        seen = NumberSet(once(np.concatenate([seen.numbers, latest.numbers])))
