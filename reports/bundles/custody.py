"""The custody of captures as a bundle tells it: an event a line.

Invariant: an event names a capture that is in the bundle, and the public is not told who looked. Exports are left out:
each bundle is one, and two of the same record would not be the same.
"""

from collections.abc import Iterable
from typing import TypedDict

from evidence.drafts import CaptureDraft


class CustodyEvent(TypedDict):
    """What was done with a capture (its key), when (UTC, ISO), by whom (None: not told) and how."""

    capture: str
    event: str
    at: str
    by: str | None
    how: str | None


def custody_of(captures: Iterable[CaptureDraft], handled: Iterable[CustodyEvent] = ()) -> list[CustodyEvent]:
    """The events of these captures, by time and key: of each that it was taken, and what the custody log has of it."""
    taken: list[CustodyEvent] = [
        {"capture": one.key, "event": "taken", "at": one.taken, "by": one.by, "how": one.method} for one in captures
    ]
    return sorted([*taken, *handled], key=lambda one: (one["at"], one["capture"]))
