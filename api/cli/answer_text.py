"""The answer to a chain search as people read it.

Invariant: what the answer holds is said: limits, policy, weakest hops, verdicts, and under every hop its claims with
their sources, replies and denials. Chains through the same entities are folded into one route, the best first; a hop
is told in full once, and named where it comes again.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from api.cli.claim_text import claims_lines
from api.cli.outline import Line, as_markdown, as_text
from api.records import ClaimRecord
from evidence.vocabulary import vocabulary
from graph.answer import AnswerOut, ChainOut, EntityName, HopOut
from reports.filters_told import Filters, filters_in_words
from reports.verdicts_in_words import hops, verdicts_of, walked
from reports.wording import counted

_MOST_NAMED = 3
Told = dict[str, tuple[int, int]]
"""The hops that were told in full, by id: in which route, and as which hop."""


def answer_text(answer: AnswerOut, filters: Filters, shown: Literal["table", "markdown"]) -> str:
    """The whole answer with what was set for its search, for a terminal or as Markdown."""
    layout = as_markdown if shown == "markdown" else as_text
    return layout(_answer_lines(answer, filters))


def hop_text(hop: HopOut) -> str:
    """One hop with all that supports or denies it."""
    verb = vocabulary().predicates[hop.predicate].verb
    ends = f"{_named(hop.subject)} {verb} {_named(hop.object)}"
    return as_text([Line(ends, mark="title"), Line(_judged(hop)), *claims_lines(hop.claims, 0)])


def claims_text(claims: Sequence[ClaimRecord]) -> str:
    """Claims that affirm or deny one thing and make no hop, with their citations and replies."""
    first = claims[0]
    verb = vocabulary().predicates[first.predicate].verb
    said = f"{_named(first.subject)} {verb}{f' {_named(first.object)}' if first.object else ''}"
    return as_text([Line(said, mark="title"), *claims_lines(claims, 0)])


def routes_of(answer: AnswerOut) -> list[list[ChainOut]]:
    """Chains through the same entities together, in the order of the best of each."""
    routes: dict[tuple[str, ...], list[ChainOut]] = {}
    for chain in answer.chains:
        routes.setdefault(tuple(entity.id for entity in chain.entities), []).append(chain)
    return list(routes.values())


def _answer_lines(answer: AnswerOut, filters: Filters) -> Iterator[Line]:
    routes, told = routes_of(answer), Told()
    yield Line(f"From {_names(answer.from_)} to {_names(answer.to)}", mark="title")
    yield from _found(answer, len(routes))
    yield from _limits(answer, filters)
    for number, chains in enumerate(routes, start=1):
        yield from _route_lines(number, chains, told)


def _found(answer: AnswerOut, routes: int) -> Iterator[Line]:
    if answer.chains:
        yield Line(f"{counted(len(answer.chains), 'chain')} in {counted(routes, 'route')}, the best first.")
    else:
        yield Line("No chain was found.")
    yield from (Line(hint, 1) for hint in answer.hints)
    if answer.more:
        yield Line("There are more: --limit asks for them.")
    if not answer.complete:
        yield Line("A budget ended the search before all was searched: give it more with --steps or --seconds.")


def _limits(answer: AnswerOut, filters: Filters) -> Iterator[Line]:
    limits = answer.limits
    most = f"{counted(limits.max_hops, 'hop')} and {counted(limits.limit, 'chain')} at most"
    yield Line(f"Limits: {most}, {limits.steps} steps, {limits.seconds:g} seconds. Engine: {answer.engine}.")
    if filters:
        yield Line(filters_in_words(filters))
    yield Line(f"Policy: {answer.policy.replace('_', ' ')}, {vocabulary().label('policy', answer.policy)}.")


def _route_lines(number: int, chains: list[ChainOut], told: Told) -> Iterator[Line]:
    best = chains[0]
    scope = best.scope.verdict.replace("_", " ")
    yield Line(f"Route {number}: {best.strength}, {best.time.verdict}, {scope}", mark="heading")
    yield Line(best.sentence)
    yield from (Line(f"{label}: {text}.") for label, text in verdicts_of(best))
    if len(chains) > 1:
        yield Line(f"{counted(len(chains) - 1, 'more chain')} through the same entities; the best is shown.")
    yield Line(_named(best.entities[0]), mark="step")
    for place, hop in enumerate(best.hops, start=1):
        yield from _hop_lines(best, number, place, hop, told)


def _hop_lines(chain: ChainOut, route: int, place: int, hop: HopOut, told: Told) -> Iterator[Line]:
    yield Line(f"hop {place}: {walked(chain, place)[1]} {_named(chain.entities[place])}", mark="step")
    yield Line(f"{_judged(hop)}{'; a weakest hop' if place in chain.weakest_hops else ''}", 1)
    first = told.setdefault(hop.id, (route, place))
    if first == (route, place):
        yield from claims_lines(hop.claims, 1)
    else:
        yield Line(f"its claims stand at {hops(first[1:])} of route {first[0]}", 1)


def _judged(hop: HopOut) -> str:
    scope = f"; within {_named(hop.scope)}" if hop.scope else ""
    return f"{hop.standing}, {counted(hop.origins, 'origin')}{', contested' * hop.contested}{scope}"


def _named(entity: EntityName) -> str:
    return f"{entity.name} ({entity.key})"


def _names(entities: Iterable[EntityName]) -> str:
    names = [_named(entity) for entity in entities]
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"{', '.join(names[:_MOST_NAMED])}{more}" if names else "nobody"
