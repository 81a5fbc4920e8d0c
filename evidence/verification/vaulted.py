"""Whether the vault holds the bytes of every capture, as they were taken."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from evidence.drafts import CaptureDraft
from evidence.vault import endless, place_of
from evidence.verification.faults import Fault
from evidence.verification.refolding import Refolded


def lost_captures(folded: Refolded, vault: Path) -> Iterator[Fault]:
    """The captures whose bytes are missing, are others, or cannot be read, in the order of recording."""
    for record in folded.records.values():
        if isinstance(record.draft, CaptureDraft):
            reason = _reason(place_of(vault, record.draft.sha256), record.draft)
            if reason:
                yield Fault("vault", f"capture {record.draft.key}", reason, (record.id,))


def _reason(place: Path, capture: CaptureDraft) -> str | None:
    try:
        if endless(place):
            return "what stands in its place is no file"
        with place.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
    except FileNotFoundError:
        return "its bytes are missing"
    except OSError as error:
        return f"its bytes cannot be read: {error.strerror}"
    if found != capture.sha256:
        return f"its bytes were changed: {size} are there, {capture.size} were taken"
    return None if size == capture.size else f"it says that it has {capture.size} bytes, and has {size}"
