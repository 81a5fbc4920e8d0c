"""Where the page of a record is.

Invariant: an address leads to the record that it stands for: by its key where that is unique, plain and
unlike an id, else by id.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from api.finding import View
from api.parameters import Parameters
from evidence.ids import outright
from evidence.views import Disclosure

_LIKE_AN_ID = re.compile(r"[0-9a-z]{20}", re.IGNORECASE)
"""A key that may be the id of another record, whose address it would take."""
_PLAIN = re.compile(r"[\w-][\w.-]*", re.ASCII)
NOW = Parameters()
"""Asked for as it is now."""


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses of the records of one disclosure; each method takes whatever has an id and a key.

    They begin with ``root`` and end in ``ending``: those of files differ from those that a server answers.
    """

    _entities: Counter[str]
    _sources: Counter[str]
    _claims: Counter[str]
    root: str = "/"
    ending: str = ""
    then: Mapping[str, str] = field(default_factory=dict)
    """What asks as of then, where that was asked."""

    def named(self, entity: View) -> str:
        """What stands for an entity in the name of a file: its key, where that is unique, else its id."""
        return _shortest(entity, self._entities)

    def asked(self, entity: View) -> str:
        """What stands for an entity in a form: its key, where that is unique, else its id outright."""
        named = self.named(entity)
        return outright(entity.id) if named == entity.id else named

    def entity(self, entity: View) -> str:
        """The page of an entity."""
        return f"{self.root}entities/{self.named(entity)}{self.ending}"

    def source(self, source: View) -> str:
        """The page of a source."""
        return f"{self.root}sources/{_shortest(source, self._sources)}{self.ending}"

    def claim(self, claim: View) -> str:
        """The page of a claim."""
        return f"{self.root}claims/{_shortest(claim, self._claims)}{self.ending}"

    def listed(self, name: str) -> str:
        """The page of a list."""
        return f"{self.root}{name}{self.ending}"


def fits(key: str) -> bool:
    """Whether a key can stand in an address: it is plain, and not the id of another record."""
    return bool(_PLAIN.fullmatch(key)) and not _LIKE_AN_ID.fullmatch(key)


def places_in(disclosure: Disclosure, asked: Parameters = NOW) -> Places:
    """The addresses of all that is disclosed; of what was asked for as recorded by then, with that."""
    entities, sources = _keys(disclosure.entities), _keys(disclosure.sources)
    return Places(entities, sources, _keys(disclosure.claims), ending=as_of(asked), then=_then(asked))


def as_of(asked: Parameters) -> str:
    """The end of an address that leads to what a page showed as recorded by then; empty for what it shows now."""
    then = _then(asked)
    return f"?{urlencode(then)}" if then else ""


def _then(asked: Parameters) -> dict[str, str]:
    """The audience goes with the time: each counts its own events."""
    then = asked.model_dump(include={"known_at", "audience"}, exclude_none=True)
    return then if asked.known_at else {}


def _keys(views: Mapping[str, View]) -> Counter[str]:
    return Counter(view.key for view in views.values())


def _shortest(record: View, keys: Counter[str]) -> str:
    return record.key if keys[record.key] == 1 and fits(record.key) else record.id
