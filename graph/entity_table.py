"""The entities of an embedded graph as columns: numbered in order of key and id, what changed since set beside them.

Invariant: order and look-up are those of a table made anew from the same entities; an entity that is no longer seen
keeps its number, and is found no more.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from operator import ne

import numpy as np
import numpy.typing as npt

from evidence.search_text import fold_text
from evidence.views import EntityView, in_key_order
from evidence.vocabulary import ENTITY_KINDS, vocabulary
from graph.arrays import Numbers
from graph.lookup import Lookup
from graph.record_text import entity_from, entity_id, entity_text
from graph.store import HUB_KINDS
from graph.texts import Texts

_GAP = 20
"""Between the ranks of two neighbours there is room for 2 to this power of entities that come later."""

_IS_HUB = np.array([kind in HUB_KINDS for kind in ENTITY_KINDS])


@dataclass(frozen=True, slots=True)
class EntityColumns:
    """What is kept of entities: place in ENTITY_KINDS, types as bits, dense rank of the key, and how to find them.

    ``lookup`` leads to an entity by each way to ask for it: key, id or folded name.
    """

    kind: npt.NDArray[np.uint8]
    types: npt.NDArray[np.uint64]
    key_rank: npt.NDArray[np.int32]
    lookup: Lookup
    texts: Texts

    @classmethod
    def of(cls, entities: Iterable[EntityView]) -> "EntityColumns":
        """Columns of entities, which come in order of key and id."""
        views = list(entities)
        keys = [view.key for view in views]
        return cls(
            kind=np.array([ENTITY_KINDS.index(view.kind) for view in views], np.uint8),
            types=np.array([type_bits(view.types) for view in views], np.uint64),
            key_rank=np.fromiter(accumulate(map(ne, keys[1:], keys), initial=0), np.int32, max(len(keys), 1))[
                : len(keys)
            ],
            lookup=Lookup.of((way, number) for number, view in enumerate(views) for way in _ways_to_ask(view)),
            texts=Texts.of(map(entity_text, views)),
        )


@dataclass(frozen=True, slots=True)
class EntityTable:
    """Columns as they were made, and what changed since: by number, None where an entity is no longer seen."""

    base: EntityColumns
    kind: npt.NDArray[np.uint8]
    types: npt.NDArray[np.uint64]
    changed: Mapping[int, EntityView | None] = field(default_factory=dict)
    later: Mapping[str, int] = field(default_factory=dict)
    ranks: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, base: EntityColumns) -> "EntityTable":
        """A table in which nothing changed."""
        return cls(base, base.kind, base.types)

    @property
    def size(self) -> int:
        """How many numbers are given out."""
        return len(self.kind)

    def __getitem__(self, number: int) -> EntityView:
        """The entity with a number; KeyError where it is no longer seen."""
        if number in self.changed:
            view = self.changed[number]
            if view is None:
                raise KeyError(number)
            return view
        return entity_from(self.base.texts[number])

    def with_changes(self, entities: Mapping[str, EntityView | None]) -> "EntityTable":
        """The table after entities, by id, were changed, added or (None) taken away."""
        new = [id_ for id_, view in sorted(entities.items()) if view and self._number(id_) is None]
        later = {**self.later, **{id_: self.size + place for place, id_ in enumerate(new)}}
        numbered = ((later.get(id_, self._number(id_)), view) for id_, view in entities.items())
        return self.with_numbered({**self.changed, **{number: view for number, view in numbered if number is not None}})

    def with_numbered(self, changed: Mapping[int, EntityView | None]) -> "EntityTable":
        """The base with exactly these changes, by number; numbers past its end are of entities that came later."""
        kind, types = self._columns(changed)
        later = {view.id: number for number, view in changed.items() if view and number >= len(self.base.kind)}
        return EntityTable(self.base, kind, types, changed, later, self._ranked(changed))

    def known(self, id_: str) -> int:
        """The number of the entity with this id; KeyError where none was ever seen."""
        number = self._number(id_)
        if number is None:
            raise KeyError(id_)
        return number

    def numbered(self, ids: Iterable[str]) -> dict[str, int]:
        """The number of each entity with one of these ids; those that are not there are left out."""
        found = ((id_, self._number(id_)) for id_ in ids)
        return {id_: number for id_, number in found if number is not None and self._is_seen(number)}

    def of_kind(self, kind: str | None, types: Collection[str]) -> Numbers:
        """All entities of a kind with one of the types."""
        wanted = np.ones(self.size, np.bool_) if kind is None else self.kind == ENTITY_KINDS.index(kind)
        if types:
            wanted = wanted & ((self.types & type_bits(types)) != 0)
        gone = [number for number, view in self.changed.items() if view is None]
        wanted[gone] = False
        return np.flatnonzero(wanted)

    def named(self, text: str) -> Sequence[EntityView]:
        """The entities with that key; if none, that id; if none, a name that folds to the same; by key and id."""
        for way, is_asked in _WAYS:
            numbers = (number for number in self._asked(way(text)) if is_asked(self[number], text))
            found = in_key_order(self[number] for number in set(numbers))
            if found:
                return found
        return ()

    def names(self) -> Iterator[tuple[str, EntityView]]:
        """Every name, folded, with its entity."""
        for number in range(self.size):
            if self._is_seen(number):
                view = self[number]
                yield from ((fold_text(name.text), view) for name in view.names)

    def order(self, entities: Numbers) -> tuple[Numbers, Numbers]:
        """Two ranks for each: by key, equal keys alike, and by key and id."""
        count = len(self.base.kind)
        inside = np.minimum(entities, max(count - 1, 0))
        by_key = (self.base.key_rank[inside].astype(np.int64) + 1 if count else inside) << _GAP
        by_id = (inside + 1) << _GAP
        for place in np.flatnonzero(entities >= count):
            by_key[place], by_id[place] = self.ranks[int(entities[place])]
        return by_key, by_id

    def is_hub(self, entities: npt.NDArray[np.integer]) -> npt.NDArray[np.bool_]:
        """Whether each is of a kind that is an end and no step."""
        return np.asarray(_IS_HUB[self.kind[entities]])

    def _number(self, id_: str) -> int | None:
        """The number that was given to an id, seen or not."""
        of_base = (
            number for number in self.base.lookup.numbers("i" + id_) if entity_id(self.base.texts[number]) == id_
        )
        return self.later.get(id_, next(of_base, None))

    def _is_seen(self, number: int) -> bool:
        return number not in self.changed or self.changed[number] is not None

    def _asked(self, way: str) -> Iterator[int]:
        """Numbers of entities that are seen and may be meant."""
        yield from (number for number in self.base.lookup.numbers(way) if number not in self.changed)
        yield from (number for number, view in self.changed.items() if view and way in _ways_to_ask(view))

    def _columns(
        self, changed: Mapping[int, EntityView | None]
    ) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint64]]:
        more = max([0, *(number + 1 - len(self.base.kind) for number in changed)])
        kind = np.concatenate([self.base.kind, np.zeros(more, np.uint8)])
        types = np.concatenate([self.base.types, np.zeros(more, np.uint64)])
        for number, view in changed.items():
            if view:
                kind[number], types[number] = ENTITY_KINDS.index(view.kind), type_bits(view.types)
        return kind, types

    def _ranked(self, changed: Mapping[int, EntityView | None]) -> dict[int, tuple[int, int]]:
        """Ranks of the entities that came later: between those neighbours of the base that they lie between."""
        ranks: dict[int, tuple[int, int]] = {}
        later = {number: view for number, view in changed.items() if number >= len(self.base.kind) and view}
        before = ("", (0, 0))
        for number, view in sorted(later.items(), key=lambda one: (one[1].key, one[1].id)):
            before = view.key, self._rank(view, before)
            ranks[number] = before[1]
        return ranks

    def _rank(self, view: EntityView, before: tuple[str, tuple[int, int]]) -> tuple[int, int]:
        """``before``: key and ranks of the one before it among those that came later."""
        place = self._place(view)
        below = (0, 0) if place == 0 else (int(self.base.key_rank[place - 1]) + 1 << _GAP, place << _GAP)
        by_key, by_id = max(below[0], before[1][0]), max(below[1], before[1][1])
        return self._key_rank(view.key, place, before, by_key), by_id + 1

    def _key_rank(self, key: str, place: int, before: tuple[str, tuple[int, int]], below: int) -> int:
        if place < len(self.base.kind) and entity_from(self.base.texts[place]).key == key:
            return int(self.base.key_rank[place]) + 1 << _GAP
        if place and entity_from(self.base.texts[place - 1]).key == key:
            return int(self.base.key_rank[place - 1]) + 1 << _GAP
        return before[1][0] if before[0] == key else below + 1

    def _place(self, view: EntityView) -> int:
        """How many entities of the base come before it."""
        low, high = 0, len(self.base.kind)
        while low < high:
            middle = (low + high) // 2
            other = entity_from(self.base.texts[middle])
            low, high = (middle + 1, high) if (other.key, other.id) < (view.key, view.id) else (low, middle)
        return low


def type_bits(types: Collection[str]) -> np.uint64:
    """Types as bits, by their place among all terms in code-point order."""
    return np.uint64(sum(1 << _type_places()[term] for term in set(types)))


@cache
def _type_places() -> Mapping[str, int]:
    terms = {term for of_kind in vocabulary().types.values() for term in of_kind}
    return {term: place for place, term in enumerate(sorted(terms))}


def _ways_to_ask(view: EntityView) -> set[str]:
    return {"k" + view.key, "i" + view.id, *("n" + fold_text(name.text) for name in view.names)}


_WAYS: tuple[tuple[Callable[[str], str], Callable[[EntityView, str], bool]], ...] = (
    (lambda text: "k" + text, lambda view, text: view.key == text),
    (lambda text: "i" + text, lambda view, text: view.id == text),
    (
        lambda text: "n" + fold_text(text),
        lambda view, text: any(fold_text(n.text) == fold_text(text) for n in view.names),
    ),
)
