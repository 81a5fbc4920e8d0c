"""What rests on a record: everything that names it, and what names that in turn.

Invariant: a claim does not rest on the one that it superseded, nor a source on the one that it derives from, nor a
capture on what it was taken out of: they are other records with citations, an origin or bytes of their own.
"""

from collections import defaultdict
from collections.abc import Iterable

from evidence.drafts import ClaimDraft
from evidence.verification.faults import Hop, Resting
from evidence.verification.refolding import Folded, Refolded

_NO_SUPPORT = frozenset({"supersedes", "derives_from", "part_of"})


class Support:
    """Which records hold up which, by events."""

    def __init__(self, folded: Refolded) -> None:
        self._records = folded.records
        self._above: defaultdict[str, set[str]] = defaultdict(set)
        for record in folded.records.values():
            for role, target in folded.mentions(record):
                if role not in _NO_SUPPORT:
                    self._above[target].add(record.id)

    def resting_on(self, ids: tuple[str, ...]) -> Resting:
        """What rests on any of these records, themselves included."""
        reached: set[str] = set()
        left = [one for one in ids if one in self._records]
        while left:
            one = left.pop()
            if one not in reached:
                reached.add(one)
                left += self._above[one]
        records = [self._records[one] for one in reached]
        claims = [record for record in records if isinstance(record.draft, ClaimDraft)]
        others = [record for record in records if not isinstance(record.draft, ClaimDraft)]
        hops = {hop for record in claims for hop in _hops(record)}
        return Resting(_keys(claims), tuple(sorted(hops, key=str)), _keys(others))


def _keys(records: Iterable[Folded]) -> tuple[str, ...]:
    return tuple(sorted({record.draft.key for record in records}))


def _hops(record: Folded) -> list[Hop]:
    """The hop that a published claim supports, if it does."""
    draft = record.draft
    if not isinstance(draft, ClaimDraft) or record.status != "published" or draft.polarity != "affirms":
        return []
    return [Hop(draft.subject, draft.predicate, draft.object, draft.scope)] if draft.object else []
