"""Commands that record: a claim with the source and the entities that it needs, in one go."""

from typing import Annotated, Any, Literal

import typer

from api.cli.keeping import opened
from api.cli.warnings import warn_of_likenesses

record = typer.Typer(
    help="Record an entity, a source or a claim as a draft.", no_args_is_help=True, rich_markup_mode=None
)

Level = Literal["public", "team", "restricted", "custodian"]
Investigation = Annotated[str | None, typer.Option("--investigation", help="The investigation, if there are several.")]
Visibility = Annotated[Level, typer.Option("--visibility", help="The least level that sees it.")]
NewKey = Annotated[str | None, typer.Option("--key", help="Its key; made up if not given.")]
Subject = Annotated[str, typer.Option("--subject", help="Who or what it is about: a key, an id or a name.")]
Predicate = Annotated[str, typer.Option("--predicate", help="What is said of it ('throughline vocabulary').")]
Object = Annotated[str | None, typer.Option("--object", help="Of whom or what: a key, an id or a name.")]
Scope = Annotated[str | None, typer.Option("--scope", help="The programme within which it holds.")]
Amount = Annotated[str | None, typer.Option("--amount", help="A value as stated.")]
Unit = Annotated[str | None, typer.Option("--unit", help="Its unit or currency.")]
Polarity = Annotated[Literal["affirms", "denies"], typer.Option("--polarity", help="Whether the source affirms it.")]
Wording = Annotated[str | None, typer.Option("--wording", help="The claim in one sentence of our own.")]
Edtf = Annotated[str | None, typer.Option("--edtf", help="When, as stated: 2019, 2019-05/2021, 2018/..")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="The day the source speaks from.")]
Note = Annotated[str | None, typer.Option("--note", help="Where it is inferred, conflicting or a judgement.")]
Cited = Annotated[str, typer.Option("--source", help="The source cited, by key; or that of a new one.")]
Asserted = Annotated[str, typer.Option("--assertion", help="The kind of assertion ('throughline vocabulary').")]
Locator = Annotated[str | None, typer.Option("--locator", help="Where in it, KIND:VALUE, such as page:12.")]
Quote = Annotated[str | None, typer.Option("--quote", help="The words relied on, at most a few.")]
Origin = Annotated[str | None, typer.Option("--citation-origin", help="The origin, where it is not the source's.")]
Capture = Annotated[str | None, typer.Option("--capture", help="The capture cited, by key.")]
Reliability = Annotated[str | None, typer.Option("--reliability", help="Of the source, A to F.")]
Credibility = Annotated[str | None, typer.Option("--credibility", help="Of the information, 1 to 6.")]
NewEntities = Annotated[
    list[str], typer.Option("--new-entity", help="An entity to record too, KEY=KIND:NAME; repeatable.")
]
Title = Annotated[str | None, typer.Option("--new-source-title", help="The title of a source to record too.")]
NewOrigin = Annotated[str | None, typer.Option("--new-source-origin", help="Its origin.")]
Publisher = Annotated[str | None, typer.Option("--new-source-publisher", help="Its publisher.")]
Address = Annotated[str | None, typer.Option("--new-source-address", help="Its address.")]
Published = Annotated[str | None, typer.Option("--new-source-date", help="Its date as stated.")]


@record.command("claim")
def record_claim(
    subject: Subject,
    predicate: Predicate,
    source: Cited,
    assertion: Asserted,
    object_: Object = None,
    scope: Scope = None,
    amount: Amount = None,
    unit: Unit = None,
    polarity: Polarity = "affirms",
    wording: Wording = None,
    edtf: Edtf = None,
    as_of: AsOf = None,
    note: Note = None,
    locator: Locator = None,
    quote: Quote = None,
    origin: Origin = None,
    capture: Capture = None,
    reliability: Reliability = None,
    credibility: Credibility = None,
    new_entity: NewEntities = [],  # noqa: B006 -- typer makes a new list each time
    title: Title = None,
    new_origin: NewOrigin = None,
    publisher: Publisher = None,
    address: Address = None,
    date: Published = None,
    key: NewKey = None,
    visibility: Visibility = "public",
    investigation: Investigation = None,
    supersedes: Annotated[str | None, typer.Option("--supersedes", help="The claim whose place it takes.")] = None,
) -> None:
    """Record a claim as a draft, with a new source and new entities if need be.

    Example: throughline record claim --subject E02 --predicate partners_with --object A90
    --new-entity "A90=organisation:Wuhan Police Academy" --source S90 --new-source-title "Annual report"
    --new-source-origin "Wuhan Police Academy" --assertion own_statement --locator page:4
    """
    citation = {
        "source": source,
        "assertion": assertion,
        "locator": _locator(locator),
        "quote": quote,
        "origin": origin,
        "capture": capture,
        "reliability": reliability,
        "credibility": credibility,
    }
    claim = {
        "key": key,
        "subject": subject,
        "predicate": predicate,
        "object": object_,
        "scope": scope,
        "value": _present({"amount": amount, "unit": unit}),
        "polarity": polarity,
        "wording": wording,
        "period": _present({"edtf": edtf, "as_of": as_of}),
        "note": note,
        "status": "draft",
        "visibility": visibility,
        "supersedes": supersedes,
        "citations": [_present(citation)],
    }
    new_source = {
        "key": source,
        "title": title,
        "origin": new_origin,
        "publisher": publisher,
        "address": address,
        "date": date,
    }
    sources = [_present(new_source)] if title or new_origin else []
    _record(investigation, [_entity(text) for text in new_entity], sources, _present(claim))


