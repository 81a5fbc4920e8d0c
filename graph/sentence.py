"""The honest reading of a chain, in words.

Invariant: a sentence says no more than the verdicts do. Every hop is attributed to its sources, a sequence is
worded as one, an association says what nobody states, and what is contested is called so.
"""

from collections.abc import Iterable, Iterator, Sequence

from evidence.dates import Days, day_text
from evidence.grading import counts
from evidence.origins import fold
from evidence.views import ClaimView
from graph.chains import Chain
from graph.days import DaySet
from graph.model import Hop, Step

_REPLIES = {
    "denies": "denies it",
    "act_not_responsibility": "acknowledges the act and denies responsibility",
    "other_explanation": "gives another explanation",
}


def sentence(chain: Chain) -> str:
    """What the chain says, hop by hop, and what it does not say."""
    return " ".join(_sentences(chain))


def hop_phrase(step: Step, before: Step | None = None) -> str:
    """One hop as walked: the verb along its direction, the reverse verb against it.

    A scope that the hop before has too is not named again.
    """
    hop = step.hop
    verb = hop.predicate.verb if step.along else hop.predicate.reverse
    return f"{step.start.name} {verb} {step.to.name}{_within(hop, before.hop if before else None)}"


def _within(hop: Hop, before: Hop | None) -> str:
    if not hop.scope:
        return ""
    named = before is not None and before.scope is not None and before.scope.id == hop.scope.id
    return " (within the same)" if named else f" (within {hop.scope.name})"


def _sentences(chain: Chain) -> Iterator[str]:
    hops = "; ".join(map(hop_phrase, chain.steps, (None, *chain.steps)))
    yield f"According to the sources cited for each hop, {hops}."
    yield from _scope(chain)
    yield from _time(chain)
    yield from _unjudged(chain)
    yield from _origins(chain)
    yield from _contested(chain)


def _scope(chain: Chain) -> Iterator[str]:
    scope = chain.scope.entity
    if not chain.one_arrangement:
        alone = "the hop that is read first, of no recorded arrangement, reaches only to"
        until = f"the arrangement ({scope.name}) ends at" if scope else alone
        yield (
            f"This is an association: {until} {chain.ends_at.name}, "
            "and no source states that money or training passed along it."
        )
    elif scope and len(chain.steps) > 1:
        yield f"All its hops lie within one arrangement ({scope.name})."


def _time(chain: Chain) -> Iterator[str]:
    several = len(chain.steps) > 1
    match chain.time:
        case "observed":
            yield _observed(chain.windows, several)
        case "possible":
            yield (
                "Its hops may have held at the same time; the dates do not show that they did."
                if several
                else "The dates do not make certain of any day that it held."
            )
        case "sequence":
            yield (
                f"Its hops are a sequence, read from {_reading(chain)}: as dated, they did not all hold at the same "
                "time, but can have held one after another; no source states that the earlier led to the later."
            )
        case "impossible":
            yield (
                f"As dated, this chain is impossible: {_numbers(chain.decided_by)} can neither all have held at the "
                f"same time nor, read from {_reading(chain)}, one after another so that the earlier may have led to "
                "the later."
            )


def _observed(windows: DaySet, several: bool) -> str:
    days = " and ".join(_days(window) for window in windows)
    return f"As dated, all its hops held at the same time: {days}." if several else f"As dated, it held: {days}."


def _days(days: Days) -> str:
    first, last = day_text(days[0]), day_text(days[1])
    if first == last:
        return f"on {first}"
    return " ".join([*([f"from {first}"] if first else []), *([f"to {last}"] if last else [])])


def _reading(chain: Chain) -> str:
    first, last = chain.entities[0].name, chain.entities[-1].name
    return f"{last} to {first}" if chain.backwards else f"{first} to {last}"


def _unjudged(chain: Chain) -> Iterator[str]:
    numbers = tuple(n for n, step in enumerate(chain.steps, 1) if step.hop.standing == "unjudged")
    if numbers:
        yield f"No citation of {_numbers(numbers)} counts."


def _origins(chain: Chain) -> Iterator[str]:
    """A hop of which no citation counts rests on no origin, and then the whole chain does not rest on one either."""
    if len(chain.distinct_origins) == 1 and all(step.hop.origins for step in chain.steps):
        yield f"The whole chain rests on a single origin ({_origin(chain)})."


def _origin(chain: Chain) -> str:
    """The one origin as its first counting citation states it."""
    from_claims = (claim for step in chain.steps for claim in step.hop.affirming)
    return next(
        citation.origin
        for claim in from_claims
        for citation in claim.citations
        if fold(citation.origin) in chain.distinct_origins and counts(claim, citation)
    )


def _contested(chain: Chain) -> Iterator[str]:
    for number, step in enumerate(chain.steps, 1):
        if step.hop.contested:
            yield f"Hop {number} is contested: {'; '.join(_denials(step.hop))}."


def _denials(hop: Hop) -> Iterator[str]:
    for claim in hop.denying:
        publishers = _publishers(claim)
        yield f"{', '.join(publishers)} {'is' if len(publishers) == 1 else 'are'} cited for the denial ({claim.key})"
    yield from _unique(
        f"{reply.party.name} {_REPLIES[reply.attribution]}"
        for claim in hop.affirming
        for reply in claim.replies
        if reply.attribution is not None and reply.attribution in _REPLIES
    )


def _publishers(claim: ClaimView) -> Sequence[str]:
    """Whose sources hold the claim up: what was retracted holds nothing up."""
    cited = (citation.source for citation in claim.citations if not citation.source.retracted)
    return _unique(source.publisher or source.title for source in cited)


def _unique(texts: Iterable[str]) -> Sequence[str]:
    return list(dict.fromkeys(texts))


def _numbers(numbers: tuple[int, ...]) -> str:
    """Hop numbers in words: hop 2; hops 1 and 3."""
    if len(numbers) == 1:
        return f"hop {numbers[0]}"
    return f"hops {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
