"""Whether events are a chain and their seals hold them, worked out from their content alone.

Invariant: no stored hash is believed. Rows may hold anything that a damaged file gives, as long as every value
is text, a whole number or nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from evidence.audit import GENESIS, hash_of, seal_of
from evidence.erasures import NO_BLANKS, Blanks

Row = Mapping[str, Any]


class Broken(NamedTuple):
    """An event or seal that does not hold: its number in the chain, and why."""

    seq: Any
    reason: str


def broken_events(events: Iterable[Row], blanks: Blanks = NO_BLANKS) -> Iterator[Broken]:
    """The events, in order of their numbers, that are not what their hash says or do not follow the one before.

    ``blanks``: what was erased; of those events nothing else may be left than what is.
    """
    before, due = GENESIS, 1
    for event in events:
        if event["seq"] != due:
            yield Broken(event["seq"], f"event {due} is missing before it")
        if event["prev_hash"] != before:
            yield Broken(event["seq"], "it does not follow the event before it")
        if event["seq"] in blanks.events:
            if not blanks.is_blank(event):
                yield Broken(event["seq"], "it is not what is left of an event that was erased")
        elif event["hash"] != hash_of(event):
            yield Broken(event["seq"], "its content is not what its hash says")
        before, due = event["hash"], (event["seq"] if isinstance(event["seq"], int) else due) + 1


def broken_seals(events: Sequence[Row], seals: Sequence[Row], blanks: Blanks = NO_BLANKS) -> Iterator[Broken]:
    """The events that have no seal or another one, and the seals of no event.

    A salt may be gone only where the event was erased, though the tree stands without it anyway.
    """
    sealed = {row["seq"]: row for row in seals}
    for event in events:
        row = sealed.pop(event["seq"], None)
        if row is None:
            yield Broken(event["seq"], "the event has no seal")
        elif event["seq"] in blanks.events:
            if row["salt"] is not None:
                yield Broken(event["seq"], "the salt of its seal was erased, and is there")
        elif row["salt"] is None:
            yield Broken(event["seq"], "the salt of its seal is gone")
        elif not _holds(event, row):
            yield Broken(event["seq"], "it is not the seal of its event")
    yield from (Broken(seq, "it is the seal of no event") for seq in sealed)


def _holds(event: Row, row: Row) -> bool:
    try:
        return bool(row["seal"] == seal_of(event, row["salt"]))
    except (ValueError, TypeError):  # a salt that is no salt
        return False