@record.command("entity")
def record_entity(
    name: Annotated[list[str], typer.Argument(metavar="NAME...", help="Its names, the one that is shown first.")],
    kind: Annotated[
        Literal["organisation", "person", "place", "programme", "allegation", "group"],
        typer.Option("--kind", help="What it is."),
    ],
    types: Annotated[list[str], typer.Option("--type", help="What it is more closely; repeatable.")] = [],  # noqa: B006
    country: Annotated[str | None, typer.Option("--country", help="Its country.")] = None,
    key: NewKey = None,
    visibility: Visibility = "public",
    investigation: Investigation = None,
) -> None:
    """Record an organisation, person, place, programme, allegation or group."""
    content = {
        "key": key,
        "kind": kind,
        "names": [{"text": text} for text in name],
        "types": types,
        "country": country,
        "visibility": visibility,
    }
    _record(investigation, [_present(content)], [], None)


@record.command("source")
def record_source(
    title: Annotated[str, typer.Argument(help="Its title.")],
    origin: Annotated[str, typer.Option("--origin", help="The investigation or authority that it goes back to.")],
    publisher: Annotated[str | None, typer.Option("--publisher", help="Its publisher.")] = None,
    address: Annotated[str | None, typer.Option("--address", help="Its address.")] = None,
    date: Annotated[str | None, typer.Option("--date", help="Its date as stated.")] = None,
    derives_from: Annotated[list[str], typer.Option("--derives-from", help="A source it goes back to.")] = [],  # noqa: B006
    key: NewKey = None,
    visibility: Visibility = "public",
    investigation: Investigation = None,
) -> None:
    """Record a published thing; two sources of one origin are one origin."""
    content = {
        "key": key,
        "title": title,
        "origin": origin,
        "publisher": publisher,
        "address": address,
        "date": date,
        "derives_from": derives_from,
        "visibility": visibility,
    }
    _record(investigation, [], [_present(content)], None)


def _record(
    investigation: str | None,
    entities: list[dict[str, Any]],
    sources: list[dict[str, Any]],
    claim: dict[str, Any] | None,
) -> None:
    """Record drafts together, in one transaction, and say what comes next."""
    from api.cli.keys import Keys
    from evidence.database import reading
    from evidence.drafts import ClaimDraft, EntityDraft, RecordDraft, SourceDraft
    from evidence.locating import locate
    from evidence.recording import record as verb

    with opened() as resources:
        with reading(resources.ledger.engine) as session:
            keys = Keys(session, investigation)
            drafts: list[RecordDraft] = [EntityDraft.model_validate(keys.keyed(one, "E")) for one in entities]
            drafts += [SourceDraft.model_validate(keys.keyed(one, "S")) for one in sources]
            drafts += [ClaimDraft.model_validate(keys.claim(claim, drafts))] if claim else []
            warn_of_likenesses(session, drafts)
        verb(resources.ledger, drafts, actor=resources.settings.actor, investigation=keys.investigation)
        with reading(resources.ledger.engine) as session:
            for draft in drafts:
                digest = locate(session, draft.key, kind=draft.record).digest
                print(f"{draft.record} {draft.key} is recorded, digest {digest}")
    if claim:
        key = drafts[-1].key
        print(f"next, by somebody else: throughline review {key} --seen {digest} --outcome accepted")


def _entity(text: str) -> dict[str, Any]:
    """KEY=KIND:NAME as the content of an entity."""
    key, has_kind, rest = text.partition("=")
    kind, has_name, name = rest.partition(":")
    if not has_kind or not has_name:
        raise typer.BadParameter("write it as KEY=KIND:NAME, such as A90=organisation:Wuhan Police Academy")
    return {"key": key, "kind": kind, "names": [{"text": name}]}


def _locator(text: str | None) -> dict[str, str] | None:
    if text is None:
        return None
    kind, colon, value = text.partition(":")
    if not colon:
        raise typer.BadParameter("write the locator as KIND:VALUE, such as page:12")
    return {"kind": kind, "value": value}


def _present(content: dict[str, Any]) -> dict[str, Any]:
    """What was given, without what was not."""
    return {name: value for name, value in content.items() if value not in (None, [], {})}
