"""The addresses of a static site that are cited, which lead to the same record for as long as it is told.

Invariant: a cited address holds ids alone, so no key that another record is given later takes it over. An address by
key that was cited before, and is that of several records now, names each of them and is the page of none.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from api.finding import View
from api.pages.places import Places, fits
from evidence.tombstones import Tombstone
from evidence.views import Disclosure, in_key_order


@dataclass(frozen=True, slots=True)
class Way:
    """A claim or source that an address stands for: its key and id, and the address of its page."""

    kind: str
    key: str
    id: str
    investigation: str
    page: str


def file_of(*ids: str) -> str:
    """The file that is cited for the record of an id, or for the chains between two."""
    return f"id/{'~'.join(ids)}.html"


def signposts(
    told: Disclosure, gone: Sequence[Tombstone], places: Places, page: Callable[..., bytes]
) -> Iterator[tuple[str, bytes]]:
    """A small page for each claim and source that leads to its own, and one for each key that several have.

    ``page`` renders a template of the site.
    """
    claims = [_way("claim", one, places.claim(one)) for one in told.claims.values()]
    claims += [_way("claim", one, places.claim(one)) for one in gone]
    sources = [_way("source", one, places.source(one)) for one in told.sources.values()]
    for way in (*claims, *sources):
        yield file_of(way.id), page("signpost.html", ways=[way])
    for ways in (*_sharing(claims), *_sharing(sources)):
        yield f"{ways[0].kind}s/{ways[0].key}.html", page("signpost.html", ways=ways)


def _way(kind: str, record: View, page: str) -> Way:
    return Way(kind, record.key, record.id, record.investigation, page)


def _sharing(ways: Sequence[Way]) -> list[list[Way]]:
    """Those whose keys would have one file; under the first of them where the case of letters differs."""
    found: dict[str, list[Way]] = {}
    for way in in_key_order(ways):
        if fits(way.key):
            found.setdefault(way.key.casefold(), []).append(way)
    return [sharing for sharing in found.values() if len(sharing) > 1]
