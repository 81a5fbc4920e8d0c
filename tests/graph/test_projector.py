"""Rebuilding and catching up."""

from dataclasses import replace
from random import Random

import pytest

from evidence.views import ClaimView, Disclosure, EntityView, NameView
from graph import ask
from graph.ask import answer
from graph.model import Base, base_of_claim
from graph.projector import catch_up, project
from tests.graph.making import claim, disclosed, entity, no_hints
from tests.graph.random_graphs import random_claim, random_disclosure, random_question
from tests.graph.store_contract import check_store


def changed(rng: Random, disclosure: Disclosure) -> tuple[Disclosure, set[Base], set[str]]:
    """The next disclosure, after one thing that can happen to a record, and the bases and entities that it touches."""
    if rng.random() < 0.3:
        return _with_entity(rng, disclosure)
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
    return replace(disclosure, claims=claims, sources=sources_now), bases, set()


def _with_entity(rng: Random, disclosure: Disclosure) -> tuple[Disclosure, set[Base], set[str]]:
    """One more entity, with a key that may lie anywhere among the others or be one of theirs, and a claim on it."""
    key = rng.choice(("A", "E0", "E1", "E1x", "E2", "Z"))
    new = EntityView(f"n{rng.randint(0, 10**6)}", key, "organisation", key, (NameView(key),))
    entities, sources = [new, rng.choice(list(disclosure.entities.values()))], list(disclosure.sources.values())
    said = replace(random_claim(rng, rng.randint(30, 99), entities, sources), scope=None)
    now = replace(
        disclosure, entities={**disclosure.entities, new.id: new}, claims={**disclosure.claims, said.id: said}
    )
    before = disclosure.claims.get(said.id)
    return now, {base for one in (before, said) if one and (base := base_of_claim(one))}, {new.id}


def _citing(said: ClaimView, source: str, retracted: bool) -> ClaimView:
    citations = (
        replace(cited, source=replace(cited.source, retracted=retracted)) if cited.source.id == source else cited
        for cited in said.citations
    )
    return replace(said, citations=tuple(citations))


@pytest.mark.parametrize("seed", range(40))
def test_what_increments_made_of_it_answers_as_if_rebuilt(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hints are worked out after the last increment only."""
    rng = Random(seed)
    disclosure = random_disclosure(rng)
    store = project(disclosure, 0)
    for cursor in range(1, 8):
        disclosure, bases, entities = changed(rng, disclosure)
        store = catch_up(store, disclosure, bases, cursor, entities=entities)
        check_store(store, disclosure, rng)
        question = random_question(rng, disclosure)
        rebuilt = project(disclosure, cursor)
        with monkeypatch.context() as without:
            if cursor < 7:
                without.setattr(ask, "hints", no_hints)
            assert answer(store, question, policy="four_eyes") == answer(rebuilt, question, policy="four_eyes")


def test_what_is_not_touched_may_be_missing_from_the_changes() -> None:
    kept, new = claim("c1", "a", "funds", "b"), claim("c2", "b", "funds", "c")
    store = catch_up(project(disclosed(kept), 1), disclosed(new), {("funds", "id-b", "id-c")}, 2, entities={"id-c"})
    check_store(store, disclosed(kept, new), Random(1))
    assert store.cursor == 2


def test_what_is_not_among_the_bases_is_not_taken() -> None:
    store = catch_up(
        project(disclosed(claim("c1", "a", "funds", "b")), 1), disclosed(claim("c2", "b", "funds", "c")), set(), 2
    )
    check_store(store, disclosed(claim("c1", "a", "funds", "b")), Random(1))


def test_an_entity_that_is_no_longer_seen_is_gone() -> None:
    store = project(disclosed(others=[entity("a"), entity("b", "place")]), 1)
    now = disclosed(others=[entity("b", "group")])
    check_store(catch_up(store, now, (), 2, entities={"id-a", "id-b"}), now, Random(1))


def test_an_entity_that_comes_back_is_there_again() -> None:
    whole = disclosed(others=[entity("a"), entity("b")])
    without = catch_up(project(whole, 1), disclosed(others=[entity("a")]), (), 2, entities={"id-b"})
    check_store(catch_up(without, whole, (), 3, entities={"id-b"}), whole, Random(1))
