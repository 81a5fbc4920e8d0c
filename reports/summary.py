"""The opening of a briefing: how far it can be trusted, and what it comes to.

Invariant: what is limited is said here, not only in the method.
"""

from collections.abc import Iterable, Iterator

from evidence.views import CitationView, ClaimView
from graph.answer import AnswerOut, ChainOut
from reports import verdicts_in_words as words
from reports.document import Passage, Remark, Sentence
from reports.filters_told import Filters, filters_in_words
from reports.supports import dating, graded_notes, hop_notes, supports
from reports.teller import Teller
from reports.wording import counted, counting, listed, origins_of

NOT_ALL = Remark("The search ended at its budget: what is told here is right, but may not be all.")
"""Told wherever chains are of a search that a budget ended, in every format."""


def trust(policy: str, told: Iterable[ClaimView]) -> Iterator[Remark]:
    """Who stands behind the claims that are told."""
    claims = list(told)
    if policy == "single_handed":
        yield Remark("One person keeps this record: nobody else has reviewed it.")
    else:
        yield Remark("Four eyes: no claim was published here on the approval of the person alone who recorded it.")
    elsewhere = sum(claim.reviewed_elsewhere for claim in claims)
    if elsewhere:
        yield Remark(
            f"Of the {counted(len(claims), 'claim')} that it draws on, {elsewhere} came in as already published: "
            "reviewed, if at all, elsewhere, and not under the rule of this record."
        )


def summary(answer: AnswerOut, teller: Teller, filters: Filters) -> Iterator[Passage]:
    """The best chain with its verdicts, the origins behind all chains, and the limits of the search."""
    if answer.chains:
        yield from _best(answer, teller)
        yield _origins(answer, teller)
    yield from search_told(answer, filters)


def in_short(answer: AnswerOut, teller: Teller, filters: Filters) -> Iterator[Passage]:
    """The best chain with its verdicts, and what it is the best of; without a whole search, all of the summary."""
    if answer.chains and answer.complete:
        yield from _best(answer, teller)
        yield from _filters(filters)
    else:
        yield from summary(answer, teller, filters)


def _best(answer: AnswerOut, teller: Teller) -> Iterator[Passage]:
    chain = answer.chains[0]
    notes = teller.cite(supports(chain, teller))
    names = [entity.name for entity in chain.entities]
    steps = f" by way of {listed(names[1:-1])}" if names[1:-1] else ", directly"
    of = "The chain found" if _alone(answer) else f"The best of {_number(answer)}"
    yield Sentence(f"{of} leads from {names[0]}{steps} to {names[-1]}.", notes)
    yield weakest(chain, teller)
    passed = "; no source states that money or training passed along it" if chain.scope.beyond else ""
    yield Sentence(f"Scope: {words.scope(chain)}{passed}.", notes)
    yield Sentence(f"Time: {words.time(chain)}.", teller.cite(dating(chain, teller)))
    yield from _contested(chain, teller)


def weakest(chain: ChainOut, teller: Teller) -> Sentence:
    """How strong a chain is, and by which hops."""
    readings = listed(f"hop {number} ({words.reading(chain, number)})" for number in chain.weakest_hops)
    notes = graded_notes([chain.hops[number - 1] for number in chain.weakest_hops], teller)
    hop = "hop" if len(chain.weakest_hops) == 1 else "hops"
    text = f"It is as strong as its weakest {hop}, {words.standing(chain.strength)}: {readings}."
    return Sentence(text, notes)


def _contested(chain: ChainOut, teller: Teller) -> Iterator[Sentence]:
    for number, hop in enumerate(chain.hops, 1):
        if hop.contested:
            text = f"Hop {number} ({words.reading(chain, number)}) is contested; by whom is told below."
            yield Sentence(text, hop_notes(hop, teller))


def _origins(answer: AnswerOut, teller: Teller) -> Sentence:
    found = origins_of(list(_counting(answer, teller)))
    names = listed(citation.origin for citation in found.values()) if found else "no citation counts"
    told = "The chain told rests" if answer.more else "The chain rests"
    if len(answer.chains) > 1:
        told = f"{'The' if answer.more else 'All'} {len(answer.chains)} chains {'told ' * answer.more}together rest"
    text = f"{told} on {counted(len(found), 'independent origin')}: {names}{_resting_on_none(answer)}."
    chains = (claim for chain in answer.chains for claim in supports(chain, teller))
    return Sentence(text, teller.cite_each(found.values()) or teller.cite(chains))


def _resting_on_none(answer: AnswerOut) -> str:
    """A hop of which no citation counts rests on no origin, however good the others are."""
    none = len({hop.id for chain in answer.chains for hop in chain.hops if not hop.origins})
    rest = "rests" if none == 1 else "rest"
    return f"; {counted(none, 'hop')}, of which no citation counts, {rest} on none" if none else ""


def _alone(answer: AnswerOut) -> bool:
    return len(answer.chains) == 1 and not answer.more


def _number(answer: AnswerOut) -> str:
    """How many chains there are, as far as is known: those beyond the limit were not counted."""
    return f"{'more than ' * answer.more}{counted(len(answer.chains), 'chain')}"


def _counting(answer: AnswerOut, teller: Teller) -> Iterator[CitationView]:
    for chain in answer.chains:
        for hop in chain.hops:
            for claim in hop.claims:
                if claim.polarity == "affirms":
                    yield from counting(teller.claim(claim.id))


def search_told(answer: AnswerOut, filters: Filters = ()) -> Iterator[Remark]:
    """What the search was limited to; where it found no chain, that, and what would have given one."""
    if not answer.chains:
        yield Remark("No chain was found within the limits below. That is an answer too: it is none beyond them.")
        yield from (Remark(f"What would have given one: {hint}") for hint in answer.hints)
    yield from _limits(answer, filters)


def _filters(filters: Filters) -> Iterator[Remark]:
    if filters:
        yield Remark(filters_in_words(filters))


def _limits(answer: AnswerOut, filters: Filters) -> Iterator[Remark]:
    limits = answer.limits
    routes = len({tuple(entity.id for entity in chain.entities) for chain in answer.chains})
    yield Remark(
        f"Searched for chains of up to {counted(limits.max_hops, 'hop')}, within {limits.steps:,} steps and "
        f"{limits.seconds:g} seconds; {counted(len(answer.chains), 'chain')} told, in {counted(routes, 'route')} "
        f"(at most {limits.limit} were asked for)."
    )
    yield from _filters(filters)
    if answer.more:
        yield Remark("There are more chains than were asked for; those told rank before the rest.")
    if answer.complete:
        yield Remark("The search was complete within these limits.")
    else:
        yield NOT_ALL
