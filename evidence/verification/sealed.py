"""Whether the editions that events tell of are editions, each in its place.

Invariant: no reason repeats what an edition says: it may be hidden.
"""

import json
from collections.abc import Iterator, Mapping

from evidence.editions import SEALED, Edition, edition_in, next_key
from evidence.verification.faults import Fault
from evidence.verification.refolding import Refolded

_Newest = dict[tuple[str, str], Edition]


def unsound_editions(folded: Refolded, gone: frozenset[str] = frozenset()) -> Iterator[Fault]:
    """The events that seal no edition, or one out of its order, or one of claims that no event recorded.

    ``gone`` are the keys of editions that were erased.
    """
    taken, newest = set(gone), _Newest()
    for told in folded.told:
        if told.verb != SEALED:
            continue
        reason, edition = _read(told.seq, told.body)
        if edition:
            content = edition.content
            due = next_key(content.audience, taken)
            reason = _misplaced(edition, due, newest, folded, gone)
            newest[content.audience, content.title] = edition
            taken.add(due)
        if reason:
            yield Fault("audit_event", f"seq {told.seq}", reason)


def _read(seq: int, body: Mapping[str, object]) -> tuple[str | None, Edition | None]:
    try:
        return None, edition_in(seq, json.dumps(body))
    except (ValueError, KeyError, TypeError):
        return "it seals no edition", None


def _misplaced(edition: Edition, key: str, newest: _Newest, folded: Refolded, gone: frozenset[str]) -> str | None:
    content = edition.content
    before = newest.get((content.audience, content.title))
    due = (before.content.number + 1, before.key) if before else (1, None)
    in_order = (content.number, content.corrects) == due or content.corrects in gone
    if edition.key != key or not in_order:
        return "it seals an edition out of its order"
    if content.as_of >= edition.seq:
        return "it seals an edition of events that were not yet there"
    if not all(one.id in folded.records for one in content.claims):
        return "it seals an edition of claims that no event recorded"
    return None
