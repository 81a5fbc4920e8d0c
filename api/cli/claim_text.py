"""Claims as people read them: each with its period, its citations, its note, and the replies to it.

Invariant: a denial stands beside what it denies and is called one; a citation that does not count is called so.
"""

from collections.abc import Iterable, Iterator

from api.cli.outline import Line
from evidence.vocabulary import vocabulary
from graph.answer import CitationOut, ClaimOut, ReplyOut
from reports.replies_told import reply_dates, unanswered
from reports.stated_dates import period_in_words
from reports.stated_values import value_in_words


def claims_lines(claims: Iterable[ClaimOut], depth: int) -> Iterator[Line]:
    """All of them, affirming first as the answer has them."""
    for claim in claims:
        yield from claim_lines(claim, depth)


def claim_lines(claim: ClaimOut, depth: int) -> Iterator[Line]:
    """One claim, and what belongs to it one step deeper."""
    denies = "denies it, " if claim.polarity == "denies" else ""
    period = period_in_words(claim.period.edtf, claim.period.as_of)
    value = f" [{value_in_words(claim.value.amount, claim.value.unit)}]" if claim.value else ""
    dated = "date not stated" if period == "not stated" else period
    yield Line(f"{claim.key} ({denies}{dated}): {claim.wording or 'as above'}{value}", depth)
    yield from (Line(_citation(citation), depth + 1) for citation in claim.citations)
    if claim.note:
        yield Line(f"Note: {claim.note}", depth + 1)
    yield from (Line(_reply(reply), depth + 1) for reply in claim.replies)


def _citation(citation: CitationOut) -> str:
    where = f", {citation.locator.kind} {citation.locator.value}" if citation.locator else ""
    quote = f', "{citation.quote}"' if citation.quote else ""
    label = vocabulary().assertions[citation.assertion].label
    counts = "" if citation.counts else "; does not count"
    judged = f"{label}; {_graded(citation)}; origin {citation.origin}{counts}"
    return f"{citation.source.key} {citation.source.title}{where}{quote} [{judged}]"


def _graded(citation: CitationOut) -> str:
    marks = f"{citation.reliability or '-'}{citation.credibility or '-'}"
    return "ungraded" if marks == "--" else f"graded {marks}"


def _reply(reply: ReplyOut) -> str:
    source = f" ({reply.source.key})" if reply.source else ""
    return f"Reply of {reply.party.name}{reply_dates(reply)}: {_said(reply)}{source}"


def _said(reply: ReplyOut) -> str:
    """What was answered, as far as the record shows."""
    if reply.attribution is None:
        return unanswered(reply)
    kind = vocabulary().label("attribution", reply.attribution)
    return f"{kind}. {reply.text}" if reply.text else kind
