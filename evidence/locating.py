"""From what a person writes to a record: by key, by id, by name, tried in that order; ``id:`` and an id is it alone.

Invariant: for a reader, a record that they may not see is not found, in the same words as one that is not there.
"""

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from evidence.errors import AmbiguousName, NotFound, WrongKind
from evidence.ids import named_outright, outright
from evidence.models import Investigation, Record
from evidence.search_text import fold_text
from evidence.views import Disclosure, EntityView

Names = Iterable[tuple[str, EntityView]]
"""Folded names with their entities."""

_SUGGESTIONS = 5
"""How many names a refusal proposes."""


@dataclass(frozen=True, slots=True)
class Located:
    """A record of the ledger, as the house sees it."""

    id: str
    kind: str
    key: str
    investigation: str
    digest: str
    recorded_by: str
    elsewhere: bool
    level: int


def locate(session: Session, text: str, *, kind: str | None = None) -> Located:
    """The record with that key or id; raises NotFound, AmbiguousName, WrongKind. For those who act on it."""
    id_ = named_outright(text)
    for column, asked in ((Record.id, id_),) if id_ else ((Record.key, text), (Record.id, text)):
        query = (
            select(Record, Investigation.name)
            .join(Investigation, col(Investigation.id) == col(Record.investigation_id))
            .where(column == asked)
            .order_by(col(Investigation.name), col(Record.id))
        )
        found = [
            _located(record, name) for record, name in session.exec(query) if record.current or column is Record.id
        ]
        if len(found) > 1:
            raise AmbiguousName(text, [(one.id, one.key, f"{one.kind} of {one.investigation}") for one in found])
        if found:
            return _of_kind(found[0], kind)
    raise NotFound(f"there is no record {text!r}")


def entity_named(disclosure: Disclosure, text: str) -> EntityView:
    """The entity that a key, an id or a name leads to, among those disclosed; AmbiguousName lists the candidates."""
    id_ = named_outright(text)
    by_key = [entity for entity in disclosure.entities.values() if entity.key == text and not id_]
    by_id = [one] if (one := disclosure.entities.get(id_ or text)) else []
    by_name = [] if id_ else _by_name(disclosure, text)
    return the_one(text, by_key or by_id or by_name, lambda: _names(disclosure))


def the_one(
    text: str, found: Sequence[EntityView], names: Callable[[], Iterable[tuple[str, EntityView]]]
) -> EntityView:
    """The one entity that was found; AmbiguousName where there are several, NotFound with those of like names."""
    if not found:
        raise NotFound(f"there is no entity {text!r}: {_what_may_be_meant(dict(names()), text)}")
    if len(found) > 1:
        raise AmbiguousName(text, sorted(_choices(found)))
    return found[0]


def _choices(found: Sequence[EntityView]) -> Iterator[tuple[str, str, str]]:
    """What leads to each alone, its name and kind: its key, or where several have one key its id outright."""
    bearers = Counter(one.key for one in found)
    for one in found:
        if bearers[one.key] == 1:
            yield one.key, one.name, one.kind
        else:
            yield outright(one.id), one.name, f"{one.kind} {one.key} of {one.investigation}"


def _names(disclosure: Disclosure) -> Names:
    return ((fold_text(name.text), entity) for entity in disclosure.entities.values() for name in entity.names)


def _what_may_be_meant(folded: Mapping[str, EntityView], text: str) -> str:
    """The entities whose names contain the text or are written much like it, or what to do where there is none."""
    wanted = fold_text(text)
    alike = [name for name in sorted(folded) if wanted and wanted in name]
    alike = alike or difflib.get_close_matches(wanted, sorted(folded), n=_SUGGESTIONS)
    meant = dict.fromkeys(f"{folded[name].name} ({folded[name].key})" for name in alike)
    if not meant:
        return "search for a part of its name"
    return f"perhaps {', '.join(list(meant)[:_SUGGESTIONS])}"


def _by_name(disclosure: Disclosure, text: str) -> list[EntityView]:
    wanted = fold_text(text)
    return [
        entity
        for entity in disclosure.entities.values()
        if any(fold_text(name.text) == wanted for name in entity.names)
    ]


def _of_kind(found: Located, kind: str | None) -> Located:
    if kind and found.kind != kind:
        raise WrongKind(f"{found.key} is of kind {found.kind}, and {kind} is needed")
    return found


def _located(record: Record, investigation: str) -> Located:
    shared = {name: getattr(record, name) for name in Located.__slots__ if name != "investigation"}
    return Located(investigation=investigation, **shared)
