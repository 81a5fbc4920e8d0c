"""How a claim and a list are worded.

Invariant: an allegation stays one. A claim is worded by the kind of assertion of its best citation and in the
record's own words; nothing is said more strongly than that citation says it, and no sentence of a claim stands
outside of what names who says so. A denial is never told in words that could be read as affirming it, and a name
stands as it is recorded.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, groupby

from evidence.grading import counts
from evidence.origins import fold
from evidence.views import CitationView, ClaimView, EntityView
from evidence.vocabulary import vocabulary
from reports.one_sentence import continued, in_one, without_end
from reports.stated_values import after_verb, measured, says_what

_DENIAL = "(a denial)"
"""How the recorded words of a denial are marked."""


def runs_in_words(numbers: Iterable[int]) -> str:
    """Ascending numbers, three or more that follow one another as from and to: 1 to 3, 8 and 9."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), key=lambda one: one[1] - one[0])]
    return listed(chain.from_iterable([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run) for run in runs))


def listed(texts: Iterable[str]) -> str:
    """A; A and B; A, B and C."""
    *front, last = texts
    return f"{', '.join(front)} and {last}" if front else last


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 origin, 2 origins."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def ended(text: str) -> str:
    """The text with a full stop, unless it ends in one of the marks that end a sentence."""
    return text if text.rstrip("'\"’”»)").endswith((".", "!", "?", "…", "。")) else f"{text}."


def named(entities: Iterable[EntityView]) -> str:
    """The names of entities, as a list in words."""
    return listed(entity.name for entity in entities)


def names_of(entities: Iterable[EntityView]) -> set[str]:
    """Every name that entities have on the record."""
    return {name for entity in entities for name in (entity.name, *(one.text for one in entity.names))}


def names_in(claims: Iterable[ClaimView]) -> set[str]:
    """Every name of what claims are about, as their sentences may hold it."""
    return names_of(end for claim in claims for end in (claim.subject, claim.object, claim.scope) if end)


def best_first(claim: ClaimView) -> list[CitationView]:
    """The citations of a claim: those that count first, then primary ones, then as the kinds are listed."""
    return sorted(claim.citations, key=lambda citation: _rank(claim, citation))


def best_claim(claims: Iterable[ClaimView]) -> ClaimView:
    """The claim with the best citation, the first among equals."""
    return min(claims, key=best_rank)


def best_rank(claim: ClaimView) -> tuple[bool, bool, int]:
    """What orders claims by their best citation, better ones first."""
    return _rank(claim, best_first(claim)[0])


def counting(claim: ClaimView) -> list[CitationView]:
    """The citations that count, best first."""
    return [citation for citation in best_first(claim) if counts(claim, citation)]


def origins_of(citations: Sequence[CitationView]) -> dict[str, CitationView]:
    """The first citation of each origin, by the origin as compared."""
    found: dict[str, CitationView] = {}
    for citation in citations:
        found.setdefault(fold(citation.origin), citation)
    return found


def said(claim: ClaimView) -> str:
    """The claim in the record's own words; where it has none, in those of its predicate."""
    if claim.wording:
        return claim.wording
    within = [f"(within {claim.scope.name})"] if claim.scope else []
    plain = " ".join([claim.subject.name, vocabulary().predicates[claim.predicate].verb, *_what(claim), *within])
    return plain if claim.affirms else f"It is not so that {plain}"


def _what(claim: ClaimView) -> Iterator[str]:
    """The object of a claim, its value in brackets beside it; without an object, the value in its place."""
    if claim.object:
        yield claim.object.name
    if claim.value:
        amount, unit = claim.value
        yield f"({measured(amount, unit)})" if claim.object else after_verb(claim.predicate, amount, unit)


def attributed(claim: ClaimView, citation: CitationView) -> str:
    """The claim as a sentence that names who says so, by the citation's kind of assertion."""
    publisher, opening, names = _publisher(citation), _opening(citation), names_in([claim])
    text = continued(_told(claim, names), names)
    if opening.endswith(" that"):
        # Words that call themselves alleged are not alleged a second time.
        return ended(f"According to {publisher}, {text}" if "alleged" in text else f"{opening} {text}")
    return ended(f"{opening}, {text}")


def _told(claim: ClaimView, names: Collection[str]) -> str:
    """What a claim says, as one sentence, a denial marked as one.

    Recorded words are not led in by a denial: they may deny already (it never paid), and denied again would affirm.
    """
    text = in_one(said(claim), names)
    told = without_end(text, names)
    return text if claim.affirms or not claim.wording or told.endswith(_DENIAL) else f"{told} {_DENIAL}"


def as_said(claims: Iterable[ClaimView]) -> str:
    """Who says so, of what is told by several claims: by the best citation, to go on within a sentence."""
    best = best_first(best_claim(claims))[0]
    opening = _opening(best)
    return (
        f"as is alleged in a publication of {_publisher(best)}"
        if opening.endswith(" that")
        else f"{opening[0].lower()}{opening[1:]}"
    )


def quantity(claim: ClaimView) -> str | None:
    """The amount and unit of a claim about how much or how many, as stated; none where its value is words."""
    if claim.value is None:
        return None
    amount, unit = claim.value
    if claim.object:
        return measured(amount, unit)
    told = any(letter.isdigit() for letter in amount) and not says_what(claim.predicate, unit)
    return after_verb(claim.predicate, amount, unit) if told else None


def _publisher(citation: CitationView) -> str:
    return citation.source.publisher or "a source that names no publisher"


def _opening(citation: CitationView) -> str:
    return vocabulary().assertions[citation.assertion].attribution.format(publisher=_publisher(citation))


def _rank(claim: ClaimView, citation: CitationView) -> tuple[bool, bool, int]:
    assertions = vocabulary().assertions
    primary = assertions[citation.assertion].primary
    return not counts(claim, citation), not primary, list(assertions).index(citation.assertion)
