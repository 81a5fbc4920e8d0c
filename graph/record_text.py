"""Views as text and back: what a store keeps of entities, sources and claims, to show them when they are asked for.

Invariant: what is read back equals what was written. A claim names entities and sources by id; dates are kept as
stated and read anew. The keys of JSON are the views' fields, those that are empty left out.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any

import orjson

from evidence.dates import parse_period
from evidence.views import CitationView, ClaimView, EntityView, NameView, ReplyView, SourceView

EntityOf = Callable[[str], EntityView]
"""The entity with an id."""
SourceOf = Callable[[str], SourceView]
"""The source with an id."""


def entity_text(entity: EntityView) -> str:
    """An entity as one line of JSON."""
    return _text({**_filled(entity), "names": [_filled(name) for name in entity.names]})


def entity_from(text: str) -> EntityView:
    """The entity that the text holds."""
    told = _told(text)
    told["names"] = tuple(NameView(**name) for name in told["names"])
    told["types"] = tuple(told.get("types", ()))
    told["identifiers"] = tuple((scheme, value) for scheme, value in told.get("identifiers", ()))
    return EntityView(**told)


def entity_id(text: str) -> str:
    """The id of the entity that the text holds."""
    id_: str = _told(text)["id"]
    return id_


def source_text(source: SourceView) -> str:
    """A source as one line of JSON."""
    return _text(_filled(source))


def source_from(text: str) -> SourceView:
    """The source that the text holds."""
    told = _told(text)
    told["derives_from"] = tuple(told.get("derives_from", ()))
    return SourceView(**told)


def sources_of(claim: ClaimView) -> Iterator[SourceView]:
    """The sources of a claim: those that it cites, and those in which replies to it stand."""
    yield from (citation.source for citation in claim.citations)
    yield from (reply.source for reply in claim.replies if reply.source)


def claim_text(claim: ClaimView) -> str:
    """A claim as one line of JSON, with its citations and replies; entities and sources by id."""
    told = _filled(claim)
    for role in ("subject", "object", "scope"):
        if role in told:
            told[role] = told[role].id
    told["period"] = [claim.period.edtf, claim.period.as_of]
    told["citations"] = [{**_filled(one), "source": one.source.id} for one in claim.citations]
    told["replies"] = [_reply_told(reply) for reply in claim.replies]
    return _text(told)


def claim_from(text: str, entity_of: EntityOf, source_of: SourceOf) -> ClaimView:
    """The claim that the text holds, its entities and sources looked up by id."""
    told = _told(text)
    for role in ("subject", "object", "scope"):
        told[role] = entity_of(told[role]) if role in told else None
    told["affirms"] = told.get("affirms", False)
    told["period"] = parse_period(*told["period"])
    told["value"] = tuple(told["value"]) if "value" in told else None
    told["citations"] = tuple(_citation_from(one, source_of) for one in told["citations"])
    told["replies"] = tuple(_reply_from(one, entity_of, source_of) for one in told["replies"])
    return ClaimView(**told)


def named_in(claim: ClaimView) -> set[str]:
    """The ids of the entities that a claim's text names."""
    entities = (claim.subject, claim.object, claim.scope, *(reply.party for reply in claim.replies))
    return {entity.id for entity in entities if entity}


def _reply_told(reply: ReplyView) -> dict[str, Any]:
    told = {**_filled(reply), "party": reply.party.id}
    return {**told, "source": reply.source.id} if reply.source else told


def _reply_from(told: dict[str, Any], entity_of: EntityOf, source_of: SourceOf) -> ReplyView:
    source = source_of(told["source"]) if "source" in told else None
    return ReplyView(**{"attribution": None, **told, "party": entity_of(told["party"]), "source": source})


def _citation_from(told: dict[str, Any], source_of: SourceOf) -> CitationView:
    locator = tuple(told["locator"]) if "locator" in told else None
    return CitationView(**{**told, "source": source_of(told["source"]), "locator": locator})


def _filled(view: object) -> dict[str, Any]:
    """Fields that say something; text is kept though it be empty, for that is not the same as none."""
    names, values_of = _fields_of(type(view))  # type: ignore[arg-type]
    return {
        name: value
        for name, value in zip(names, values_of(view), strict=True)
        if value or (value is not None and value is not False and value != ())
    }


@cache
def _fields_of(kind: type) -> tuple[tuple[str, ...], Callable[[object], tuple[Any, ...]]]:
    """The names of a view's fields, and what takes their values in one go: a projection asks for millions."""
    names = tuple(field.name for field in fields(kind))
    return names, attrgetter(*names)


def _text(told: dict[str, Any]) -> str:
    try:
        return orjson.dumps(told).decode()
    except TypeError:  # half a surrogate pair: no ledger takes one, views made by hand may hold it
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _told(text: str) -> dict[str, Any]:
    told: dict[str, Any]
    try:
        told = orjson.loads(text)
    except orjson.JSONDecodeError:
        told = json.loads(text)
    return told
