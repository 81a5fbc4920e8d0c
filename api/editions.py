"""Editions at the doors: sealing one, printing it again, what changed under it, and its correction.

Invariant: an edition is made from what its audience saw at the event that it names, the same way each time, so the
record gives its bytes again, with the house's template where one arranged it; what is compared is what that audience
sees now.
"""

import hashlib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from api.built_at import built_then
from api.edition_changes import built_as, changes_at, other_templates, still_told, wanted_as
from api.edition_kinds import Told, Wanted, told
from api.resources import Resources, Seen
from evidence.audit import head
from evidence.database import reading
from evidence.edition_drafts import Change, EditionDraft, HouseTemplate
from evidence.editions import Edition, edition_named, editions, seal_edition, successor
from evidence.errors import (
    InvalidDraft,
    NoTemplate,
    NotFound,
    WrongStatus,
)
from evidence.exchange.cut import drafts_for
from evidence.settings import LEVELS
from reports.basis import Basis, basis_of
from reports.document import Briefing
from reports.edition_told import as_edition, made_with, other_tools
from reports.formats import FORMATS, written_in
from reports.styles import in_style


@dataclass(frozen=True, slots=True)
class Sealing:
    """An edition with its briefing, styled, and the endings that could not be made on this machine."""

    edition: Edition
    briefing: Briefing
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """An edition printed again: its briefing, and the endings whose bytes are not those that were sealed.

    ``unmade``: the endings that cannot be made on this machine, each with why; ``other_tools``: what is of another
    version here than what made its files.
    """

    edition: Edition
    briefing: Briefing
    differing: tuple[str, ...]
    unmade: Mapping[str, str]
    other_tools: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed under an edition; ``readable`` are the sentences that its reader may still be told.

    ``templates``: the files of the house's template that are others now, with their digest; without one, gone.
    """

    edition: Edition
    changes: tuple[Change, ...]
    readable: frozenset[int]
    templates: Mapping[str, str | None]


def seal(resources: Resources, wanted: Wanted, title: str, known_at: str | None = None) -> Sealing:
    """Seal the first edition of a title; raises as its question does, and as ``seal_edition`` does.

    Raises InvalidDraft where a budget ended the search: another machine might find another answer.
    """
    return _seal(resources, wanted, title, resources.cursor(wanted.audience, known_at))


def correct(resources: Resources, text: str, audience: str) -> Sealing:
    """Seal the next edition of the same question as recorded now; raises as ``seal`` does, and NotFound.

    A template of the house that has changed arranges it as it is now, and the edition says so; raises NoTemplate where
    it is gone.
    """
    older = changed(resources, text, audience)
    content = older.edition.content
    with reading(resources.ledger.engine) as session:
        newest = successor(older.edition, editions(session, content.audience))
        now = head(session)[0]
    if newest:
        raise WrongStatus(f"{newest.key} is a newer edition of it: correct that one")
    _refuse_gone(older.edition, older.templates)
    wanted = wanted_as(content)
    return _seal(resources, wanted, content.title, now, older)


def printed(resources: Resources, text: str, audience: str) -> Printed:
    """Make the files of an edition again, from the record as of its head; raises NotFound, AmbiguousName, and
    NoTemplate where the house's template that arranged it is another now, or gone."""
    return printed_again(resources, named(resources, text, audience))


def printed_again(resources: Resources, edition: Edition) -> Printed:
    """The same of an edition that was found."""
    content, briefing = edition.content, made_again(resources, edition)
    made, unmade = _made(briefing, tuple(content.files))
    differing = tuple(ending for ending, digest in made.items() if digest != content.files[ending])
    return Printed(edition, briefing, differing, unmade, other_tools(content.made_with))


def made_again(resources: Resources, edition: Edition) -> Briefing:
    """The briefing of an edition, styled, from the record as of its head, seen with today's rights.

    Raises NotFound where its question names what its audience may no longer see, without the name; and NoTemplate.
    """
    content = edition.content
    _refuse_other(edition, other_templates(resources, content))
    seen = resources.look_back(content.audience, content.as_of)
    built = built_as(content)
    try:
        briefing = told(wanted_as(content), seen, built, resources.settings.templates).briefing
    except NotFound:
        raise NotFound(f"what edition {edition.key} asked about may no longer be shown to its audience") from None
    changes = still_told(resources, content, seen)
    briefing = as_edition(briefing, content.title, content.number, changes, content.template)
    return in_style(briefing, content.style)


def changed(resources: Resources, text: str, audience: str) -> Changed:
    """What changed under an edition for its own audience; raises NotFound, AmbiguousName."""
    edition = named(resources, text, audience)
    content = edition.content
    seen = resources.look(content.audience)
    found = changes_at(resources, content, seen)
    readable = _readable(content, _keys_told(resources, [content], audience))
    return Changed(edition, found, readable, other_templates(resources, content))


def listed(resources: Resources, audience: str) -> list[Edition]:
    """The editions that an audience may see, oldest first."""
    with reading(resources.ledger.engine) as session:
        return editions(session, audience)


