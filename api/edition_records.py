"""Editions as JSON answers and as pages tell them, to one reader.

Invariant: an edition that is hidden moves nothing of this: no order, number or place in a list. No audit sequence
number is told, nor the question, which may name what was hidden since; where nothing stands of what an edition said,
not even its title is told, and of what was hidden since not even the place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from api.editions import Changed, listed, named, taken_back
from api.resources import Resources
from evidence.database import reading
from evidence.edition_drafts import Change
from evidence.editions import Edition, sealed_at, successor
from graph.answer import Shape
from reports.changed import in_words


class TemplateRecord(Shape):
    """The house's own template that arranged an edition, and the SHA-256 of every file that had a part in it."""

    name: str
    files: dict[str, str]


class EditionRecord(Shape):
    """A sealed edition: the public ``head`` that it was built at, of the day ``dated``, and the SHA-256 of each file.

    ``title`` is null where it was ``taken_back``: nothing that it said is still said to this reader.
    """

    key: str
    title: str | None
    number: int
    kind: str
    audience: str
    style: str | None
    template: TemplateRecord | None
    sealed_at: str
    dated: str
    head: str
    files: dict[str, str]
    corrects: str | None
    superseded_by: str | None
    taken_back: bool


class ChangeRecord(Shape):
    """What became of something that a sentence rests on; ``told`` says it in words."""

    kind: str
    record: str | None
    investigation: str | None
    was: str | None
    now: str | None
    on: str | None
    told: str


class ChangedSentence(Shape):
    """A sentence of an edition that changed; its text is null where it is not repeated to this reader."""

    number: int
    place: str | None
    text: str | None
    changes: tuple[ChangeRecord, ...]


class OtherTemplate(Shape):
    """A file of the house's template that is another than it was, by its SHA-256; null where it is gone."""

    file: str
    now: str | None


class ChangedRecord(Shape):
    """What changed under an edition since it was sealed, sentence by sentence."""

    edition: str
    templates: tuple[OtherTemplate, ...]
    sentences: tuple[ChangedSentence, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """An edition in a reader's list: when it was sealed (UTC, ISO), and the edition that took its place."""

    edition: Edition
    sealed_at: str
    newer: Edition | None

    @property
    def place(self) -> tuple[str, str]:
        """Where it stands in every list: by when it was sealed."""
        return self.sealed_at, self.edition.key


def editions_of(resources: Resources, audience: str) -> list[Listed]:
    """The editions that a reader may see, oldest first."""
    found = listed(resources, audience)
    with reading(resources.ledger.engine) as session:
        times = sealed_at(session)
    return sorted((Listed(one, times[one.seq], successor(one, found)) for one in found), key=lambda one: one.place)


def edition_of(resources: Resources, text: str, audience: str) -> Listed:
    """One of them by its key, its number or its title; raises NotFound, AmbiguousName."""
    key = named(resources, text, audience).key
    return next(one for one in editions_of(resources, audience) if one.edition.key == key)


def edition_records(resources: Resources, found: Sequence[Listed], audience: str) -> tuple[EditionRecord, ...]:
    """Editions as a reader is told of them."""
    gone = taken_back(resources, [one.edition for one in found], audience)
    return tuple(_record(one, gone=one.edition.key in gone) for one in found)


def edition_record(resources: Resources, one: Listed, audience: str) -> EditionRecord:
    """One of them."""
    return edition_records(resources, [one], audience)[0]


def _record(one: Listed, *, gone: bool) -> EditionRecord:
    content, house = one.edition.content, one.edition.content.template
    return EditionRecord(
        key=one.edition.key,
        title=None if gone else content.title,
        number=content.number,
        kind=content.kind,
        audience=content.audience,
        style=content.style,
        template=TemplateRecord(name=house.name, files=house.files) if house else None,
        sealed_at=one.sealed_at,
        dated=content.dated,
        head=content.head,
        files=content.files,
        corrects=content.corrects,
        superseded_by=one.newer.key if one.newer else None,
        taken_back=gone,
    )


def changed_record(found: Changed) -> ChangedRecord:
    """What changed under an edition, as its reader may be told."""
    grouped = groupby(found.changes, key=lambda one: one.sentence)
    return ChangedRecord(
        edition=found.edition.key,
        templates=tuple(OtherTemplate(file=name, now=digest) for name, digest in found.templates.items()),
        sentences=tuple(_sentence(found, number, tuple(changes)) for number, changes in grouped),
    )


def _sentence(found: Changed, number: int, changes: Iterable[Change]) -> ChangedSentence:
    sentence, repeated = found.edition.content.sentences[number - 1], number in found.readable
    hidden = not repeated and any(one.kind == "gone" for one in changes)
    return ChangedSentence(
        number=number,
        place=None if hidden else sentence.place,
        text=sentence.text if repeated else None,
        changes=tuple(ChangeRecord(**one.model_dump(exclude={"sentence"}), told=in_words(one)) for one in changes),
    )
