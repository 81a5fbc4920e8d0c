"""Whether the editions that events tell of are editions, each in its place.

Invariant: no reason repeats what an edition says: it may be hidden.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from evidence.editions import SEALED, Edition, audience_of, edition_in, key_of
from evidence.verification.faults import Fault
from evidence.verification.refolding import Refolded

NONE_ERASED: Mapping[int, str] = {}

_Newest = dict[tuple[str, str], Edition]


def unsound_editions(folded: Refolded, erased: Mapping[int, str] = NONE_ERASED) -> Iterator[Fault]:
    """The events that seal no edition, or one out of its order, or one of claims that no event recorded.

    ``erased``: the number of the event and the key of each edition that was erased; they count, and say nothing.
    """
    counted: Counter[str] = Counter()
    newest: _Newest = {}
    for told in folded.told:
        if told.seq in erased:
            counted[audience_of(erased[told.seq])] += 1
        if told.verb != SEALED:
            continue
        reason, edition = _read(told.seq, told.body)
        if edition:
            content = edition.content
            counted[content.audience] += 1
            reason = _misplaced(edition, counted[content.audience], newest, folded, frozenset(erased.values()))
            newest[content.audience, content.title] = edition
        if reason:
            yield Fault("audit_event", f"seq {told.seq}", reason)


def _read(seq: int, body: Mapping[str, object]) -> tuple[str | None, Edition | None]:
    try:
        return None, edition_in(seq, json.dumps(body))
    except (ValueError, KeyError, TypeError):
        return "it seals no edition", None


def _misplaced(edition: Edition, number: int, newest: _Newest, folded: Refolded, erased: frozenset[str]) -> str | None:
    content = edition.content
    before = newest.get((content.audience, content.title))
    due = (before.content.number + 1, before.key) if before else (1, None)
    corrects_one_erased = content.corrects in erased and content.number > (before.content.number if before else 1)
    in_line = (content.number, content.corrects) == due or corrects_one_erased
    if edition.key != key_of(content.audience, number) or not in_line:
        return "it seals an edition out of its order"
    if content.as_of >= edition.seq:
        return "it seals an edition of events that were not yet there"
    if not all(one.id in folded.records for one in content.claims):
        return "it seals an edition of claims that no event recorded"
    return None
