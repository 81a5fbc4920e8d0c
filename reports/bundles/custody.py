"""What the record knows of the custody of captures, as a bundle tells it: an event a line.

Invariant: an event names a capture that is in the bundle, and says no more than its audience may see.
"""

from collections.abc import Iterable
from typing import TypedDict

from evidence.drafts import CaptureDraft


class CustodyEvent(TypedDict):
    """What was done with a capture (its key), when (UTC, ISO), by whom and how."""

    capture: str
    event: str
    at: str
    by: str
    how: str


def custody_of(captures: Iterable[CaptureDraft]) -> list[CustodyEvent]:
    """The events of these captures, by time and key: of each, that it was taken."""
    taken: list[CustodyEvent] = [
        {"capture": one.key, "event": "taken", "at": one.taken, "by": one.by, "how": one.method} for one in captures
    ]
    return sorted(taken, key=lambda one: (one["at"], one["capture"]))
