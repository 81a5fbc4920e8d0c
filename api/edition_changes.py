"""What changed under an edition, now and as recorded by an event, and what of a sealed list may still be told.

Invariant: a list of changes is worked out with today's rights, whenever it was sealed: of what was hidden since it
names nothing, and nothing that this moved.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from api.edition_kinds import Wanted, told
from api.resources import Resources, Seen
from evidence.database import reading
from evidence.edition_drafts import Change, EditionDraft
from evidence.editions import editions
from evidence.errors import AmbiguousName, NotFound, TemplateRefused, WordingRefused
from evidence.replay import replay_keys
from evidence.tombstones import tombstones
from reports.changed import Now, changes_under
from reports.document import BuiltAt
from reports.house_kinds import differing
from reports.said import sentences_of

Named = tuple[str, str]
"""Investigation and key of a record."""


def changes_at(
    resources: Resources, content: EditionDraft, seen: Seen, known_at: int | None = None
) -> tuple[Change, ...]:
    """What changed under an edition, as its audience sees it; by event ``known_at``, at which it sees what is seen."""
    with reading(resources.ledger.engine) as session:
        gone = {(one.investigation, one.key): one for one in tombstones(session, content.audience, known_at)}
    others = other_templates(resources, content)
    texts = None if others else _texts(content, seen, resources.settings.templates)
    return changes_under(content, Now(seen.disclosure, seen.store, gone, texts))


def still_told(resources: Resources, content: EditionDraft, seen: Seen) -> tuple[Change, ...]:
    """The changes that an edition lists, as its audience may be told them today; ``seen``: as of the edition.

    Of a sentence whose changes were hidden since, no more is told than that what it rests on is gone.
    """
    if content.corrects is None:
        return ()
    with reading(resources.ledger.engine) as session:
        older = {one.key: one.content for one in editions(session, content.audience)}.get(content.corrects)
    if older is None:
        return tuple(_without_the_older(resources, content, seen))
    again = changes_at(resources, older, seen, content.as_of)
    hidden = {one.sentence for one in content.changes if one not in again}
    return tuple(one for one in again if one in content.changes or (one.kind == "gone" and one.sentence in hidden))


def _without_the_older(resources: Resources, content: EditionDraft, seen: Seen) -> Iterator[Change]:
    """The changes of a list whose edition was erased, so that it cannot be worked out again.

    Left out is what names a record that is hidden; and what names none, once the edition that has the list is not
    what its audience sees of then, for that may be what moved it. The key of what was erased is no secret.
    """
    moved = bool(changes_at(resources, content, seen, content.as_of))
    told = _told(resources, content, seen)
    with reading(resources.ledger.engine) as session:
        for one in content.changes:
            if one.investigation is None or one.record is None:
                named: set[Named] = set()
            else:
                keys = {one.record, *([one.now] if one.now else [])}
                named = replay_keys(session, one.investigation, keys).ids.keys() - told
            if not named and (one.record or not moved):
                yield one


def _told(resources: Resources, content: EditionDraft, seen: Seen) -> set[Named]:
    """Investigation and key of all that a list of changes may name: what is seen, and claims that left a tombstone."""
    with reading(resources.ledger.engine) as session:
        gone = tombstones(session, content.audience, content.as_of)
    claims = seen.disclosure.claims
    found = {(one.investigation, one.key) for one in gone}
    found |= {(one.investigation, one.key) for one in claims.values()}
    found |= {(one.investigation, one.key) for one in seen.disclosure.sources.values()}
    found |= {(claim.investigation, reply.key) for claim in claims.values() for reply in claim.replies}
    return found | {(claims[id_].investigation, one.key) for one in seen.disclosure.disputes for id_ in one.claims}


def wanted_as(content: EditionDraft) -> Wanted:
    """What an edition was made of."""
    template = content.template.name if content.template else None
    return Wanted(content.kind, content.question, content.audience, content.style, template)


def other_templates(resources: Resources, content: EditionDraft) -> dict[str, str | None]:
    """The files of the house's template that are others than those that arranged an edition, or gone."""
    return differing(content.template.files, resources.settings.templates) if content.template else {}


def built_as(content: EditionDraft) -> BuiltAt:
    """What an edition was built at."""
    day = dt.date.fromisoformat(content.dated)
    return {"head": content.head, "made_on": day, "checkpoint": content.checkpoint}


def _texts(content: EditionDraft, seen: Seen, templates: Path | None) -> frozenset[str] | None:
    """The sentences that the same question gives now; none where it can no longer be asked or arranged."""
    try:
        made = told(wanted_as(content), seen, built_as(content), templates)
    except (NotFound, AmbiguousName, TemplateRefused, WordingRefused):
        return None
    return frozenset(said.sentence.text for said in sentences_of(made.briefing))
