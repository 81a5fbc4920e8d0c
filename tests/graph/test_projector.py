"""Rebuilding and catching up."""

from dataclasses import replace
from random import Random

import pytest

from evidence.views import ClaimView, Disclosure
from graph.memory_store import MemoryStore
from graph.model import Base, Hop, base_of_claim
from graph.projector import catch_up, project
from graph.store import HopFilter
from tests.graph.making import claim, disclosed, entity
from tests.graph.random_graphs import random_claim, random_disclosure


def content(store: MemoryStore, disclosure: Disclosure) -> dict[str, object]:
    """All that a store says of the entities of a disclosure."""
    at = store.neighbours(disclosure.entities, HopFilter())
    hops: dict[str, Hop] = {hop.id: hop for found in at.values() for hop in found}
    return {
        "cursor": store.cursor,
        "entities": {id_: store.entity(id_) for id_ in store.entities(None, ())},
        "hops": hops,
        "ends": {id_: {hop.id for hop in found} for id_, found in at.items() if found},
        "each": {id_: store.hop(id_) for id_ in hops},
    }


def changed(rng: Random, disclosure: Disclosure) -> tuple[Disclosure, set[Base]]:
    """The next disclosure, after one thing that can happen to a record, and the bases that it touches."""
    claims = dict(disclosure.claims)
    source = rng.choice(list(disclosure.sources.values()))
    match rng.choice(("claim", "claim", "gone", "source")):
        case "claim":
            entities, sources = list(disclosure.entities.values()), list(disclosure.sources.values())
            said = random_claim(rng, rng.randint(0, 20), entities, sources)
            touched = {one for one in (claims.get(said.id), said) if one}
            claims[said.id] = said
        case "gone":
            touched = {claims.pop(rng.choice(list(claims)))} if claims else set()
        case _:
            retracted = replace(source, retracted=not source.retracted)
            touched = {one for one in claims.values() if any(cited.source == source for cited in one.citations)}
            claims |= {one.id: _citing(one, retracted.id, retracted.retracted) for one in touched}
            source = retracted
    sources_now = {**disclosure.sources, source.id: source}
    bases = {base for base in map(base_of_claim, touched) if base}
    return replace(disclosure, claims=claims, sources=sources_now), bases


def _citing(said: ClaimView, source: str, retracted: bool) -> ClaimView:
    citations = (
        replace(cited, source=replace(cited.source, retracted=retracted)) if cited.source.id == source else cited
        for cited in said.citations
    )
    return replace(said, citations=tuple(citations))


@pytest.mark.parametrize("seed", range(40))
def test_rebuilt_from_nothing_it_equals_what_increments_made(seed: int) -> None:
    rng = Random(seed)
    disclosure = random_disclosure(rng)
    store = project(disclosure, 0)
    for cursor in range(1, 12):
        disclosure, bases = changed(rng, disclosure)
        catch_up(store, disclosure, bases, cursor)
        assert content(store, disclosure) == content(project(disclosure, cursor), disclosure)


def test_what_is_not_touched_may_be_missing_from_the_changes() -> None:
    kept, new = claim("c1", "a", "funds", "b"), claim("c2", "b", "funds", "c")
    store = project(disclosed(kept), 1)
    catch_up(store, disclosed(new), {("funds", "id-b", "id-c")}, 2, entities={"id-c"})
    assert content(store, disclosed(kept, new)) == content(project(disclosed(kept, new), 2), disclosed(kept, new))


def test_what_is_not_among_the_bases_is_not_taken() -> None:
    store = project(disclosed(claim("c1", "a", "funds", "b")), 1)
    catch_up(store, disclosed(claim("c2", "b", "funds", "c")), set(), 2)
    assert not store.neighbours({"id-c"}, HopFilter())
    assert store.cursor == 2


def test_an_entity_that_is_no_longer_seen_is_gone() -> None:
    store = project(disclosed(others=[entity("a"), entity("b", "place")]), 1)
    catch_up(store, disclosed(others=[entity("b", "group")]), (), 2, entities={"id-a", "id-b"})
    assert store.entity("id-a") is None
    assert store.entities(None, ()) == store.entities("group", ()) == {"id-b"}
