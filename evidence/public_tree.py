"""The public tree: what the public export came to say, and what it ceased to say, in the order in which it was so.

Invariant: a leaf tells of the public export at a checkpoint, never of an event. So nothing that never was public
adds, moves or times a leaf. And no leaf is ever taken away: what was public and is so no longer has a later leaf
that says *gone*, for whoever holds an older checkpoint knows that something was there; what becomes public enters
at the end. A ledger from which all was removed that never was public has the same entries (other salts).
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from evidence.canonical import as_value, digest
from evidence.exchange.heads import Exported, head_over

Entry = dict[str, Any]
"""A record as the export has it (its ``digest``), one that is ``gone``, the head of the ``export``, or what is left of
one that was ``erased``."""


class Place(NamedTuple):
    """Where a record stands in an export."""

    investigation: str
    record: str
    key: str


Standing = dict[Place, str]
"""What a public export holds: the digest of each line."""


def standing_in(exported: Exported) -> Standing:
    """The digests of all lines of a public export."""
    return {
        Place(name, draft.record, draft.key): digest(as_value(draft)) for name, drafts in exported for draft in drafts
    }


def standing_after(entries: Iterable[Mapping[str, Any]]) -> Standing:
    """What the export held when the last of these entries was made."""
    standing: Standing = {}
    for entry in entries:
        if "key" in entry:
            place = Place(entry["investigation"], entry["record"], entry["key"])
            standing.pop(place, None)
            if "digest" in entry:
                standing[place] = entry["digest"]
    return standing


def next_entries(before: Standing, exported: Exported) -> list[Entry]:
    """What the tree must take in so that it says what the export says; nothing when it does already."""
    now = standing_in(exported)
    changed: list[Entry] = [
        {**place._asdict(), **({"digest": now[place]} if place in now else {"gone": True})}
        for place in sorted({*before, *now})
        if before.get(place) != now.get(place)
    ]
    return [*changed, {"export": head_over(drafts for _, drafts in exported)}] if changed else []


def entry_in(text: str) -> Entry:
    """An entry as it is kept; raises ValueError where the text is none."""
    entry = json.loads(text)
    kinds = ({*Place._fields, "digest"}, {*Place._fields, "gone"}, {"export"}, {"erased"})
    if not isinstance(entry, dict) or set(entry) not in kinds:
        raise ValueError("this is no entry of the public tree")
    return entry
