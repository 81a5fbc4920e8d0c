"""What is unresolved: values that conflict, claims on which work is needed, what the record lacks, and what was looked
for.

Invariant: nothing is called missing that no lookup shows, and nothing unresolved is resolved here.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from evidence.views import ClaimView, LookupView
from graph.answer import ChainOut
from graph.days import met
from reports.document import Item, Remark, Section, Sentence
from reports.gaps import gaps
from reports.scene import Scene
from reports.stated_dates import date_in_words
from reports.teller import Teller
from reports.wording import ended, listed, quantity


def unresolved(teller: Teller, scene: Scene, chains: Sequence[ChainOut] = ()) -> Section:
    """The section on gaps; it comes after all claims, those of the chains among them, are told."""
    told = teller.told
    looked = tuple(_looked_for(lookup) for lookup in scene.lookups(told))
    items = (
        *_conflicting(told, teller),
        *(_unfinished(claim, teller) for claim in told if claim.outcome == "work_needed"),
        *gaps(chains, teller),
        *looked,
    )
    nothing = Remark("The record holds no lookup about what is told here: what was not looked for is not said here.")
    return Section("unresolved", "What is unresolved", items, () if looked else (nothing,))


def _conflicting(told: list[ClaimView], teller: Teller) -> Iterator[Item]:
    """Claims of one relation between two entities, and of one scope, that may give different values of one day."""
    valued = sorted((claim for claim in told if claim.object and quantity(claim) and claim.affirms), key=_relation)
    for _, group in groupby(valued, key=_relation):
        claims = _of_one_day(list(group))
        values = dict.fromkeys(stated for claim in claims if (stated := quantity(claim)))
        if len(values) > 1:
            keys = listed(claim.key for claim in claims)
            text = f"{keys} give different values, which stand side by side: {'; '.join(values)}."
            yield Item(f"Values that conflict: {keys}", (Sentence(text, teller.cite(claims)),))


def _of_one_day(claims: Sequence[ClaimView]) -> list[ClaimView]:
    """Those that differ in value from another that can be true of the same day: sums of two years do not conflict."""
    return [
        one
        for one in claims
        if any(quantity(one) != quantity(other) and met((one.period.hull,), (other.period.hull,)) for other in claims)
    ]


def _relation(claim: ClaimView) -> tuple[str, str, str, str]:
    ends = (end.id if end else "" for end in (claim.subject, claim.object, claim.scope))
    return claim.predicate, *ends  # type: ignore[return-value]


def _unfinished(claim: ClaimView, teller: Teller) -> Item:
    text = f"{claim.key} was let in with work still needed, and counts for nothing until that is done."
    return Item(f"Work needed: {claim.key}", (Sentence(text, teller.cite([claim])),))


def _looked_for(lookup: LookupView) -> Item:
    """A lookup is the record's own account of a search: it rests on no source."""
    when = date_in_words(lookup.date)
    return Item(
        f"Lookup {lookup.key}, {when}",
        (Remark(f"Looked in: {ended(lookup.where)} Words: {ended(lookup.words)} Result: {ended(lookup.result)}"),),
    )
