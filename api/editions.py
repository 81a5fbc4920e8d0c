"""Editions at the doors: sealing one, printing it again, what changed under it, and its correction.

Invariant: an edition is made from what its audience saw at the event that it names, the same way each time, so the
record alone gives its bytes again; what is compared is what that audience sees now.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from api import questions
from api.briefings import BuiltAt
from api.parameters import ChainParameters, ExposureParameters
from api.resources import Resources, Seen
from evidence.audit import head
from evidence.database import reading
from evidence.edition_drafts import Change, Checkpoint, EditionDraft
from evidence.editions import Edition, edition_named, editions, newest_of, seal_edition
from evidence.errors import InvalidDraft, NotFound, WrongStatus
from evidence.event_numbers import day_of_last_event
from evidence.exchange.cut import drafts_for
from evidence.exchange.heads import public_head
from evidence.locating import entity_named
from evidence.settings import LEVELS
from evidence.tombstones import tombstones
from evidence.trees import last_checkpoint
from graph import ask
from graph.answer import AnswerOut
from reports import kinds
from reports.basis import basis_of, sentences_of
from reports.briefing import build_briefing
from reports.changed import Now, changes_under
from reports.document import Briefing
from reports.edition_told import as_edition, made_with
from reports.formats import FORMATS, written_in
from reports.styles import in_style

Question = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be sealed: a kind of briefing, its question by the names of the parameters, and how it is printed."""

    kind: str
    question: Question
    audience: str
    style: str | None = None


class Told(NamedTuple):
    """A briefing with the answer that it tells, where it tells one."""

    briefing: Briefing
    answer: AnswerOut | None


