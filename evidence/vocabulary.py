"""The closed lists, read from data/vocabulary once.

Invariant: a word that is in no list is refused everywhere in the same way.
"""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from evidence.errors import UnknownTerm

ENTITY_KINDS = ("organisation", "person", "place", "programme", "allegation", "group")
CLASSES = ("flow", "association", "structure", "programme", "place", "accountability")


@dataclass(frozen=True, slots=True)
class Predicate:
    """What a claim may say of a subject; fields as in data/vocabulary/predicates.toml."""

    name: str
    cls: str
    directed: bool
    hub: str | None
    turns: bool
    subject_kinds: tuple[str, ...]
    object_kinds: tuple[str, ...]
    verb: str
    reverse: str
    ftm: str | None
    neo4j: str | None

    @property
    def is_flow(self) -> bool:
        """Whether something is handed on along it."""
        return self.cls == "flow"


@dataclass(frozen=True, slots=True)
class Assertion:
    """A kind of assertion; ``attribution`` is how a sentence names who says so."""

    name: str
    primary: bool
    label: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All closed lists: predicates, assertions, entity types by kind, and the plain lists by name."""

    predicates: Mapping[str, Predicate]
    assertions: Mapping[str, Assertion]
    types: Mapping[str, Mapping[str, str]]
    terms: Mapping[str, Mapping[str, str]]

    def words(self, listname: str) -> Collection[str]:
        """The words of one closed list, in order; predicates and assertions are such lists too."""
        if listname == "predicates":
            return self.predicates.keys()
        return self.assertions.keys() if listname == "assertions" else self.terms[listname].keys()

    def check(self, listname: str, term: str) -> str:
        """The term, if the list has it; else UnknownTerm with what the list has."""
        known = self.words(listname)
        if term not in known:
            raise UnknownTerm(f"{term!r} is not in the list {listname}: {', '.join(known)}")
        return term

    def label(self, listname: str, term: str) -> str:
        """What the term means, for people."""
        return self.terms[listname][term]


@cache
def vocabulary() -> Vocabulary:
    """The closed lists as shipped; read once a process."""
    folder = _folder()
    return Vocabulary(
        predicates={name: _predicate(name, table) for name, table in _read(folder, "predicates").items()},
        assertions={name: Assertion(name, **table) for name, table in _read(folder, "assertions").items()},
        types=_read(folder, "types"),
        terms=_read(folder, "terms"),
    )


def _folder() -> Path:
    """A wheel carries the lists inside the package, a checkout has them under data/."""
    here = Path(__file__).parent
    shipped = here / "terms"
    return shipped if shipped.is_dir() else here.parent / "data" / "vocabulary"


def _read(folder: Path, name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))


def _predicate(name: str, table: dict[str, Any]) -> Predicate:
    return Predicate(
        name=name,
        cls=table["class"],
        directed=table.get("directed", True),
        hub=table.get("hub"),
        turns=table.get("turns", True),
        subject_kinds=tuple(table["subject_kinds"]),
        object_kinds=tuple(table["object_kinds"]),
        verb=table["verb"],
        reverse=table["reverse"],
        ftm=table.get("ftm"),
        neo4j=table.get("neo4j"),
    )
