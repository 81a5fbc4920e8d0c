"""The search against brute force, and each of its rules by name."""

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import ask
from graph.answer import AnswerOut
from graph.projector import project
from graph.question import Question
from graph.store import GraphStore
from tests.graph.brute_force import BruteForce
from tests.graph.random_graphs import random_disclosure, random_question


def printed(answer: AnswerOut) -> dict[str, Any]:
    """What brute force gives, out of the whole answer."""
    chains = answer.model_dump(mode="json")["chains"]
    for chain in chains:
        del chain["sentence"]
        chain["time"]["decided_by"] = list(chain["time"]["decided_by"])
        chain["scope"] |= {
            "scope": chain["scope"]["scope"] and chain["scope"]["scope"]["id"],
            "ends_at": chain["scope"]["ends_at"]["id"],
        }
        chain["entities"] = [one["id"] for one in chain["entities"]]
        chain["hops"] = [_printed_hop(hop) for hop in chain["hops"]]
    return {"chains": chains, "more": answer.more}


def _printed_hop(hop: dict[str, Any]) -> dict[str, Any]:
    relation = (hop["predicate"], hop["subject"]["id"], hop["object"]["id"], hop["scope"] and hop["scope"]["id"])
    kept = {name: hop[name] for name in ("walked", "standing", "origins", "contested")}
    return {"relation": relation, **kept, "claims": [one["id"] for one in hop["claims"]]}


def check(store: GraphStore, question: Question, brute: BruteForce) -> int:
    """Compare one whole answer; the number of its chains."""
    answer = ask.answer(store, question, policy="four_eyes")
    assert answer.complete
    assert printed(answer) == brute.answer(question)
    assert bool(answer.hints) == (not answer.chains)
    return len(answer.chains)


@pytest.mark.parametrize("part", range(8))
def test_equals_brute_force_on_many_small_graphs(part: int) -> None:
    chains = 0
    for seed in range(250):
        rng = Random(part * 1000 + seed)
        disclosure = random_disclosure(rng)
        store, brute = project(disclosure), BruteForce(disclosure)
        chains += sum(check(store, random_question(rng, disclosure), brute) for _ in range(3))
    assert chains > 300


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_equals_brute_force_on_any_small_graph(rng: Random) -> None:
    disclosure = random_disclosure(rng)
    check(project(disclosure), random_question(rng, disclosure), BruteForce(disclosure))
