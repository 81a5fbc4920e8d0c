"""Taking captures: the exact bytes of a source, kept in the vault and recorded with who took them, when and how.

Invariant: a capture is recorded only after its bytes are safe, and all that is taken together is recorded together.
The same bytes of the same source are one capture.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, col, select

from evidence.custody_anchors import anchor_along
from evidence.database import writing
from evidence.draft_parts import HeaderDraft
from evidence.drafts import CaptureDraft
from evidence.entering import enter
from evidence.errors import UnknownKey
from evidence.ids import new_id
from evidence.ledger import Ledger
from evidence.locating import Located, locate
from evidence.models import Capture, Source
from evidence.moments import now
from evidence.plan import Plan
from evidence.recording import named
from evidence.replay import replay_records
from evidence.vault import store

_LONGEST_SOURCE = 80
"""So much of a source's key goes into the keys of its captures."""


@dataclass(frozen=True, slots=True)
class Taking:
    """Bytes that are about to be captured, with what is known of how they were had.

    ``taken`` is UTC in ISO form; None is now. ``name`` is where they lay in the folder or archive that they came in.
    ``whole`` is the place (from 0) of what they are a part of, among those that are taken together.
    """

    content: bytes
    method: str
    media_type: str | None = None
    taken: str | None = None
    address: str | None = None
    led_to: tuple[str, ...] = ()
    tool: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    name: str | None = None
    whole: int | None = None


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
    taking = Taking(content, method, media_type)
    return take_captures(ledger, vault, [taking], source=source_key, actor=actor)[0]


def take_captures(
    ledger: Ledger,
    vault: Path,
    takings: Sequence[Taking],
    *,
    source: str | None,
    actor: str | None,
    visibility: str = "public",
    custody: Path | None = None,
) -> list[CaptureDraft]:
    """Keep bytes that came together and record a capture of each, all or none; those taken before as they are kept.

    ``custody`` is the custody log that the audit chain is to hold, if any.
    Each is of the source with its address; else of that of what it is a part of; else of ``source``, a key or id.
    Raises UnknownKey, which names the addresses, where that leaves one without a source.
    """
    by, drafts = named(actor), list[CaptureDraft]()
    digests = [store(vault, taking.content) for taking in takings]
    with writing(ledger.engine) as session:
        sources = _sources(session, takings, locate(session, source, kind="source") if source else None)
        first: dict[tuple[str, str], CaptureDraft] = {}
        for taking, sha256, owner in zip(takings, digests, sources, strict=True):
            whole = None if taking.whole is None else drafts[taking.whole].key
            given = {"sha256": sha256, "by": by, "part_of": whole, "visibility": visibility}
            same = first.get((owner.id, sha256)) or _draft(session, taking, owner, given)
            drafts.append(first.setdefault((owner.id, sha256), same))
        for investigation in sorted({owner.investigation for owner in sources}):
            pairs = zip(drafts, sources, strict=True)
            of_it = {draft.key: draft for draft, owner in pairs if owner.investigation == investigation}
            enter(Plan(session, investigation, list(of_it.values())), actor=by, elsewhere=False)
        if custody:
            anchor_along(session, custody, by)
    return drafts


def same_bytes(session: Session, sha256: str) -> list[str]:
    """The keys of sources of which these bytes were captured already."""
    query = select(Capture.source_id).where(Capture.sha256 == sha256).order_by(col(Capture.id))
    return [locate(session, source_id).key for source_id in session.exec(query)]


def sources_at(session: Session, address: str) -> list[str]:
    """The keys of sources with exactly that address."""
    return [located.key for located in _located_at(session, address)]


def _located_at(session: Session, address: str) -> list[Located]:
    return [locate(session, one) for one in session.exec(select(Source.id).where(Source.address == address))]


def _sources(session: Session, takings: Sequence[Taking], given: Located | None) -> list[Located]:
    """The source of each; that with its address goes before the one that is given for all."""
    sources: list[Located | None] = []
    for taking in takings:
        at = _located_at(session, taking.address) if taking.address else []
        whole = sources[taking.whole] if taking.whole is not None else None
        sources.append(at[0] if len(at) == 1 and (given is None or _near(at[0], given)) else whole or given)
    known = [one for one in sources if one is not None]
    if len(known) < len(sources):
        lost = [
            taking.address or taking.name or "the bytes"
            for taking, one in zip(takings, sources, strict=True)
            if not one
        ]
        raise UnknownKey(f"of which source? Give --source; no single source has the address: {', '.join(lost[:20])}")
    return known


def _near(one: Located, given: Located) -> bool:
    return one.investigation == given.investigation


def _draft(session: Session, taking: Taking, source: Located, given: Mapping[str, str | None]) -> CaptureDraft:
    """The record of bytes; the one that is kept, where they were taken of that source before."""
    query = select(Capture.id).where(Capture.source_id == source.id, Capture.sha256 == given["sha256"])
    before = session.exec(query.order_by(col(Capture.id))).first()
    if before is not None:
        return CaptureDraft.model_validate(replay_records(session, [before]).kept[before].content)
    plain = ("media_type", "method", "address", "led_to", "tool", "name")
    return CaptureDraft(
        # Random: a part of the digest would outlast the capture's erasure, and confirm a guess at its bytes.
        key=f"{source.key[:_LONGEST_SOURCE]}-{new_id()[:12]}",
        source=source.key,
        size=len(taking.content),
        taken=taking.taken or now(),
        headers=tuple(HeaderDraft(name=name, value=value) for name, value in taking.headers),
        **{name: getattr(taking, name) for name in plain},
        **given,
    )
