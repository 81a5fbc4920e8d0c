"""What a projection into Neo4j is made of: entities, sources and claims as nodes, hops as relationships.

Invariant: an element is worked out from one view or hop and holds nothing else; equal digests mean equal elements.
Nothing empty is kept, as Neo4j keeps none. ``text`` is the whole record; what stands beside it is there to be read
and searched by people, and for the search what of a hop it needs.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson

from evidence.grading import counts
from evidence.search_text import fold_text
from evidence.views import CitationView, ClaimView, EntityView, ReplyView, SourceView
from graph.cypher import KIND_LABELS, relationships
from graph.model import Hop, ends_of, hop_id
from graph.record_text import claim_text, entity_text, named_in, source_text, sources_of
from graph.store import HUB_KINDS

Sort = Literal["entity", "source", "claim", "hop"]
SORTS: tuple[Sort, ...] = ("entity", "source", "claim", "hop")
"""In the order in which they are made: each needs only what comes before it."""

Told = Mapping[str, Any]
"""Properties by name."""
Link = tuple[str, str, Told]
"""From a claim: relationship type, id of a source, properties."""

SEPARATOR = "\x1f"
"""Between the values of a list in the files of a first load; in a list it is shown as a space."""
_LONGEST_NAME, _LONGEST_INDEXED = 1_000, 32_000
"""Bytes; Neo4j refuses to index a text of more than 32,766."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element. ``place``: a node's labels, in order; of a hop its subject, relationship type and object."""

    sort: Sort
    id: str
    place: tuple[str, ...]
    told: Told
    links: tuple[Link, ...] = ()
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", digest_of(self.place, self.told, self.links))

    @property
    def kept(self) -> dict[str, Any]:
        """The properties as they are kept, the digest among them."""
        return {**self.told, "digest": self.digest}


