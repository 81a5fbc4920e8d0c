"""The pages of a static site that list the public editions, and tell of each what became of it.

Invariant: no page repeats a sentence of an edition; where nothing stands of what it said, not even its title is there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from api import editions
from api.edition_records import ChangedSentence, changed_record
from api.editions import Changed
from api.resources import Resources
from evidence.editions import Edition, successor
from evidence.settings import LEVELS
from reports.edition_told import other_tools

PUBLIC = LEVELS[0]


@dataclass(frozen=True, slots=True)
class Shown:
    """An edition as its page tells it: what changed as (place, what), the edition that took its place, and why its
    bytes may be had no more."""

    edition: Edition
    newer: Edition | None
    gone: bool
    changes: tuple[tuple[str, str], ...]
    not_again: tuple[str, ...]

    @property
    def file(self) -> str:
        """Its page."""
        return f"editions/{self.edition.key}.html"

    @property
    def name(self) -> str:
        """Its title and number; its key alone where all that it said was taken back."""
        return self.edition.key if self.gone else self.edition.name

    @property
    def state(self) -> str:
        """What became of it, in a few words."""
        if self.gone:
            return "taken back"
        if self.newer:
            return f"superseded by edition {self.newer.content.number}"
        return f"{len({place for place, _ in self.changes})} sentences changed since" if self.changes else "unchanged"


def edition_pages(resources: Resources, page: Callable[..., bytes]) -> Iterator[tuple[str, bytes]]:
    """The list of the public editions, and a page for each, by file; ``page`` renders a template of the site."""
    found = editions.listed(resources, PUBLIC)
    shown = [_shown(editions.changed(resources, one.key, PUBLIC), successor(one, found)) for one in found]
    rows = [(one.edition.key, one.name, one.file, one.state) for one in shown]
    yield "editions.html", page("listed.html", deep=False, at="editions", rows=rows, gone=(), after=None)
    for one in shown:
        yield one.file, page("edition.html", shown=one, content=one.edition.content)


def _shown(found: Changed, newer: Edition | None) -> Shown:
    told = changed_record(found).sentences
    changes = tuple((_place(one), change.told) for one in told for change in one.changes)
    gone = bool(found.edition.content.sentences) and not found.readable
    return Shown(found.edition, newer, gone, changes, tuple(_not_again(found)))


def _not_again(found: Changed) -> Iterator[str]:
    """What keeps those who made the site from giving the same bytes again."""
    for name, digest in found.templates.items():
        fate = "has changed since" if digest else "is gone"
        yield f"The template {name} that arranged it {fate}: its files cannot be made again."
    others = other_tools(found.edition.content.made_with)
    if others:
        yield f"Its files were sealed with another version of {', '.join(others)}: made again, they may be others."


def _place(one: ChangedSentence) -> str:
    return f"{one.number}. {one.place}" if one.place else f"{one.number}"
