"""What a retraction would do, against doing it."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest

from evidence.errors import NotFound
from evidence.views import ClaimView, Disclosure
from graph.impact import impact
from graph.impact_answer import ChainChange, HopChange, ImpactOut
from graph.projector import project
from graph.question import Question
from tests.graph.brute_force import BruteForce
from tests.graph.brute_values import NEVER_TO_SURELY, WORST_TO_BEST, Relation, Walk
from tests.graph.making import asked, cite, claim, disclosed, source
from tests.graph.random_graphs import random_disclosure, random_question

Key = tuple[object, ...]


def without(disclosure: Disclosure, retracted: str) -> Disclosure:
    """The disclosure after the retraction, with the claims that fall left out."""
    sources = {
        id_: replace(one, retracted=one.retracted or id_ == retracted) for id_, one in disclosure.sources.items()
    }
    claims = {
        id_: replace(one, citations=tuple(replace(cited, source=sources[cited.source.id]) for cited in one.citations))
        for id_, one in disclosure.claims.items()
        if id_ != retracted
    }
    return replace(disclosure, sources=sources, claims={id_: one for id_, one in claims.items() if _held_up(one)})


def _held_up(said: ClaimView) -> bool:
    return not all(cited.source.retracted for cited in said.citations)


def only_held_up(disclosure: Disclosure) -> Disclosure:
    """As disclosures come: claims that nothing holds up are not there."""
    return replace(disclosure, claims={id_: one for id_, one in disclosure.claims.items() if _held_up(one)})


def recomputed(disclosure: Disclosure, retracted: str, question: Question) -> dict[str, object]:
    """The same report by working out everything twice."""
    later = without(disclosure, retracted)
    before, after = BruteForce(disclosure), BruteForce(later)
    hops = {_relation(one): one for one in after.relations}
    hop_pairs = [(one, hops.get(_relation(one))) for one in before.relations]
    walks = {_walk(one): one for one in after.allowed(question)}
    walk_pairs = [(one, walks.get(_walk(one))) for one in before.allowed(question)]
    return {
        "claims_lost": sorted(one.key for id_, one in disclosure.claims.items() if id_ not in later.claims),
        "hops_lost": {_relation(one): _worth(one) for one, now in hop_pairs if now is None},
        "hops_weakened": {
            _relation(one): (*_worth(one), *_worth(now)) for one, now in hop_pairs if now and _worse(one, now)
        },
        "chains_lost": {_walk(one) for one, now in walk_pairs if now is None},
        "chains_weakened": {_walk(one) for one, now in walk_pairs if now and _worse_walk(one, now)},
    }


def reported(out: ImpactOut) -> dict[str, object]:
    """An impact in the shape of ``recomputed``."""
    return {
        "claims_lost": list(out.claims_lost),
        "hops_lost": {_hop(one): (one.from_, one.origins_from) for one in out.hops_lost},
        "hops_weakened": {
            _hop(one): (one.from_, one.origins_from, one.to, one.origins_to) for one in out.hops_weakened
        },
        "chains_lost": {_chain(one) for one in out.chains_lost or ()},
        "chains_weakened": {_chain(one) for one in out.chains_weakened or ()},
    }


def _relation(one: Relation) -> Key:
    return one.ends[0].key, one.predicate.name, one.ends[1].key, one.scope.key if one.scope else None


def _walk(one: Walk) -> Key:
    return tuple(entity.key for entity in one.entities), tuple(_relation(hop) for hop in one.relations)


def _hop(one: HopChange) -> Key:
    return one.subject, one.predicate, one.object, one.scope


def _chain(one: ChainChange) -> Key:
    return one.entities, tuple((hop.subject, hop.predicate, hop.object, hop.scope) for hop in one.hops)


def _worth(one: Relation) -> tuple[str, int]:
    return one.standing, one.count


def _worse(one: Relation, now: Relation) -> bool:
    return WORST_TO_BEST.index(now.standing) < WORST_TO_BEST.index(one.standing) or now.count < one.count


def _worse_walk(one: Walk, now: Walk) -> bool:
    support = sum(hop.count for hop in now.relations) < sum(hop.count for hop in one.relations)
    strength = WORST_TO_BEST.index(now.strength) < WORST_TO_BEST.index(one.strength)
    return support or strength or NEVER_TO_SURELY.index(now.time) < NEVER_TO_SURELY.index(one.time)


def _distinct_keys(disclosure: Disclosure) -> bool:
    """Whether keys tell all records apart, as within one investigation."""
    records: tuple[Mapping[str, object], ...] = (disclosure.entities, disclosure.claims)
    return all(len({getattr(one, "key", "") for one in kind.values()}) == len(kind) for kind in records)


@pytest.mark.parametrize("part", range(4))
def test_equals_recomputing_everything_without_it(part: int) -> None:
    changed = 0
    for seed in range(60):
        rng = Random(part * 1000 + seed)
        disclosure = only_held_up(random_disclosure(rng))
        if not _distinct_keys(disclosure):
            continue
        question, store = random_question(rng, disclosure).relaxed(best_of_each=False), project(disclosure)
        for retracted in [*disclosure.sources, *disclosure.claims]:
            out = impact(store, disclosure, retracted, question)
            assert out.complete
            assert reported(out) == recomputed(disclosure, retracted, question)
            changed += bool(out.hops_lost or out.hops_weakened)
    assert changed > 100


def test_claims_with_nothing_else_to_rest_on_fall_and_others_do_not() -> None:
    one, other = source("s1"), source("s2")
    disclosure = disclosed(
        claim("c1", "a", "funds", "b", cite(one)),
        claim("c2", "a", "funds", "b", cite(one), cite(other)),
        claim("c3", "a", "received", None, cite(one)),
    )
    out = impact(project(disclosure), disclosure, "id-s1")
    assert (out.retracted, out.claims_lost) == ("s1", ("c1", "c3"))
    (weakened,) = out.hops_weakened
    assert (weakened.from_, weakened.to, weakened.origins_from, weakened.origins_to) == (
        "corroborated",
        "reported",
        2,
        1,
    )
    assert (out.hops_lost, out.chains_lost, out.chains_weakened) == ((), None, None)


def test_a_hop_with_as_many_origins_left_is_not_weakened() -> None:
    disclosure = disclosed(claim("c1", "a", "funds", "b", cite(source("s1", "o")), cite(source("s2", "o"))))
    assert impact(project(disclosure), disclosure, "id-s1").hops_weakened == ()


def test_chains_lost_and_weakened_are_among_all_whatever_the_limit() -> None:
    shared = source("s")
    disclosure = disclosed(
        claim("c1", "a", "partners_with", "z", cite(shared)),
        claim("c2", "a", "partners_with", "b", cite(shared), cite("t")),
        claim("c3", "b", "partners_with", "z"),
    )
    out = impact(project(disclosure), disclosure, "id-s", asked("a", "z", limit=1))
    assert [(one.entities, one.from_, one.to) for one in out.chains_lost or ()] == [(("a", "z"), "reported", None)]
    (weakened,) = out.chains_weakened or ()
    assert (weakened.entities, weakened.support_from, weakened.support_to) == (("a", "b", "z"), 3, 2)


def test_derived_sources_are_named_at_any_remove_and_not_touched() -> None:
    first, second, third = source("s1"), source("s2", derives=["s1"]), source("s3", derives=["s2"])
    disclosure = disclosed(claim("c1", "a", "funds", "b", cite(first), cite(second), cite(third)))
    out = impact(project(disclosure), disclosure, "id-s1")
    assert out.derived == ("s2", "s3")
    assert [one.origins_to for one in out.hops_weakened] == [2]
    assert impact(project(disclosure), disclosure, "id-s3").derived == ()


def test_sources_that_derive_from_one_another_are_named_once() -> None:
    first, second = source("s1", derives=["s2"]), source("s2", derives=["s1"])
    disclosure = disclosed(claim("c1", "a", "funds", "b", cite(first), cite(second)))
    assert impact(project(disclosure), disclosure, "id-s1").derived == ("s2",)


def test_a_source_that_is_retracted_already_changes_nothing() -> None:
    disclosure = disclosed(claim("c1", "a", "funds", "b", cite(source("s", retracted=True)), cite("t")))
    out = impact(project(disclosure), disclosure, "id-s", asked("a", "b"))
    assert (out.claims_lost, out.hops_lost, out.hops_weakened, out.chains_lost) == ((), (), (), ())


def test_what_is_not_in_the_disclosure_is_not_found() -> None:
    disclosure = disclosed(claim("c1", "a", "funds", "b"))
    with pytest.raises(NotFound):
        impact(project(disclosure), disclosure, "id-a")


def test_a_search_cut_short_is_not_complete() -> None:
    disclosure = disclosed(claim("c1", "a", "funds", "b"), claim("c2", "a", "trains", "b"))
    assert not impact(project(disclosure), disclosure, "id-c1", asked("a", "b", steps=1)).complete


def test_the_text_says_from_and_to() -> None:
    disclosure = disclosed(claim("c1", "a", "funds", "b"))
    (lost,) = impact(project(disclosure), disclosure, "id-c1").model_dump(mode="json")["hops_lost"]
    assert lost == {
        "subject": "a",
        "predicate": "funds",
        "object": "b",
        "scope": None,
        "from": "reported",
        "to": None,
        "origins_from": 1,
        "origins_to": 0,
    }
