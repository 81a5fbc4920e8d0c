"""Taking captures: the exact bytes of a source, kept in the vault and recorded with who took them, when and how.

Invariant: a capture is recorded only after its bytes are safe, and a quotation's check says what was done:
found, not found, or not checked.
"""

import datetime as dt
import html
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from sqlmodel import Session, col, select

from evidence.audit import AuditWriter
from evidence.database import writing
from evidence.drafts import CaptureDraft
from evidence.entering import enter
from evidence.errors import NotFound
from evidence.ledger import Ledger
from evidence.locating import locate
from evidence.models import Capture, Source
from evidence.plan import Plan
from evidence.recording import named
from evidence.replay import replay_keys
from evidence.vault import fetch, store

_TEXTUAL = ("text/plain", "text/markdown", "text/html")
_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.IGNORECASE | re.DOTALL)


def take_capture(
    ledger: Ledger,
    vault: Path,
    source_key: str,
    content: bytes,
    *,
    method: str,
    actor: str | None,
    media_type: str | None = None,
) -> CaptureDraft:
    """Keep the bytes of a source and record the capture; taking the same bytes twice is one capture."""
    by = named(actor)
    sha256 = store(vault, content)
    with writing(ledger.engine) as session:
        source = locate(session, source_key, kind="source")
        draft = CaptureDraft(
            key=f"{source.key}-{sha256[:12]}",
            source=source.key,
            sha256=sha256,
            size=len(content),
            media_type=media_type,
            taken=dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            method=method,
            by=by,
        )
        if not _taken(session, source.id, sha256):
            enter(Plan(session, source.investigation, [draft]), actor=by, elsewhere=False)
        return draft


def same_bytes(session: Session, sha256: str) -> list[str]:
    """The keys of sources of which these bytes were captured already."""
    query = select(Capture.source_id).where(Capture.sha256 == sha256).order_by(col(Capture.id))
    return [locate(session, source_id).key for source_id in session.exec(query)]


def check_quotes(ledger: Ledger, vault: Path, claim_key: str, *, actor: str | None) -> list[str]:
    """Look for each quotation of a claim in the capture that its citation names; returns and keeps the results."""
    with writing(ledger.engine) as session:
        claim = locate(session, claim_key, kind="claim")
        citations = replay_keys(session, claim.investigation, [claim.key]).kept[claim.id].content["citations"]
        cited = [citation["capture"] for citation in citations if "capture" in citation]
        captures = {one.key: one.content for one in replay_keys(session, claim.investigation, cited).kept.values()}
        results = [_check(vault, captures, citation) for citation in citations]
        audit = AuditWriter(session, named(actor))
        audit.append("check", claim.id, {"quote_checks": results})
        audit.flush()
        return results


def text_of(content: bytes, media_type: str | None) -> str | None:
    """The text of a capture, without mark-up; None where it is of a type that is not read."""
    if media_type not in _TEXTUAL:
        return None
    text = content.decode("utf-8", errors="replace")
    return html.unescape(_TAGS.sub(" ", text)) if media_type == "text/html" else text


def _taken(session: Session, source_id: str, sha256: str) -> bool:
    query = select(Capture.id).where(Capture.source_id == source_id, Capture.sha256 == sha256)
    return session.exec(query).first() is not None


def _check(vault: Path, captures: Mapping[str, dict[str, str]], citation: dict[str, str]) -> str:
    if "capture" not in citation or "quote" not in citation:
        return "not_checked"
    capture = captures[citation["capture"]]
    try:
        text = text_of(fetch(vault, capture["sha256"]), capture.get("media_type"))
    except NotFound:
        return "not_checked"
    if text is None:
        return "not_checked"
    return "found" if _plain(citation["quote"]) in _plain(text) else "not_found"


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def sources_at(session: Session, address: str) -> list[str]:
    """The keys of sources with exactly that address."""
    return [
        locate(session, source_id).key for source_id in session.exec(select(Source.id).where(Source.address == address))
    ]
