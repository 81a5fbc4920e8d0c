"""Redacted copies: a derivative of a capture for those who may not see the capture itself.

Invariant: a redacted copy is seen by more than its original ever is from then on, has other bytes, and says of what it
is a copy and why. The original is not touched: only who may see it may change, and only to fewer.
"""

from collections.abc import Mapping
from pathlib import Path

from evidence.custody_anchors import anchor_along
from evidence.database import writing
from evidence.drafts import CaptureDraft
from evidence.entering import enter
from evidence.errors import RedactionRefused
from evidence.ids import new_id
from evidence.ledger import Ledger
from evidence.levels import level_of
from evidence.locating import locate
from evidence.moments import now
from evidence.plan import Plan
from evidence.recording import named
from evidence.replay import replay_records
from evidence.settings import LEVELS
from evidence.vault import store


def redact_capture(
    ledger: Ledger,
    vault: Path,
    capture_key: str,
    content: bytes,
    *,
    reason: str,
    actor: str | None,
    visibility: str = "public",
    hide: str | None = None,
    media_type: str | None = None,
    custody: Path | None = None,
) -> CaptureDraft:
    """Record a redacted copy of a capture, for readers of a level; ``hide`` is the level of the original from now on.

    ``custody`` is the custody log that the audit chain is to hold, if any.
    Raises RedactionRefused where whoever sees the copy would see the original too.
    """
    by, sha256 = named(actor), store(vault, content)
    with writing(ledger.engine) as session:
        located = locate(session, capture_key, kind="capture")
        original = CaptureDraft.model_validate(replay_records(session, [located.id]).kept[located.id].content)
        hidden = original if hide is None else original.model_copy(update={"visibility": hide})
        _check(original, hidden, sha256, visibility)
        given = {"visibility": visibility, "media_type": media_type, "by": by, "reason": reason}
        copy = _copy_of(original, sha256, len(content), given)
        enter(Plan(session, located.investigation, [hidden, copy], supersede=True), actor=by, elsewhere=False)
        if custody:
            anchor_along(session, custody, by)
    return copy


def _copy_of(original: CaptureDraft, sha256: str, size: int, given: Mapping[str, str | None]) -> CaptureDraft:
    return CaptureDraft(
        key=f"{original.source[:60]}-redacted-{new_id()[:12]}",
        source=original.source,
        sha256=sha256,
        size=size,
        taken=now(),
        method="redacted by hand",
        redacts=original.key,
        **given,
    )


def _check(original: CaptureDraft, hidden: CaptureDraft, sha256: str, visibility: str) -> None:
    if original.redacts is not None:
        raise RedactionRefused(f"{original.key} is a redacted copy already: make another one of {original.redacts}")
    if original.sha256 == sha256:
        raise RedactionRefused("the copy has the bytes of its original: nothing is redacted in it")
    if level_of(hidden.content()) < level_of(original.content()):
        raise RedactionRefused(f"{original.key} is {original.visibility}: no more may come to see it than do now")
    if level_of(hidden.content()) <= LEVELS.index(visibility):
        raise RedactionRefused(
            f"whoever may see the copy could see {original.key} too, which is {hidden.visibility}: "
            "say who still may, with --hide restricted"
        )
