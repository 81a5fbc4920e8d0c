"""Files for a first load of millions of hops by ``neo4j-admin database import``, and the command that takes them.

Invariant: what the import makes of them is what a sync would have made, to the last property; so it goes on from
there. Hops are taken one after another and held no longer; of sources and claims only the ids are kept, so that each
is written once.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from evidence.views import EntityView
from graph import cypher
from graph.model import Hop
from graph.neo4j_elements import (
    SEPARATOR,
    Element,
    Link,
    claim_element,
    entity_element,
    fingerprint_of,
    hop_element,
    source_element,
)
from graph.neo4j_projection import form
from graph.record_text import sources_of

_LISTS = {
    "names": "string[]",
    "types": "string[]",
    "replies": "string[]",
    "entities": "string[]",
    "affirming": "string[]",
    "denying": "string[]",
    "hulls": "long[]",
    "cores": "long[]",
}
_PLAIN = {
    **dict.fromkeys(("level", "first", "last", "origins", "number", "size", "schema", "revision"), "long"),
    **dict.fromkeys(("subject_open", "object_open", "contested", "retracted", "affirms", "counts"), "boolean"),
}
_ENTITY = ("id", "key", "kind", "name", "names", "types", "country", "summary", "folded", "text", "digest")
_SOURCE = (
    *("id", "key", "title", "origin", "retracted", "publisher", "authors", "date", "type", "address", "archived"),
    *("lang", "text", "digest"),
)
_CLAIM = (
    *("id", "key", "hop", "subject", "predicate", "object", "scope", "affirms", "wording", "value", "note", "edtf"),
    *("as_of", "replies", "entities", "text", "digest"),
)
_HOP = (
    *("level", "subject_open", "object_open", "first", "last", "origins", "hulls", "cores", "scope", "lies_in", "id"),
    *("standing", "contested", "affirming", "denying", "digest"),
)
_LINK = ("number", "locator", "counts", "origin", "assertion", "quote", "lang", "translation", "reliability")
_LINKED = (*_LINK, "credibility", "reply")
_PROJECTION = ("name", "state", "schema", "revision", "form", "ledger", "head", "fingerprint", "size")

NODES: dict[str, tuple[str, ...]] = {
    "entities": ("id:ID(Entity)", ":LABEL", *(_ENTITY[1:])),
    "sources": ("id:ID(Source)", ":LABEL", *(_SOURCE[1:])),
    "claims": ("id:ID(Claim)", ":LABEL", *(_CLAIM[1:])),
    "projection": (":LABEL", *_PROJECTION),
}
RELATIONSHIPS: dict[str, tuple[str, ...]] = {
    "hops": (":START_ID(Entity)", ":TYPE", ":END_ID(Entity)", *_HOP),
    "citations": (":START_ID(Claim)", ":TYPE", ":END_ID(Source)", *_LINKED),
}

PROPERTIES: dict[str, tuple[str, ...]] = {
    "entity": _ENTITY,
    "source": _SOURCE,
    "claim": _CLAIM,
    "hop": _HOP,
    "link": _LINKED,
}
"""All that is kept of each sort of elements, and of a claim's links to sources, in the order in which it is kept."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A file of rows. What is empty text stands in quotes and what is not there does not, as the import tells them."""

    file: IO[str]

    def write(self, row: Iterable[object]) -> None:
        """Write a row."""
        self.file.write(",".join(map(_cell, row)) + "\n")


@dataclass(slots=True)
class Bulk:
    """The files of one load, while they are written."""

    files: dict[str, Rows]
    digests: str = "0"
    counts: dict[str, int] = field(default_factory=lambda: {"entities": 0, "sources": 0, "claims": 0, "hops": 0})
    _written: set[str] = field(default_factory=set)

    def entity(self, entity: EntityView) -> None:
        """Write an entity."""
        self._node("entities", entity_element(entity), _ENTITY)

    def hop(self, hop: Hop) -> None:
        """Write a hop, and what of its claims and sources was not written yet."""
        for claim in (*hop.affirming, *hop.denying):
            if claim.id in self._written:
                continue
            self._written.add(claim.id)
            for source in sources_of(claim):
                if source.id not in self._written:
                    self._written.add(source.id)
                    self._node("sources", source_element(source), _SOURCE)
            element = claim_element(claim)
            self._node("claims", element, _CLAIM)
            for link in element.links:
                self._link(claim.id, link)
        element = hop_element(hop)
        self._count("hops", element)
        self.files["hops"].write([*element.place, *_values(element.kept, _HOP)])

    def _node(self, name: str, element: Element, columns: tuple[str, ...]) -> None:
        self._count(name, element)
        self.files[name].write([element.id, SEPARATOR.join(element.place), *_values(element.kept, columns[1:])])

    def _link(self, claim: str, link: Link) -> None:
        kind, source, told = link
        self.files["citations"].write([claim, kind, source, *_values(told, _LINKED)])

    def _count(self, name: str, element: Element) -> None:
        self.counts[name] += 1
        self.digests = fingerprint_of((element.digest,), self.digests)


def write_bulk(
    folder: Path, entities: Iterable[EntityView], hops: Iterable[Hop], *, ledger: str, head: str
) -> dict[str, int]:
    """Write the files into a folder that is there; how much of what was written.

    ``ledger`` and ``head`` are the hashes of the first event and of the last one. Every entity that a hop names
    is among the entities.
    """
    with ExitStack() as stack:
        files = {name: _opened(stack, folder, name, columns) for name, columns in (NODES | RELATIONSHIPS).items()}
        bulk = Bulk(files)
        for entity in entities:
            bulk.entity(entity)
        for hop in hops:
            bulk.hop(hop)
        # Entities come first in the import, so their numbers are below their count and that of what else there is.
        told = {
            "name": cypher.PROJECTION,
            "state": "whole",
            "schema": 0,
            "revision": 0,
            "form": form(),
            "ledger": ledger,
            "head": head,
            "fingerprint": bulk.digests,
            "size": sum(bulk.counts.values()) + 1,
        }
        files["projection"].write(["Projection", *_values(told, _PROJECTION)])
    return bulk.counts


def command(folder: Path, database: str) -> str:
    """What to type where the server is, while it is stopped; the schema is made by the next sync."""
    nodes = " ".join(f'--nodes="{folder / name}.csv"' for name in NODES)
    relationships = " ".join(f'--relationships="{folder / name}.csv"' for name in RELATIONSHIPS)
    return (
        f"neo4j-admin database import full {database} {nodes} {relationships} --array-delimiter=U+001F "
        "--multiline-fields=true --overwrite-destination=true"
    )


def arguments(folder: Path, database: str) -> list[str]:
    """The same, for a program."""
    return [word.replace('"', "") for word in command(folder, database).split(" ")[1:]]


def _opened(stack: ExitStack, folder: Path, name: str, columns: tuple[str, ...]) -> "Rows":
    file: IO[str] = stack.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
    rows = Rows(file)
    rows.write(map(_header, columns))
    return rows


def _header(column: str) -> str:
    kind = _LISTS.get(column) or _PLAIN.get(column)
    return f"{column}:{kind}" if kind else column


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = SEPARATOR.join(map(str, value)) if isinstance(value, list) else str(value)
    return '"' + text.replace('"', '""') + '"'


def _values(told: Any, columns: Iterable[str]) -> Iterator[object]:  # noqa: ANN401 -- properties of any type
    return (told.get(column) for column in columns)
