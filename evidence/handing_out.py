"""Handing out the bytes of a capture, and telling who had them in hand.

Invariant: no bytes are handed out that the custody log does not tell of; a capture that a reader may not see is not
found, in the same words as one that is not there.
"""

from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from evidence.custody import Act, entries_of, erased_entries, note
from evidence.drafts import CaptureDraft
from evidence.errors import AmbiguousName, NotFound
from evidence.exchange.cut import cut_for
from evidence.replay import Replay, replay
from evidence.vault import fetch


@dataclass(frozen=True, slots=True)
class SeenCapture:
    """A capture that a reader may see: the record's id, its investigation, and what was recorded."""

    id: str
    investigation: str
    draft: CaptureDraft


@dataclass(frozen=True, slots=True)
class Handled:
    """That somebody had the bytes in hand: when (UTC, ISO), who, and what was done: taken, or a custody act."""

    at: str
    actor: str
    act: str


def capture_seen(session: Session, text: str, audience: str) -> SeenCapture:
    """The capture with that key or id, for a reader; raises NotFound, AmbiguousName."""
    seen = _seen(replay(session), audience)
    for found in ([one for one in seen if one.draft.key == text], [one for one in seen if one.id == text]):
        if len(found) > 1:
            raise AmbiguousName(text, [(one.id, one.draft.key, f"capture of {one.investigation}") for one in found])
        if found:
            return found[0]
    raise NotFound(f"there is no capture {text!r}")


def hand_out(vault: Path, log: Path, capture: SeenCapture, act: Act, *, actor: str | None) -> bytes:
    """The bytes of a capture, once the custody log says who has them.

    Raises NotFound, CaptureMismatch where the vault has them no more, and what ``custody.note`` raises.
    """
    content = fetch(vault, capture.draft.sha256)
    note(log, capture.id, act, actor)
    return content


def custody(session: Session, log: Path, capture: SeenCapture) -> list[Handled]:
    """Who had the bytes in hand, in time order, from the one who took them on."""
    taken = Handled(capture.draft.taken, capture.draft.by, "taken")
    entries = entries_of(log, capture.id, erased_entries(session))
    return [taken, *(Handled(one.at, one.actor, one.act) for one in entries)]


def _seen(everything: Replay, audience: str) -> list[SeenCapture]:
    return [
        SeenCapture(everything.ids[name, draft.key], name, draft)
        for name in dict.fromkeys(kept.investigation for kept in everything.kept.values())
        for draft in cut_for(everything, audience, name)
        if isinstance(draft, CaptureDraft)
    ]