@dataclass(frozen=True, slots=True)
class Sealing:
    """An edition with its briefing, styled, and the endings that could not be made on this machine."""

    edition: Edition
    briefing: Briefing
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """An edition printed again: its briefing, and the endings whose bytes are not those that were sealed."""

    edition: Edition
    briefing: Briefing
    differing: tuple[str, ...]
    same_tools: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed under an edition; ``readable`` are the sentences that its reader may still be told."""

    edition: Edition
    changes: tuple[Change, ...]
    readable: frozenset[int]


def seal(resources: Resources, wanted: Wanted, title: str, known_at: str | None = None) -> Sealing:
    """Seal the first edition of a title; raises as its question does, and as ``seal_edition`` does.

    Raises InvalidDraft where a budget ended the search: another machine might find another answer.
    """
    return _seal(resources, wanted, title, resources.cursor(wanted.audience, known_at))


def correct(resources: Resources, text: str, audience: str) -> Sealing:
    """Seal the next edition of the same question as recorded now; raises as ``seal`` does, and NotFound."""
    older = changed(resources, text, audience)
    content = older.edition.content
    with reading(resources.ledger.engine) as session:
        newest = newest_of(editions(session, content.audience), content.title)
        now = head(session)[0]
    if newest and newest.key != older.edition.key:
        raise WrongStatus(f"{newest.key} is a newer edition of it: correct that one")
    wanted = Wanted(content.kind, content.question, content.audience, content.style)
    return _seal(resources, wanted, content.title, now, older)


def printed(resources: Resources, text: str, audience: str) -> Printed:
    """Make the files of an edition again, from the record as of its head; raises NotFound, AmbiguousName."""
    edition = named(resources, text, audience)
    content = edition.content
    seen = resources.look(content.audience, str(content.as_of))
    built: BuiltAt = {"head": content.head, "made_on": dt.date.fromisoformat(content.dated)}
    briefing = _told(Wanted(content.kind, content.question, content.audience), seen, built).briefing
    briefing = in_style(as_edition(briefing, content.title, content.number, content.changes), content.style)
    made = _digests(briefing, tuple(content.files))
    differing = tuple(one for one, digest in content.files.items() if made.get(one) != digest)
    return Printed(edition, briefing, differing, content.made_with == made_with())


def changed(resources: Resources, text: str, audience: str) -> Changed:
    """What changed under an edition for its own audience; raises NotFound, AmbiguousName."""
    edition = named(resources, text, audience)
    content = edition.content
    seen = resources.look(content.audience)
    with reading(resources.ledger.engine) as session:
        gone = {(one.investigation, one.key): one for one in tombstones(session, content.audience)}
    found = changes_under(content, Now(seen.disclosure, seen.store, gone, _texts(content, seen)))
    return Changed(edition, found, _readable(resources, content, audience))


def listed(resources: Resources, audience: str) -> list[Edition]:
    """The editions that an audience may see, oldest first."""
    with reading(resources.ledger.engine) as session:
        return editions(session, audience)


def named(resources: Resources, text: str, audience: str) -> Edition:
    """One edition by its key, its number or its title; raises NotFound, AmbiguousName."""
    with reading(resources.ledger.engine) as session:
        return edition_named(session, audience, text)


def _seal(resources: Resources, wanted: Wanted, title: str, cursor: int, older: Changed | None = None) -> Sealing:
    seen, built = resources.look(wanted.audience, str(cursor)), _built(resources, cursor)
    told = _told(wanted, seen, built)
    if told.answer and not told.answer.complete:
        raise InvalidDraft("a budget ended the search, so it may give another answer elsewhere: raise --seconds")
    number, changes = (older.edition.content.number + 1, older.changes) if older else (1, ())
    briefing = in_style(as_edition(told.briefing, title, number, changes), wanted.style)
    files = _digests(briefing, tuple(FORMATS))
    chains = told.answer.chains if told.answer else ()
    backwards = bool(wanted.question.get("backwards"))
    basis = basis_of(told.briefing, chains, seen.disclosure, seen.store, backwards=backwards)
    draft = EditionDraft(
        title=title,
        number=number,
        audience=wanted.audience,
        kind=wanted.kind,
        question=dict(wanted.question),
        style=wanted.style,
        as_of=cursor,
        head=built["head"],
        dated=built["made_on"].isoformat(),
        checkpoint=_checkpoint(resources),
        made_with=made_with(),
        files=files,
        corrects=older.edition.key if older else None,
        changes=changes,
        **basis.parts(),
    )
    edition = seal_edition(resources.ledger, draft, actor=resources.settings.actor)
    return Sealing(edition, briefing, tuple(one for one in FORMATS if one not in files))


def _built(resources: Resources, cursor: int) -> BuiltAt:
    with reading(resources.ledger.engine) as session:
        return {"head": public_head(session, cursor), "made_on": day_of_last_event(session, LEVELS[0], cursor)}


def _checkpoint(resources: Resources) -> Checkpoint | None:
    with reading(resources.ledger.engine) as session:
        found = last_checkpoint(session)
    return Checkpoint(size=found[0], root=found[1]) if found else None


def _digests(briefing: Briefing, endings: Sequence[str]) -> dict[str, str]:
    """The SHA-256 of each file that can be made on this machine, by its ending."""
    made = zip(endings, written_in(briefing, endings), strict=True)
    return {ending: hashlib.sha256(file).hexdigest() for ending, file in made if isinstance(file, bytes)}


def _texts(content: EditionDraft, seen: Seen) -> frozenset[str] | None:
    """The sentences that the same question gives now; none where it can no longer be asked."""
    built: BuiltAt = {"head": content.head, "made_on": dt.date.fromisoformat(content.dated)}
    try:
        told = _told(Wanted(content.kind, content.question, content.audience), seen, built)
    except NotFound:
        return None
    return frozenset(said.sentence.text for said in sentences_of(told.briefing))


def _readable(resources: Resources, content: EditionDraft, audience: str) -> frozenset[int]:
    """The sentences, from 1, whose claims and sources the reader may see: to the public, only what stands."""
    seen = resources.disclosure(audience)
    keys = {(claim.investigation, claim.key) for claim in seen.claims.values()}
    keys |= {(source.investigation, source.key) for source in seen.sources.values()}
    if audience != LEVELS[0]:
        with reading(resources.ledger.engine) as session:
            names = {one.investigation for one in content.claims}
            keys |= {(name, draft.key) for name in names for draft in drafts_for(session, audience, name)}
    return frozenset(number for number in range(1, len(content.sentences) + 1) if _rests_on(content, number) <= keys)


def _rests_on(content: EditionDraft, number: int) -> set[tuple[str, str]]:
    """Investigation and key of each claim and cited source of a sentence."""
    sentence = content.sentences[number - 1]
    claims = {(one.investigation, one.key) for one in (content.claims[place] for place in sentence.claims)}
    sources = (content.sources[content.citations[place].source] for place in sentence.citations)
    return claims | {(one.investigation, one.key) for one in sources}


def _told(wanted: Wanted, seen: Seen, built: BuiltAt) -> Told:
    return _KINDS[wanted.kind](seen, wanted.question, built)


def _brief(seen: Seen, question: Question, built: BuiltAt) -> Told:
    answer = questions.chains_within(seen, ChainParameters.model_validate(question))
    return Told(build_briefing(answer, seen.disclosure, **built), answer)


def _summary(seen: Seen, question: Question, built: BuiltAt) -> Told:
    answer = questions.chains_within(seen, ChainParameters.model_validate(question))
    return Told(kinds.short_summary(answer, seen.disclosure, **built), answer)


def _exposure(seen: Seen, question: Question, built: BuiltAt) -> Told:
    parameters = ExposureParameters.model_validate(question)
    kind, type_ = parameters.to_kind, parameters.to_type
    asked, types = parameters.question(seen.store, frozenset()), (type_,) if type_ else ()
    answer = ask.exposure(seen.store, asked, kind=kind, types=types, policy=seen.disclosure.policy)
    return Told(kinds.exposure_briefing(answer, seen.disclosure, kind=kind, type_=type_, **built), answer)


def _dossier(seen: Seen, question: Question, built: BuiltAt) -> Told:
    return Told(kinds.dossier(entity_named(seen.disclosure, question["entity"]), seen.disclosure, **built), None)


def _letter(seen: Seen, question: Question, built: BuiltAt) -> Told:
    entity, by = entity_named(seen.disclosure, question["entity"]), dt.date.fromisoformat(question["answer_by"])
    return Told(kinds.reply_letter(entity, seen.disclosure, answer_by=by, **built), None)


_KINDS: Mapping[str, Callable[[Seen, Question, BuiltAt], Told]] = {
    "briefing": _brief,
    "summary": _summary,
    "exposure": _exposure,
    "dossier": _dossier,
    "letter": _letter,
}
"""What can be sealed, by the name that the edition keeps."""
