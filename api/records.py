"""Records as JSON answers: entities, sources and claims as their audience sees them.

Invariant: every record is named by its opaque id and its key; nothing is here that is not in a view.
"""

from collections.abc import Iterable

from evidence.judged import judgements_on
from evidence.views import CitationView, ClaimView, Disclosure, EntityView, SourceView
from graph.answer import CitationOut, ClaimOut, EntityName, Shape
from graph.render import claim_out, entity_name


class NameRecord(Shape):
    """A name in one language or script."""

    text: str
    lang: str | None
    use: str | None


class IdentifierRecord(Shape):
    """An identifier by somebody's scheme."""

    scheme: str
    value: str


class EntityRecord(Shape):
    """An organisation, person, place, programme, allegation or group."""

    id: str
    key: str
    investigation: str
    kind: str
    name: str
    names: tuple[NameRecord, ...]
    types: tuple[str, ...]
    identifiers: tuple[IdentifierRecord, ...]
    country: str | None
    summary: str | None


class JudgementRecord(Shape):
    """Whether an entity is the same as another (same, different, unsure), as somebody judged, and on what grounds."""

    id: str
    key: str
    other: EntityName
    verdict: str
    basis: str


class EntityAlone(EntityRecord):
    """An entity with the judgements on whether it is another."""

    judgements: tuple[JudgementRecord, ...]


class SourceName(Shape):
    """A source by id and key."""

    id: str
    key: str


class SourceRecord(Shape):
    """One published thing; ``read`` says how much of it was read."""

    id: str
    key: str
    investigation: str
    title: str
    origin: str
    retracted: bool
    publisher: str | None
    authors: str | None
    date: str | None
    type: str | None
    address: str | None
    archived: str | None
    lang: str | None
    read: str | None
    derives_from: tuple[SourceName, ...]


class CitationRecord(CitationOut):
    """A citation with its language, translation, capture and what the check of its quotation gave.

    ``quote_place`` says where in the capture's text; ``redacted`` why, where the capture is a redacted copy.
    """

    lang: str | None
    translation: str | None
    translator: str | None
    capture: str | None
    quote_check: str
    quote_place: str | None
    redacted: str | None


class ClaimRecord(ClaimOut):
    """A published claim with what it says of whom."""

    investigation: str
    subject: EntityName
    predicate: str
    object: EntityName | None
    scope: EntityName | None
    outcome: str
    reviewed_elsewhere: bool
    citations: tuple[CitationRecord, ...]


class ClaimAlone(ClaimRecord):
    """A claim with the claims that deny exactly what it says, of its relation or its value; none of a denial."""

    denied_by: tuple[ClaimRecord, ...]


def entity_record(entity: EntityView) -> EntityRecord:
    """An entity as JSON."""
    return EntityRecord(
        id=entity.id,
        key=entity.key,
        investigation=entity.investigation,
        kind=entity.kind,
        name=entity.name,
        names=tuple(NameRecord(text=name.text, lang=name.lang, use=name.use) for name in entity.names),
        types=entity.types,
        identifiers=tuple(IdentifierRecord(scheme=scheme, value=value) for scheme, value in entity.identifiers),
        country=entity.country,
        summary=entity.summary,
    )


def entity_alone(entity: EntityView, disclosure: Disclosure) -> EntityAlone:
    """An entity asked for by itself, with the judgements on it."""
    judged = tuple(
        JudgementRecord(id=one.id, key=one.key, other=entity_name(other), verdict=one.verdict, basis=one.basis)
        for one, other in judgements_on(disclosure.judgements, entity.id)
    )
    return EntityAlone(**dict(entity_record(entity)), judgements=judged)


def source_record(source: SourceView, disclosure: Disclosure) -> SourceRecord:
    """A source as JSON, the sources that it derives from by id and key."""
    return SourceRecord(
        id=source.id,
        key=source.key,
        investigation=source.investigation,
        title=source.title,
        origin=source.origin,
        retracted=source.retracted,
        publisher=source.publisher,
        authors=source.authors,
        date=source.date,
        type=source.type,
        address=source.address,
        archived=source.archived,
        lang=source.lang,
        read=source.read,
        derives_from=tuple(SourceName(id=one, key=disclosure.sources[one].key) for one in source.derives_from),
    )


def claim_record(claim: ClaimView) -> ClaimRecord:
    """A claim as JSON: what stands beside its hop in an answer, and what it says of whom."""
    beside = claim_out(claim)
    cited = zip(beside.citations, claim.citations, strict=True)
    return ClaimRecord(
        **{name: value for name, value in beside if name != "citations"},
        citations=tuple(_citation(out, view) for out, view in cited),
        investigation=claim.investigation,
        subject=entity_name(claim.subject),
        predicate=claim.predicate,
        object=entity_name(claim.object) if claim.object else None,
        scope=entity_name(claim.scope) if claim.scope else None,
        outcome=claim.outcome,
        reviewed_elsewhere=claim.reviewed_elsewhere,
    )


def claim_alone(claim: ClaimView, denials: Iterable[ClaimView]) -> ClaimAlone:
    """A claim asked for by itself, with its denials."""
    return ClaimAlone(**dict(claim_record(claim)), denied_by=tuple(map(claim_record, denials)))


def _citation(out: CitationOut, view: CitationView) -> CitationRecord:
    return CitationRecord(
        **dict(out),
        lang=view.lang,
        translation=view.translation,
        translator=view.translator,
        capture=view.capture,
        quote_check=view.quote_check,
        quote_place=view.quote_place,
        redacted=view.redacted,
    )
