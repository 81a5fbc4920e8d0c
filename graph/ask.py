"""The graph's front: a question in, an answer out.

Invariant: the same store and question give the same answer, whoever asks and by whichever door.
"""

from collections.abc import Collection
from typing import Literal, cast

from evidence.errors import GraphBusy
from graph.answer import AnswerOut, Limits
from graph.asked import targets_of
from graph.hints import hints
from graph.question import Question
from graph.render import chain_out, refs
from graph.search import search
from graph.store import GraphStore

ATTEMPTS = 5
"""So often a search is done again when its graph was changed under it."""

_Policy = Literal["four_eyes", "single_handed"]


def answer(store: GraphStore, question: Question, *, policy: str) -> AnswerOut:
    """The chains between two sets of entities; of a question for the best of each, those to each target.

    ``policy`` is the ledger's, a term of its closed list. What is read of a graph that moved on meanwhile is read
    again; raises GraphBusy where it goes on and on.
    """
    for _ in range(ATTEMPTS):
        revision = store.revision
        found = _answer(store, question, policy)
        if store.revision == revision:
            return found
    raise GraphBusy("the graph changed again and again while it was searched: ask again")


def exposure(
    store: GraphStore, question: Question, *, kind: str, types: Collection[str] = (), policy: str
) -> AnswerOut:
    """The best chain from the question's sources to each entity of a kind (and type), ranked together.

    The question's own targets are put aside; its sources are never targets.
    """
    asked = question.relaxed(targets=frozenset(), to_kind=kind, to_types=frozenset(types), best_of_each=True)
    return answer(store, asked, policy=policy)


def _answer(store: GraphStore, question: Question, policy: str) -> AnswerOut:
    found, targets = search(store, question), targets_of(store, question)
    return AnswerOut(
        from_=refs(store.entities(store.numbers(question.sources))),
        to=refs(store.entities(targets)),
        limits=Limits(max_hops=question.max_hops, limit=question.limit, steps=question.steps, seconds=question.seconds),
        engine=store.engine,
        policy=cast(_Policy, policy),
        complete=found.complete,
        more=found.more,
        hints=() if found.chains else hints(store, question, targets, complete=found.complete),
        chains=tuple(chain_out(chain) for chain in found.chains),
    )
