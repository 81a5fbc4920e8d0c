"""The head over what is public: what is printed and handed out carries it.

Invariant: it is worked out from the public export alone, so nothing hidden moves it, and whoever has the export
can check it: it is the SHA-256 of ``throughline export jsonl``, investigations by name, one after another.
"""

import hashlib
import io
from collections.abc import Iterable, Sequence

from sqlmodel import Session

from evidence.drafts import RecordDraft
from evidence.exchange.cut import cut_for
from evidence.exchange.jsonl import write_jsonl
from evidence.replay import Replay, replay

Exported = Sequence[tuple[str, list[RecordDraft]]]
"""Investigations by name, each with its drafts."""


def public_head(session: Session, known_at: int | None = None) -> str:
    """The SHA-256, in hex, of the public export of the ledger as it is now, or was at event ``known_at``."""
    return head_over(drafts for _, drafts in public_export(replay(session, known_at)))


def public_export(everything: Replay) -> Exported:
    """What the public export of a record holds."""
    names = sorted({kept.investigation for kept in everything.kept.values()})
    return [(name, cut_for(everything, "public", name)) for name in names]


def head_over(exported: Iterable[list[RecordDraft]]) -> str:
    """The SHA-256, in hex, of the text that an export writes, investigation by investigation."""
    text = io.StringIO()
    for drafts in exported:
        write_jsonl(drafts, text)
    return hashlib.sha256(text.getvalue().encode()).hexdigest()
