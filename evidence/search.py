"""Finding records by a part of a name or title, in any script.

Invariant: what a reader may not see is filtered in the query, before anything is counted or cut.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from evidence.models import Record, SearchName
from evidence.search_text import fold_text
from evidence.settings import LEVELS


@dataclass(frozen=True, slots=True)
class Match:
    """A record that was found, with the name that matched."""

    id: str
    key: str
    kind: str
    name: str


def search(session: Session, text: str, *, audience: str, kind: str | None = None, limit: int = 50) -> list[Match]:
    """Entities and sources whose name contains the text; exact names first, then shorter ones, then by key.

    A part of two Chinese characters is enough: the names are compared directly, not by trigrams.
    """
    wanted = fold_text(text)
    if not wanted or "\0" in wanted:  # no text holds a NUL, and not every database can be asked for one
        return []
    level = LEVELS.index(audience)
    query = (
        select(Record.id, Record.key, Record.kind, func.min(SearchName.text))
        .join(SearchName, col(SearchName.record_id) == col(Record.id))
        .where(col(SearchName.folded).contains(wanted, autoescape=True), col(Record.level) <= level)
        .group_by(col(Record.id), col(Record.key), col(Record.kind))
        .order_by(func.min(func.length(SearchName.folded)), col(Record.key), col(Record.id))
        .limit(limit)
    )
    query = query.where(Record.kind == kind) if kind else query
    return [Match(*row) for row in session.exec(query)]


def same_names(session: Session, text: str) -> list[str]:
    """The keys of entities that bear exactly that name, compared as a search compares them."""
    query = (
        select(Record.key)
        .join(SearchName, col(SearchName.record_id) == col(Record.id))
        .where(SearchName.folded == fold_text(text), Record.kind == "entity")
    )
    return sorted(set(session.exec(query)))
