"""What changed under an edition, now and as recorded by an event, and what of a sealed list may still be told.

Invariant: a list of changes is worked out with today's rights, whenever it was sealed: of what was hidden since it
names nothing, and nothing that this moved.
"""

import datetime as dt
from pathlib import Path

from api.edition_kinds import Wanted, told
from api.resources import Resources, Seen
from evidence.database import reading
from evidence.edition_drafts import Change, EditionDraft
from evidence.editions import editions
from evidence.errors import AmbiguousName, NotFound, TemplateRefused, WordingRefused
from evidence.tombstones import tombstones
from reports.changed import Now, changes_under
from reports.document import BuiltAt
from reports.house_kinds import differing
from reports.said import sentences_of


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

    Of a sentence whose changes were hidden since, no more is told than that what it rests on is gone. Where the
    edition that it corrects was erased, only what names a record that is still seen, and no other, is left.
    """
    if content.corrects is None:
        return ()
    with reading(resources.ledger.engine) as session:
        older = {one.key: one.content for one in editions(session, content.audience)}.get(content.corrects)
    if older is None:
        shown = _named(resources, content, seen)
        return tuple(one for one in content.changes if not one.now and (one.investigation, one.record) in shown)
    again = changes_at(resources, older, seen, content.as_of)
    hidden = {one.sentence for one in content.changes if one not in again}
    return tuple(one for one in again if one in content.changes or (one.kind == "gone" and one.sentence in hidden))


def _named(resources: Resources, content: EditionDraft, seen: Seen) -> set[tuple[str | None, str | None]]:
    """Investigation and key of what may be named: claims, sources, and claims that left a tombstone."""
    with reading(resources.ledger.engine) as session:
        gone = tombstones(session, content.audience, content.as_of)
    told = seen.disclosure
    claims = ((one.investigation, one.key) for one in told.claims.values())
    sources = ((one.investigation, one.key) for one in told.sources.values())
    return {*claims, *sources, *((one.investigation, one.key) for one in gone)}


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
