"""What breaks if a source or a claim is retracted, worked out without doing it.

Invariant: lost and weakened are told apart from unchanged exactly as recomputing everything would tell them; only
the touched bases are recomputed, and each chain is judged again over its hops as they would be.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from evidence.editions import Edition
from evidence.views import Disclosure
from graph.chains import Chain, allowed
from graph.impact_answer import ChainChange, HopChange, ImpactOut, RelationOut
from graph.model import Hop, Step
from graph.question import TIMES, Question
from graph.retraction import think_away
from graph.search import every_chain
from graph.store import GraphStore, HopFilter

_After = Mapping[str, tuple[Hop, Hop | None]]


def impact(
    store: GraphStore,
    disclosure: Disclosure,
    retracted: str,
    question: Question | None = None,
    *,
    editions: Iterable[Edition] = (),
) -> ImpactOut:
    """What retracting a source or claim (opaque id) would do to claims, hops and the chains of a question.

    A hop is weakened by a lower standing or fewer origins, a chain also by a worse time verdict.

    ``store`` is the graph of ``disclosure``. Of the question, all chains count, detours among them, whatever its
    limit. ``editions`` are those that the audience may see. Raises NotFound where the disclosure has no such source
    or claim.
    """
    thought = think_away(store, disclosure, retracted)
    hops = sorted(thought.hops.values(), key=lambda pair: (pair[0].subject.key, pair[0].order, pair[0].relation))
    chains, complete = every_chain(store, question) if question else ([], True)
    changed = [pair for pair in _chains_after(chains, thought.hops, question) if _is_worse(*pair)]
    changed.sort(key=lambda pair: pair[0].rank)
    return ImpactOut(
        retracted=thought.key,
        claims_lost=tuple(sorted(claim.key for claim in thought.lost)),
        hops_lost=tuple(_hop_change(before, None) for before, after in hops if after is None),
        hops_weakened=tuple(_hop_change(*pair) for pair in hops if pair[1] and _is_weaker(pair[0], pair[1])),
        derived=thought.derived,
        editions=tuple(one.key for one in editions if one.content.rests_on(thought.investigation, thought.key)),
        chains_lost=_changes(pair for pair in changed if pair[1] is None) if question else None,
        chains_weakened=_changes(pair for pair in changed if pair[1]) if question else None,
        complete=complete,
    )


def _chains_after(
    chains: Iterable[Chain], hops: _After, question: Question | None
) -> Iterable[tuple[Chain, Chain | None]]:
    """Each chain that a touched hop is part of, with what would become of it."""
    for chain in chains:
        if question and any(step.hop.id in hops for step in chain.steps):
            yield chain, _after(chain, hops, question)


def _after(chain: Chain, hops: _After, question: Question) -> Chain | None:
    """The same chain over its hops as they would be, or none if a hop is lost or the question leaves it out."""
    wanted = HopFilter.of(question)
    steps: list[Step] = []
    for step in chain.steps:
        hop = hops[step.hop.id][1] if step.hop.id in hops else step.hop
        if hop is None or not wanted.wants(hop):
            return None
        steps.append(replace(step, hop=hop))
    after = Chain(tuple(steps), chain.backwards)
    return after if allowed(after, question) else None


def _is_worse(before: Chain, after: Chain | None) -> bool:
    return after is None or any(then < now for now, then in zip(_worth(before), _worth(after), strict=True))


def _worth(chain: Chain) -> tuple[int, int, int]:
    return chain.level, chain.support, TIMES.index(chain.time)


def _is_weaker(before: Hop, after: Hop) -> bool:
    return after.level < before.level or after.origins < before.origins


def _changes(pairs: Iterable[tuple[Chain, Chain | None]]) -> tuple[ChainChange, ...]:
    return tuple(_chain_change(before, after) for before, after in pairs)


def _hop_change(before: Hop, after: Hop | None) -> HopChange:
    return HopChange(
        **_relation(before).model_dump(),
        from_=before.standing,
        to=after.standing if after else None,
        origins_from=before.origins,
        origins_to=after.origins if after else 0,
    )


def _chain_change(before: Chain, after: Chain | None) -> ChainChange:
    return ChainChange(
        entities=tuple(entity.key for entity in before.entities),
        hops=tuple(_relation(step.hop) for step in before.steps),
        from_=before.strength,
        to=after.strength if after else None,
        support_from=before.support,
        support_to=after.support if after else None,
        time_from=before.time,
        time_to=after.time if after else None,
    )


def _relation(hop: Hop) -> RelationOut:
    return RelationOut(
        subject=hop.subject.key,
        predicate=hop.predicate.name,
        object=hop.object.key,
        scope=hop.scope.key if hop.scope else None,
    )
