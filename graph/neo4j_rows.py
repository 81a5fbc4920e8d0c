"""Rows of a Neo4j database as the values that a search takes.

Invariant: a whole hop is made anew of the claims that are kept beside it, by the rules that made it the first time;
what stands in the database for the search, and for people to read, is not read back into it.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate

import numpy as np

from evidence.views import EntityView
from evidence.vocabulary import vocabulary
from graph import cypher
from graph.arrays import Numbers
from graph.hops import made_hop
from graph.model import Hop
from graph.neo4j_store import Row
from graph.record_text import claim_from, entity_from, source_from
from graph.store import Near, predicate_names
from graph.traits import Spans, Traits
from graph.ways import Ways

WAYS = 14
"""So many lists make the answer of ``cypher.ways``."""


def near_in(row: Row) -> Near:
    """Other ends, one a hop, and whether each is open to it: each entity once."""
    found, is_open = row
    return Near.of(np.array(found, np.int64), np.array(is_open, np.bool_))


def ways_in(row: Row, *, turned: bool) -> Ways:
    """The columns of ``cypher.ways``; ``turned``: they were read from the end."""
    here, there, hop, leaves, open_here, open_there, kinds, level, origins, scope, lies_in, cores, hulls, named = row
    numbers = {"": -1, **dict(named)}
    near, far, from_here = np.array(here, np.int64), np.array(there, np.int64), np.array(leaves, np.bool_)
    subject = np.where(from_here, near, far)
    start, end = (far, near) if turned else (near, far)
    open_near, open_far = np.array(open_here, np.bool_), np.array(open_there, np.bool_)
    predicate = _by_relationship()
    directed = np.array([predicate[kind][1] for kind in kinds], np.bool_)
    return Ways(
        start=start,
        end=end,
        hop=np.array(hop, np.int64),
        along=(subject == start) | ~directed,
        open_start=open_far if turned else open_near,
        open_end=open_near if turned else open_far,
        place=np.arange(len(hop)),
        traits=Traits(
            level=np.array(level, np.int8),
            origins=np.array(origins, np.int32),
            predicate=np.array([predicate[kind][0] for kind in kinds], np.int16),
            subject=subject,
            scope=np.array([numbers[id_] for id_ in scope], np.int64),
            lies_in=np.array([numbers[id_] for id_ in lies_in], np.int64),
            cores=_spans(cores),
            hulls=_spans(hulls),
        ),
    )


def ranks(row: Row, entities: Numbers) -> tuple[Numbers, Numbers]:
    """The rank of each entity by key, and by key and id."""
    numbers, keys, ids = row
    by_key = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    by_id = {one: rank for rank, one in enumerate(sorted(zip(keys, ids, strict=True)))}
    both = {number: (by_key[key], by_id[key, id_]) for number, key, id_ in zip(numbers, keys, ids, strict=True)}
    found = np.array([both[number] for number in entities.tolist()], np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def hops_in(rows: Iterable[Row]) -> dict[int, Hop]:
    """Whole hops by number, of the texts that stand beside them."""
    return {number: hop for row in rows for number, hop in _hops(row)}


def ends_in(rows: Iterable[Row], hops: Iterable[Hop]) -> dict[int, EntityView]:
    """The ends of these hops by number, which their rows tell besides."""
    views = {end.id: end for hop in hops for end in (hop.subject, hop.object)}
    numbered = (pair for row in rows for hop in row[0] for pair in ((hop[7], hop[2]), (hop[8], hop[3])))
    return {number: views[id_] for number, id_ in numbered}


def _hops(row: Row) -> Iterable[tuple[int, Hop]]:
    hops, claim_texts, entity_texts, source_texts = row
    entities = {id_: entity_from(text) for id_, text in entity_texts}
    sources = {id_: source_from(text) for id_, text in source_texts}
    claims = {id_: claim_from(text, entities.__getitem__, sources.__getitem__) for id_, text in claim_texts}
    names = {relationship: name for name, relationship in cypher.relationships().items()}
    for number, relationship, subject, object_, scope, affirming, denying, *_ in hops:
        yield (
            number,
            made_hop(
                names[relationship],
                (entities[subject], entities[object_]),
                entities[scope] if scope else None,
                tuple(claims[id_] for id_ in affirming),
                tuple(claims[id_] for id_ in denying),
            ),
        )


@cache
def _by_relationship() -> dict[str, tuple[int, bool]]:
    """Of each relationship type its predicate's place among all names, and whether it is directed."""
    places = {name: place for place, name in enumerate(predicate_names())}
    predicates = vocabulary().predicates
    return {kind: (places[name], predicates[name].directed) for name, kind in cypher.relationships().items()}


def _spans(sets: Sequence[Sequence[int]]) -> Spans:
    """Lists of first and last days, one after another, as columns."""
    starts = np.fromiter(accumulate((len(days) // 2 for days in sets), initial=0), np.int64, len(sets) + 1)
    days = np.array([day for some in sets for day in some], np.int32).reshape(-1, 2)
    return Spans(starts, days[:, 0], days[:, 1])
