"""The answer to a chain search as people read it in a terminal, or as Markdown.

Invariant: what the answer holds is said: limits, policy, weakest hop, verdicts, and under every hop its claims with
their sources, replies and denials. Chains through the same entities are folded into one route, the best first.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from api.cli.lines import wrapped
from evidence.vocabulary import vocabulary
from graph.answer import AnswerOut, ChainOut, CitationOut, ClaimOut, EntityName, HopOut, PeriodOut, ReplyOut

TIMES = {
    "observed": "observed together",
    "possible": "possible together; the dates do not show it",
    "sequence": "a sequence: never at one time, but one after another",
    "impossible": "impossible: not even one after another",
}
POLICIES = {"four_eyes": "four eyes", "single_handed": "single-handed: nobody else has reviewed it"}


def answer_text(answer: AnswerOut, *, markdown: bool = False) -> str:
    """The whole answer; as Markdown with headings and lists, else for 80 columns."""
    routes = list(_routes(answer.chains))
    parts = [_head(answer, len(routes), markdown=markdown)]
    parts += [_route_text(number, chains, markdown=markdown) for number, chains in enumerate(routes, start=1)]
    return "\n\n".join(parts)


def hop_text(hop: HopOut) -> str:
    """One hop with all that supports or denies it."""
    return "\n".join([wrapped(_hop_line(hop), 0, 4), *_claims_lines(hop.claims, 2)])


def claim_text(claim: ClaimOut) -> str:
    """One claim with its citations and replies."""
    return "\n".join(_claim_lines(claim, 0))


def _routes(chains: Iterable[ChainOut]) -> Iterator[list[ChainOut]]:
    """Chains through the same entities together, in the order of the best of each."""
    order: dict[tuple[str, ...], list[ChainOut]] = {}
    for chain in chains:
        order.setdefault(tuple(entity.id for entity in chain.entities), []).append(chain)
    return iter(order.values())


def _head(answer: AnswerOut, routes: int, *, markdown: bool) -> str:
    title = f"{_names(answer.from_)} -> {_names(answer.to)}"
    limits = answer.limits
    lines = [wrapped(f"# {title}" if markdown else title, 0, 2)]
    if answer.chains:
        found = f"{_count(len(answer.chains), 'chain')} in {_count(routes, 'route')}"
        lines.append(wrapped(f"{found}; at most {limits.max_hops} hops and {limits.limit} chains.", 0))
    else:
        lines.append(wrapped(f"No chain within {limits.max_hops} hops.", 0))
        lines += [wrapped(f"- {hint}", 0, 2) for hint in answer.hints]
    if answer.more:
        lines.append("There are more chains: ask for them with --limit.")
    if not answer.complete:
        lines.append(wrapped("A budget ended the search: there may be more. Ask again with more --steps or --seconds."))
    lines.append(wrapped(f"Policy: {POLICIES[answer.policy]}. Engine: {answer.engine}."))
    return "\n".join(lines)


def _names(entities: Iterable[EntityName]) -> str:
    named = [f"{entity.name} ({entity.key})" for entity in entities]
    return ", ".join(named[:3]) + (f" and {len(named) - 3} more" if len(named) > 3 else "")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _route_text(number: int, chains: list[ChainOut], *, markdown: bool) -> str:
    best = chains[0]
    heading = f"Route {number}: {best.strength}, {best.time.verdict}, {best.scope.verdict.replace('_', ' ')}"
    lines = [f"## {heading}" if markdown else heading, *_verdict_lines(best, markdown=markdown)]
    if len(chains) > 1:
        told = f"{_count(len(chains) - 1, 'more chain')} through the same entities; the best is shown."
        lines.append(wrapped(told, 2))
    return "\n".join([*lines, "", *_chain_lines(best)])


def _verdict_lines(chain: ChainOut, *, markdown: bool) -> list[str]:
    weakest = _numbered(chain.weakest_hops)
    told = [
        f"Weakest: {weakest} ({chain.strength}).",
        f"Support {chain.support}; distinct origins {chain.distinct_origins}.",
        f"Time: {TIMES[chain.time.verdict]}{_windows(chain)}.",
        f"Scope: {_scope(chain)}",
        chain.sentence,
    ]
    return [wrapped(f"- {line}", 0, 2) if markdown else wrapped(line, 2) for line in told]


def _numbered(hops: tuple[int, ...]) -> str:
    return f"hop{'' if len(hops) == 1 else 's'} {', '.join(map(str, hops))}"


def _windows(chain: ChainOut) -> str:
    windows = "; ".join(_days(window.from_, window.to) for window in chain.time.windows)
    decided = f"; decided by {_numbered(chain.time.decided_by)}" if chain.time.decided_by else ""
    return f" ({windows})" * bool(windows) + decided


def _scope(chain: ChainOut) -> str:
    scope = chain.scope
    within = f" within {scope.scope.name}" if scope.scope else ""
    if scope.verdict == "one_arrangement":
        return f"one arrangement{within}."
    return f"association; the arrangement{within} ends at {scope.ends_at.name}, {_count(scope.beyond, 'hop')} beyond."


def _chain_lines(chain: ChainOut) -> Iterator[str]:
    yield wrapped(f"{chain.entities[0].name} ({chain.entities[0].key})", 2, 4)
    for number, (hop, entity) in enumerate(zip(chain.hops, chain.entities[1:], strict=True), start=1):
        weakest = " <- weakest" if number in chain.weakest_hops else ""
        yield wrapped(f"{number}. {_verb(hop)} {entity.name} ({entity.key}){weakest}", 4, 7)
        yield wrapped(_judged(hop), 7)
        yield from _claims_lines(hop.claims, 7)


def _verb(hop: HopOut) -> str:
    predicate = vocabulary().predicates[hop.predicate]
    return predicate.verb if hop.walked == "along" else predicate.reverse


def _judged(hop: HopOut) -> str:
    scope = f"; within {hop.scope.name} ({hop.scope.key})" if hop.scope else ""
    return f"{hop.standing}, {_count(hop.origins, 'origin')}{', contested' * hop.contested}{scope}"


def _hop_line(hop: HopOut) -> str:
    verb = vocabulary().predicates[hop.predicate].verb
    return f"{hop.subject.name} ({hop.subject.key}) {verb} {hop.object.name} ({hop.object.key}): {_judged(hop)}"


def _claims_lines(claims: Iterable[ClaimOut], indent: int) -> Iterator[str]:
    for polarity, alike in groupby(claims, key=lambda claim: claim.polarity):
        if polarity == "denies":
            yield " " * indent + "Denied:"
        for claim in alike:
            yield from _claim_lines(claim, indent)


def _claim_lines(claim: ClaimOut, indent: int) -> Iterator[str]:
    value = f" [{claim.value.amount} {claim.value.unit}]" if claim.value else ""
    yield wrapped(f"{claim.key} ({_period(claim.period)}) {claim.wording or ''}{value}".rstrip(), indent, indent + 2)
    for citation in claim.citations:
        yield wrapped(_citation(citation), indent + 2, indent + 4)
    if claim.note:
        yield wrapped(f"Note: {claim.note}", indent + 2, indent + 4)
    for reply in claim.replies:
        yield wrapped(_reply(reply), indent + 2, indent + 4)


def _citation(citation: CitationOut) -> str:
    where = f", {citation.locator.kind} {citation.locator.value}" if citation.locator else ""
    grade = f"{citation.reliability or '-'}{citation.credibility or '-'}"
    graded = "ungraded" if grade == "--" else grade
    label = vocabulary().assertions[citation.assertion].label
    counts = "" if citation.counts else "; does not count"
    quote = f' "{citation.quote}"' if citation.quote else ""
    judged = f"[{label}; {graded}; origin {citation.origin}{counts}]"
    return f"{citation.source.key} {citation.source.title}{where}:{quote} {judged}"


def _reply(reply: ReplyOut) -> str:
    attribution = vocabulary().label("attribution", reply.attribution)
    when = f", {reply.received}" if reply.received else ""
    source = f" ({reply.source.key})" if reply.source else ""
    said = f": {reply.text}" if reply.text else ""
    return f"Reply of {reply.party.name}{when} - {attribution}{said}{source}"


def _period(period: PeriodOut) -> str:
    if period.edtf:
        return period.edtf + (f", as of {period.as_of}" if period.as_of else "")
    return f"as of {period.as_of}" if period.as_of else "no date"


def _days(first: str | None, last: str | None) -> str:
    return f"{first or 'unbounded'} to {last or 'unbounded'}"