def digest_of(place: Iterable[str], told: Told, links: Iterable[Link]) -> str:
    """A digest of all that is kept of an element, 128 bits in hexadecimal."""
    whole = [list(place), told, sorted(links, key=lambda link: (link[0], link[2]["number"]))]
    # What somebody put there by hand may be what JSON has not, such as a moment: it differs from all that we make.
    return hashlib.sha256(orjson.dumps(whole, default=repr, option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]


def fingerprint_of(digests: Iterable[str], before: str = "0", *, without: Iterable[str] = ()) -> str:
    """One mark for many elements: the sum of their digests, so that some can be added and others taken away."""
    total = int(before, 16) + sum(int(one, 16) for one in digests) - sum(int(one, 16) for one in without)
    return f"{total % 2**128:032x}"


def elements_of(hops: Iterable[Hop], entities: Iterable[EntityView]) -> Iterator[Element]:
    """Everything that is kept of hops and entities, each element once; sources and claims before the hops.

    Entities of a kind come together, and hops of a predicate: each has a text of its own, and few long ones are
    written in less time than many short ones.
    """
    yield from map(entity_element, sorted(entities, key=lambda entity: entity.kind))
    held = sorted(hops, key=lambda hop: hop.predicate.name)
    claims = {claim.id: claim for hop in held for claim in (*hop.affirming, *hop.denying)}
    sources = {source.id: source for claim in claims.values() for source in sources_of(claim)}
    yield from map(source_element, sources.values())
    yield from map(claim_element, claims.values())
    yield from map(hop_element, held)


def entity_element(entity: EntityView) -> Element:
    """A node ``Entity`` that has its kind's label too; ``folded`` holds a line for each name, as names are compared."""
    told = {
        "id": entity.id,
        "key": entity.key,
        "kind": entity.kind,
        "name": entity.name,
        "names": _listed(name.text for name in entity.names),
        "types": list(entity.types),
        "country": entity.country,
        "summary": entity.summary,
        "folded": _folded(entity),
        "text": entity_text(entity),
    }
    return Element("entity", entity.id, tuple(sorted(("Entity", KIND_LABELS[entity.kind]))), _filled(told))


def source_element(source: SourceView) -> Element:
    """A node ``Source``."""
    plain = ("publisher", "authors", "date", "type", "address", "archived", "lang")
    told = {
        "id": source.id,
        "key": source.key,
        "title": source.title,
        "origin": source.origin,
        "retracted": source.retracted,
        **{name: getattr(source, name) for name in plain},
        "text": source_text(source),
    }
    return Element("source", source.id, ("Source",), _filled(told))


def claim_element(claim: ClaimView) -> Element:
    """A node ``Claim`` with its citations; ``hop`` is the id of the hop that says exactly this, if there is one."""
    value = " ".join(claim.value) if claim.value else None
    told = {
        "id": claim.id,
        "key": claim.key,
        "hop": _own_hop(claim),
        "subject": claim.subject.id,
        "predicate": claim.predicate,
        "object": claim.object.id if claim.object else None,
        "scope": claim.scope.id if claim.scope else None,
        "affirms": claim.affirms,
        "wording": claim.wording,
        "value": value,
        "note": claim.note,
        "edtf": claim.period.edtf,
        "as_of": claim.period.as_of,
        "replies": _listed(map(_reply_in_words, claim.replies)),
        "entities": sorted(named_in(claim)),
        "text": claim_text(claim),
    }
    return Element("claim", claim.id, ("Claim",), _filled(told), tuple(_links(claim)))


def hop_element(hop: Hop) -> Element:
    """A relationship of its predicate's type; what the search reads comes first, as Neo4j reads it sooner."""
    told = {
        "level": hop.level,
        "subject_open": _is_open(hop, hop.subject),
        "object_open": _is_open(hop, hop.object),
        "first": hop.hulls[0][0],
        "last": hop.hulls[-1][1],
        "origins": hop.origins,
        "hulls": [day for days in hop.hulls for day in days],
        "cores": [day for days in hop.cores for day in days],
        "scope": hop.scope.id if hop.scope else None,
        "lies_in": hop.lies_in.id if hop.lies_in else None,
        "id": hop.id,
        "standing": hop.standing,
        "contested": hop.contested,
        "affirming": [claim.id for claim in hop.affirming],
        "denying": [claim.id for claim in hop.denying],
    }
    place = (hop.subject.id, relationships()[hop.predicate.name], hop.object.id)
    return Element("hop", hop.id, place, _filled(told))


def name_line(name: str) -> str:
    """A name as a line of ``folded``; of one that is very long a digest."""
    folded = fold_text(name)
    if len(folded.encode()) > _LONGEST_NAME:
        folded = "#" + hashlib.sha256(folded.encode()).hexdigest()
    return f"{folded}\n"


def _folded(entity: EntityView) -> str:
    """The lines of all names, as far as the index takes them: of thousands of names of one entity the last are not."""
    lines = "\n"
    for name in entity.names:
        line = name_line(name.text)
        if len((lines + line).encode()) > _LONGEST_INDEXED:
            break
        lines += line
    return lines


def _links(claim: ClaimView) -> Iterator[Link]:
    for number, citation in enumerate(claim.citations, 1):
        yield "CITES", citation.source.id, _citation_told(claim, citation, number)
    for number, reply in enumerate(claim.replies, 1):
        if reply.source:
            yield "ANSWERED_IN", reply.source.id, {"number": number, "reply": reply.key}


def _citation_told(claim: ClaimView, citation: CitationView, number: int) -> Told:
    plain = ("origin", "assertion", "quote", "lang", "translation", "reliability", "credibility")
    return _filled(
        {
            "number": number,
            "locator": ":".join(citation.locator) if citation.locator else None,
            "counts": counts(claim, citation),
            **{name: getattr(citation, name) for name in plain},
        }
    )


def _reply_in_words(reply: ReplyView) -> str:
    """Who answered what, for whoever reads the graph alone: a reply stands wherever its claim does."""
    attribution = reply.attribution.replace("_", " ") if reply.attribution else "no reply"
    day = reply.received or reply.due or reply.asked
    return f"{reply.party.name} ({attribution}{f', {day}' if day else ''}): {reply.text or ''}".strip()


def _own_hop(claim: ClaimView) -> str | None:
    ends = ends_of(claim)
    if ends is None:
        return None
    return hop_id((claim.predicate, ends[0].id, ends[1].id, claim.scope.id if claim.scope else None))


def _is_open(hop: Hop, end: EntityView) -> bool:
    return end.kind not in HUB_KINDS and end.id not in hop.hubs


def _listed(texts: Iterable[str]) -> list[str]:
    return [text.replace(SEPARATOR, " ") for text in texts]


def _filled(told: Told) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value or (value is not None and value != [])}
