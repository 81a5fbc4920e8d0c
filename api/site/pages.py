"""The files of a static site: the pages that are served, made once, and what only a static site needs.

Invariant: everything is worked out from what is public, whatever the configuration says; every page bears the same
public head; every address is relative, and leads to a file of the site. The same record gives the same bytes.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import Environment

from api import questions
from api.built_at import built_at
from api.pages.citing import Citing
from api.pages.claims import about_claim
from api.pages.entities import about_entity
from api.pages.form import form_of
from api.pages.lists import LISTS, rows_of
from api.pages.places import Places
from api.pages.rendering import STATIC, environment
from api.pages.routes_shown import routes_of
from api.pages.sources import about_source
from api.parameters import ChainParameters
from api.resources import Resources, Seen
from api.site.editions import edition_pages
from api.site.permanent import file_of, signposts
from evidence.database import reading
from evidence.settings import LEVELS
from evidence.tombstones import Tombstone, tombstones
from evidence.views import in_key_order
from graph.answer import AnswerOut
from reports.document import BuiltAt

PUBLIC = LEVELS[0]
_REASONS = {
    "retracted": "It was retracted.",
    "withdrawn": "It was withdrawn.",
    "superseded": "Another claim took its place.",
    "unsupported": "Every source that it rested on was retracted.",
}


@dataclass(frozen=True, slots=True)
class ChainPage:
    """The chains from one to another that were asked for, the file that tells them, and the one that is cited."""

    file: str
    cited: str
    answer: AnswerOut


@dataclass(frozen=True, slots=True)
class _Site:
    """What all pages are made of."""

    seen: Seen
    places: Places
    built: BuiltAt
    citing: Citing
    base: str
    chains: tuple[ChainPage, ...]
    gone: tuple[Tombstone, ...]
    templates: Environment

    def page(self, template: str, *, deep: bool = True, **shown: Any) -> bytes:  # noqa: ANN401 -- as the template takes
        """A page; ``deep`` where it lies in a folder of the site."""
        places = self.places if deep else replace(self.places, root="")
        shown = {"at": "", "built": self.built, "chains": self.chains, "places": places, **shown}
        return self.templates.get_template(template).render(seen=self.seen, **shown).encode()


def site_files(resources: Resources, asked: Sequence[ChainParameters], base: str = "") -> tuple[str, dict[str, bytes]]:
    """The public head, and the content of every file of the site by its path.

    ``base`` is the address at which the site will be, which ends in a slash; its pages cite themselves by it.

    Raises NotFound, AmbiguousName where an end of the chains asked for is not public.
    """
    return resources.looked(PUBLIC, None, lambda seen: _made(resources, seen, asked, base))


def _made(
    resources: Resources, seen: Seen, asked: Sequence[ChainParameters], base: str
) -> tuple[str, dict[str, bytes]]:
    with reading(resources.ledger.engine) as session:
        gone = tombstones(session, PUBLIC)
    places = _places(seen, gone)
    chains = _chain_pages(seen, asked, places)
    built = built_at(resources)
    citing = Citing(seen, built["head"], lambda _, record: f"{base}{file_of(record.id)}" if base else "")
    site = _Site(seen, places, built, citing, base, chains, gone, environment("site"))
    style = ("throughline.css", (STATIC / "throughline.css").read_bytes())
    return site.built["head"], dict(sorted((*_all(resources, site), style)))


def _places(seen: Seen, gone: Sequence[Tombstone]) -> Places:
    """The addresses of the files; keys that differ in case alone would be one file on some hosts, and so give way."""
    told = seen.disclosure
    return Places(
        _keys([one.key for one in told.entities.values()]),
        _keys([one.key for one in told.sources.values()]),
        _keys([*(one.key for one in told.claims.values()), *(one.key for one in gone)]),
        root="../",
        ending=".html",
    )


def _keys(keys: Sequence[str]) -> Counter[str]:
    """How many records would have the file that a key names."""
    folded = Counter(key.casefold() for key in keys)
    return Counter({key: folded[key.casefold()] for key in keys})


def _chain_pages(seen: Seen, asked: Sequence[ChainParameters], places: Places) -> tuple[ChainPage, ...]:
    """A page for each two ends, in the order in which they were asked for, each once."""
    found: dict[str, ChainPage] = {}
    for parameters in asked:
        answer = questions.chains_within(seen, parameters)
        # No key that stands in an address holds this mark, so two pairs of ends never share a file.
        start, end = (places.named(seen.disclosure.entities[one.id]) for one in (answer.from_[0], answer.to[0]))
        file = f"chains/{start}~{end}.html"
        found.setdefault(file, ChainPage(file, file_of(answer.from_[0].id, answer.to[0].id), answer))
    return tuple(found.values())


def _all(resources: Resources, site: _Site) -> Iterator[tuple[str, bytes]]:
    told = site.seen.disclosure
    yield from edition_pages(resources, site.page)
    yield "index.html", site.page("index.html", deep=False)
    yield from _lists(site)
    for entity in told.entities.values():
        mine = [one for one in site.chains if entity.id in (one.answer.from_[0].id, one.answer.to[0].id)]
        shown = about_entity(site.seen, entity)
        yield _file(site.places.entity(entity)), site.page("entity.html", **{**shown, "chains": mine})
    for source in told.sources.values():
        yield (
            _file(site.places.source(source)),
            site.page("source.html", **about_source(site.seen, source, site.citing)),
        )
    for claim in told.claims.values():
        yield _file(site.places.claim(claim)), site.page("claim.html", **about_claim(site.seen, claim, site.citing))
    for one in site.gone:
        yield _file(site.places.claim(one)), _tombstone(site, one)
    for page in site.chains:
        yield from dict.fromkeys((page.file, page.cited), _chains(site, page)).items()
    yield from signposts(told, site.gone, site.places, site.page)


def _lists(site: _Site) -> Iterator[tuple[str, bytes]]:
    """The lists of all entities, claims and sources, by key, each whole."""
    places = replace(site.places, root="")
    for name, listed in LISTS.items():
        rows = list(rows_of(in_key_order(listed(site.seen.disclosure)), places))
        gone = [(one, places.claim(one)) for one in site.gone] if name == "claims" else []
        yield places.listed(name), site.page("listed.html", deep=False, at=name, rows=rows, gone=gone, after=None)


def _tombstone(site: _Site, one: Tombstone) -> bytes:
    successor = site.seen.disclosure.claims.get(one.successor or "")
    return site.page("tombstone.html", tombstone=one, reason=_REASONS[one.state], successor=successor)


def _chains(site: _Site, page: ChainPage) -> bytes:
    """The page of an answer, without the form and what only a server can give: a site is asked for two ends alone."""
    address = f"{site.base}{page.cited}" if site.base else ""
    form, routes = form_of({}, PUBLIC), routes_of(page.answer, site.citing, address)
    shown: dict[str, Any] = {"form": form, "answer": page.answer, "routes": routes}
    return site.page("chains.html", **shown, query="", filters="", problem=None)


def _file(address: str) -> str:
    return address.removeprefix("../")
