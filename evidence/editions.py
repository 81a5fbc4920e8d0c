"""Editions: sealed once, numbered for each audience, and never changed.

Invariant: an edition is one event of the audit chain and nothing else, so nothing can change it that does not break
the chain. Who may not see its audience's record learns nothing of it: no number, title or order. Of one that was
erased the key is left, and leads to no other one.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from evidence.audit import AuditWriter
from evidence.database import writing
from evidence.edition_drafts import Checkpoint, EditionDraft
from evidence.erasures import erasures
from evidence.errors import AmbiguousName, KeyTaken, NotFound, WrongStatus
from evidence.ledger import Ledger
from evidence.models import AuditEvent
from evidence.recording import named
from evidence.sealing import new_salt
from evidence.settings import LEVELS
from evidence.trees import last_checkpoint

SEALED = "seal_edition"
"""The verb that seals one; its event is about no record, and counts for no reader."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A sealed edition: ``key`` is its audience and a number in that audience, ``seq`` the event that sealed it."""

    key: str
    seq: int
    content: EditionDraft

    @property
    def name(self) -> str:
        """Its title and number, for people."""
        return f"{self.content.title}, edition {self.content.number}"


def seal_edition(ledger: Ledger, draft: EditionDraft, *, actor: str | None) -> Edition:
    """Seal an edition for good.

    Raises NoActor, KeyTaken where a first edition has the title of another, WrongStatus where it corrects one that
    is not the newest of its title.
    """
    by = named(actor)
    with writing(ledger.engine) as session:
        mine = [one for one in editions(session, LEVELS[-1]) if one.content.audience == draft.audience]
        _refuse_misplaced(draft, newest_of(mine, draft.title))
        gone = [one for one in erased_editions(session) if audience_of(one) == draft.audience]
        key = key_of(draft.audience, len(mine) + len(gone) + 1)
        audit = AuditWriter(session, by)
        # Salted: once it is erased, its hash must confirm no guess at what it was.
        body = {"key": key, "edition": draft.model_dump(mode="json", exclude_defaults=True), "salt": new_salt()}
        seq = audit.append(SEALED, None, body)
        audit.flush()
    return Edition(key, seq, draft)


def editions(session: Session, audience: str, known_at: int | None = None) -> list[Edition]:
    """The editions that an audience may see, oldest first; as sealed by event ``known_at`` where it is given."""
    query = select(AuditEvent.seq, AuditEvent.body).where(AuditEvent.verb == SEALED).order_by(col(AuditEvent.seq))
    if known_at is not None:
        query = query.where(col(AuditEvent.seq) <= known_at)
    found = [edition_in(seq or 0, body) for seq, body in session.exec(query)]
    level = LEVELS.index(audience)
    return [one for one in found if LEVELS.index(one.content.audience) <= level]


def checkpoint_at(session: Session, known_at: int | None = None) -> Checkpoint | None:
    """The public tree at its last checkpoint, or at the last by event ``known_at``, as a briefing prints it."""
    found = last_checkpoint(session, known_at)
    return Checkpoint(size=found[0], root=found[1]) if found else None


def sealed_at(session: Session) -> dict[int, str]:
    """The UTC time (ISO) at which each edition, of any audience, was sealed, by the number of its event."""
    query = select(AuditEvent.seq, AuditEvent.at).where(AuditEvent.verb == SEALED)
    return {seq or 0: at for seq, at in session.exec(query)}


def edition_in(seq: int, body: str) -> Edition:
    """The edition in the body of its event; raises ValueError where the body holds none."""
    values = json.loads(body)
    return Edition(str(values["key"]), seq, EditionDraft.model_validate(values["edition"]))


def edition_named(session: Session, audience: str, text: str) -> Edition:
    """The edition that a key, a number, or a title (its newest) leads to.

    A number is one of the audience itself, or of the nearest below it that has so many.

    Raises NotFound in the same words whether it is hidden or not there, and in others where it was erased;
    AmbiguousName where audiences share a title.
    """
    seen = editions(session, audience)
    by_key = {one.key: one for one in seen}
    below = LEVELS[LEVELS.index(audience) :: -1]
    gone = {key for key in erased_editions(session) if audience_of(key) in below}
    found = next((key for key in (text, *(f"{level}-{text}" for level in below)) if key in gone.union(by_key)), None)
    if found in gone:
        raise NotFound(f"edition {found} was erased, with a record that it told of")
    if found:
        return by_key[found]
    of_title = {one.content.audience: one for one in seen if one.content.title == text}
    if not of_title:
        raise NotFound("there is no such edition; 'throughline editions' lists them")
    if len(of_title) > 1:
        raise AmbiguousName(text, [(one.key, one.name, one.content.audience) for one in of_title.values()])
    return next(iter(of_title.values()))


def newest_of(found: Iterable[Edition], title: str) -> Edition | None:
    """The newest of the editions with a title."""
    return max((one for one in found if one.content.title == title), key=lambda one: one.seq, default=None)


def successor(edition: Edition, found: Iterable[Edition]) -> Edition | None:
    """The newest edition of the same title and audience; none where it is that one."""
    newest = newest_of(
        (one for one in found if one.content.audience == edition.content.audience), edition.content.title
    )
    return newest if newest and newest.key != edition.key else None


def erased_editions(session: Session) -> list[str]:
    """The keys of the editions, of any audience, that were erased."""
    return [key for one in erasures(session) for key in one.editions.values()]


def audience_of(key: str) -> str:
    """The audience that an edition's key counts for."""
    return key.rpartition("-")[0]


def key_of(audience: str, number: int) -> str:
    """The key of the edition that an audience counts as ``number``."""
    return f"{audience}-{number}"


def _refuse_misplaced(draft: EditionDraft, newest: Edition | None) -> None:
    if draft.corrects is None and newest:
        raise KeyTaken(
            f"{newest.key} has that title already: correct it with 'throughline edition correct {newest.key}', "
            "or take another title"
        )
    if draft.corrects and (newest is None or draft.corrects != newest.key):
        raise WrongStatus("a newer edition of that title is there: correct that one")