def named(resources: Resources, text: str, audience: str) -> Edition:
    """One edition by its key, its number or its title; raises NotFound, AmbiguousName."""
    with reading(resources.ledger.engine) as session:
        return edition_named(session, audience, text)


def taken_back(resources: Resources, found: Sequence[Edition], audience: str) -> frozenset[str]:
    """The keys of those editions of which a reader may be told nothing any more of all that they said."""
    keys = _keys_told(resources, [one.content for one in found], audience)
    return frozenset(one.key for one in found if one.content.sentences and not _readable(one.content, keys))


def _seal(resources: Resources, wanted: Wanted, title: str, cursor: int, older: Changed | None = None) -> Sealing:
    seen, built = resources.look(wanted.audience, str(cursor)), built_then(resources, cursor)
    made = told(wanted, seen, built, resources.settings.templates)
    if not all(answer.complete for answer in made.answers):
        raise InvalidDraft("a budget ended the search, so it may give another answer elsewhere: raise --seconds")
    number, changes = (older.edition.content.number + 1, older.changes) if older else (1, ())
    template = _template(wanted, made, older)
    briefing = in_style(as_edition(made.briefing, title, number, changes, template), wanted.style)
    files, _ = _made(briefing, tuple(FORMATS))
    basis = _basis(wanted, made, seen)
    draft = EditionDraft(
        title=title,
        number=number,
        audience=wanted.audience,
        kind=wanted.kind,
        question=dict(wanted.question),
        style=wanted.style,
        template=template,
        as_of=cursor,
        head=built["head"],
        dated=built["made_on"].isoformat(),
        checkpoint=built.get("checkpoint"),
        made_with=made_with(),
        files=files,
        corrects=older.edition.key if older else None,
        changes=changes,
        **basis.parts(),
    )
    edition = seal_edition(resources.ledger, draft, actor=resources.settings.actor)
    return Sealing(edition, briefing, tuple(one for one in FORMATS if one not in files))


def _basis(wanted: Wanted, made: Told, seen: Seen) -> Basis:
    backwards = bool(wanted.question.get("backwards"))
    return basis_of(
        made.briefing, made.chains, seen.disclosure, seen.store, backwards=backwards, findings=made.findings
    )


def _template(wanted: Wanted, made: Told, older: Changed | None) -> HouseTemplate | None:
    if wanted.template is None:
        return None
    return HouseTemplate(name=wanted.template, files=dict(made.templates), replaced=bool(older and older.templates))


def _refuse_gone(edition: Edition, others: Mapping[str, str | None]) -> None:
    for name, digest in others.items():
        if digest is None:
            raise NoTemplate(
                f"{edition.key} was arranged by a template of the house, and its file {name} is gone: put one of that "
                "name into the folder that THROUGHLINE_TEMPLATES names"
            )


def _refuse_other(edition: Edition, others: Mapping[str, str | None]) -> None:
    _refuse_gone(edition, others)
    for name, digest in others.items():
        sealed = edition.content.template and edition.content.template.files[name]
        raise NoTemplate(
            f"{edition.key} cannot be made again: the template {name} that arranged it has changed since. It had the "
            f"SHA-256 {sealed}, and has {digest} now: put the old one back"
        )


def _made(briefing: Briefing, endings: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The SHA-256 of each file that can be made on this machine, by its ending; and of each other why it cannot."""
    tried = dict(zip(endings, written_in(briefing, endings), strict=True))
    made = {ending: hashlib.sha256(file).hexdigest() for ending, file in tried.items() if isinstance(file, bytes)}
    return made, {ending: str(why) for ending, why in tried.items() if not isinstance(why, bytes)}


def _readable(content: EditionDraft, keys: Set[tuple[str, str]]) -> frozenset[int]:
    """The sentences, from 1, whose claims and sources are among those that the reader may be told."""
    return frozenset(number for number in range(1, len(content.sentences) + 1) if _rests_on(content, number) <= keys)


def _keys_told(resources: Resources, contents: Sequence[EditionDraft], audience: str) -> set[tuple[str, str]]:
    """Investigation and key of the claims and sources that a reader may be told: to the public, only what stands."""
    seen = resources.disclosure(audience)
    keys = {(claim.investigation, claim.key) for claim in seen.claims.values()}
    keys |= {(source.investigation, source.key) for source in seen.sources.values()}
    if audience != LEVELS[0]:
        with reading(resources.ledger.engine) as session:
            names = {one.investigation for content in contents for one in content.claims}
            keys |= {(name, draft.key) for name in names for draft in drafts_for(session, audience, name)}
    return keys


def _rests_on(content: EditionDraft, number: int) -> set[tuple[str, str]]:
    """Investigation and key of each claim and cited source of a sentence."""
    sentence = content.sentences[number - 1]
    claims = {(one.investigation, one.key) for one in (content.claims[place] for place in sentence.claims)}
    sources = (content.sources[content.citations[place].source] for place in sentence.citations)
    return claims | {(one.investigation, one.key) for one in sources}
