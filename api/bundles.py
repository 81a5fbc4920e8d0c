"""Bundles that a door can ask for: names in, the files of a bundle out.

Invariant: what goes in is what its audience sees, and of signed heads only the public one. Nothing is written into the
ledger; that captures were exported the custody log says before they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from api import questions
from api.built_at import built_at
from api.parameters import ChainParameters
from api.resources import Resources
from evidence.checkpoint_text import Checkpoint
from evidence.custody import erased_entries, note_each, sound_entries
from evidence.database import reading
from evidence.drafts import CaptureDraft
from evidence.errors import NotFound
from evidence.exchange.lines import Line, lines_for
from evidence.public_proofs import public_proofs
from evidence.replay import replay
from evidence.settings import LEVELS
from evidence.signing_keys import signer_of
from evidence.timestamps import replies_over
from evidence.vault import fetch
from graph.answer import AnswerOut
from reports.briefing import build_briefing
from reports.bundles.custody import CustodyEvent
from reports.bundles.made import Contents, bundle_files, captures_in
from reports.bundles.selection import chosen


@dataclass(frozen=True, slots=True)
class Bundled:
    """A bundle: its files, how many records it holds, the ids of its captures, and what was signed by which keys."""

    files: dict[str, bytes]
    records: int
    captures: tuple[str, ...]
    checkpoint: Checkpoint | None
    keys: tuple[str, ...]


def bundle(
    resources: Resources, parameters: ChainParameters, audience: str, *, rank: int | None = None, signed: bool = True
) -> Bundled:
    """The chains between two sets with all their evidence, or of these the one of a rank, from 1.

    Raises as ``questions.chains`` does; NotFound where there is no such chain or a capture's bytes are not in the
    vault; NoSigningKey, BundleRefused and LedgerDamaged as ``public_proofs`` does, NoSigningKey as ``signer_of`` does.
    """
    seen, searched = resources.looked(audience, None, lambda seen: (seen, questions.searched_within(seen, parameters)))
    answer = _of_rank(searched.answer, rank)
    briefing = build_briefing(answer, seen.disclosure, filters=searched.filters, **built_at(resources))
    settings = resources.settings
    with reading(resources.ledger.engine) as session:
        everything = replay(session)
        lines = lines_for(everything, audience)
        records = chosen(answer, seen.disclosure, lines)
        public = lines if audience == LEVELS[0] else lines_for(everything, LEVELS[0])
        standing, places = {place: line.digest for place, line in public.items()}, [line.place for line in records]
        handled = _handled(session, settings.custody_path, records, told_who=audience != LEVELS[0])
        proofs = public_proofs(session, settings.checkpoints_path, standing, places) if signed else None
        signer = signer_of(session, settings.keys_path) if signed else None
    captures = {one.sha256: _bytes_of(one, settings.vault_path) for one in captures_in(records)}
    stamps = replies_over(settings.checkpoints_path, captures, proofs.file if proofs else None)
    files = bundle_files(Contents(answer, briefing, records, captures, proofs, signer, handled, stamps))
    held = tuple(line.id for line in records if isinstance(line.draft, CaptureDraft))
    return Bundled(files, len(records), held, proofs.checkpoint if proofs else None, proofs.keys if proofs else ())


def export(resources: Resources, bundled: Bundled) -> None:
    """Note in the custody log, before a bundle is given out, that its captures are; raises as ``note_each`` does."""
    if bundled.captures:
        note_each(resources.settings.custody_path, bundled.captures, "exported", resources.settings.actor)


def _handled(session: Session, log: Path, records: Sequence[Line], *, told_who: bool) -> list[CustodyEvent]:
    """What the custody log says of the captures among records, exports aside."""
    keys = {line.id: line.draft.key for line in records if isinstance(line.draft, CaptureDraft)}
    return [
        {
            "capture": keys[one.capture],
            "event": one.act,
            "at": one.at,
            "by": one.actor if told_who else None,
            "how": None,
        }
        for one in sound_entries(log, erased_entries(session))
        if one.capture in keys and one.act != "exported"
    ]


def _bytes_of(capture: CaptureDraft, vault: Path) -> bytes:
    try:
        return fetch(vault, capture.sha256)
    except NotFound as error:
        raise NotFound(
            f"the bytes of capture {capture.key} are not in the vault: put them back into {vault}"
        ) from error


def _of_rank(answer: AnswerOut, rank: int | None) -> AnswerOut:
    """The answer with all its chains, or with that one alone; raises NotFound where it is not there."""
    found = len(answer.chains)
    if not found:
        raise NotFound("there is no chain to bundle; 'throughline chains' says what would give one")
    if rank is None:
        return answer
    if rank > found:
        raise NotFound(f"there are {found} chains: --chain takes a number from 1 to {found}")
    return answer.model_copy(update={"chains": (answer.chains[rank - 1],), "more": answer.more or found > 1})
