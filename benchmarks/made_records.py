"""The made graph as records: entities, sources and claims such as a ledger would disclose to the public.

Invariant: the hops that the product works out of these claims have the standing, origins and days of the columns.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from functools import cache

from benchmarks.made_graph import KINDS, PREDICATES, MadeGraph, Numbers, id_, key
from evidence.dates import EARLIEST, UNKNOWN
from evidence.views import CitationView, ClaimView, Disclosure, EntityView, NameView, SourceView
from graph.hops import hops_of
from graph.model import Hop
from graph.record_text import claim_from, claim_text

ORIGINS, SOURCES = 10, 90

_PRIMARY, _SECONDARY = "official_record", "press_report"
_BLANK = ("@id@", "@key@", "@subject@", "@predicate@", "@object@", "@scope@")


def entity(graph: MadeGraph, number: int) -> EntityView:
    """An entity with one name."""
    name = f"Entity {number}"
    return EntityView(id_(number), key(number), KINDS[graph.kind[number]], name, (NameView(name, "en"),))


@cache
def sources() -> tuple[SourceView, ...]:
    """The sources that all claims share: nine of each origin."""
    return tuple(
        SourceView(f"s{number:02d}", f"S{number:02d}", f"Source {number}", f"origin {number % ORIGINS}")
        for number in range(SOURCES)
    )


def claim_texts(graph: MadeGraph, numbers: Numbers) -> Iterator[str]:
    """One claim a hop, as text, which claims would take too long and too much memory to be made for.

    Texts differ in few places: they are made from those of the few combinations of standing and scope.
    """
    columns = (
        graph.subject, graph.predicate, graph.object, graph.scope, graph.level, graph.origins,
        graph.hull_first, graph.hull_last, graph.core_first, graph.core_last,
    )  # fmt: skip
    rows = zip(numbers.tolist(), *(column[numbers].tolist() for column in columns), strict=True)
    for hop, subject, predicate, object_, scope, level, origins, *days in rows:
        given = (f"c{hop:07d}", f"C{hop:07d}", id_(subject), PREDICATES[predicate], id_(object_))
        within = () if scope < 0 else (id_(scope),)
        yield _template(level, origins, hop % SOURCES, bool(within)) % (*given, *within, stated(*days))


def stated(hull_first: int, hull_last: int, core_first: int, core_last: int) -> str:
    """The dates as a source would state them, as JSON of the EDTF text and the day it speaks from."""
    if hull_first == EARLIEST:
        return json.dumps([None, _iso(core_first) if core_first <= core_last else None])
    first, last = _iso(hull_first), _iso(hull_last)
    certain = (hull_first, hull_last) == (core_first, core_last)
    if certain or not (first.endswith("-01-01") and last.endswith("-12-31")):
        return json.dumps([f"{first}/{last}", None])
    return json.dumps([first[:4] if first[:4] == last[:4] else f"{first[:4]}/{last[:4]}", None])


def claims(graph: MadeGraph, numbers: Numbers) -> Iterator[ClaimView]:
    """The claims themselves, for graphs that are small."""
    by_id = {source.id: source for source in sources()}
    for text in claim_texts(graph, numbers):
        yield claim_from(text, lambda text_id: entity(graph, int(text_id[1:])), by_id.__getitem__)


def hops(graph: MadeGraph, numbers: Numbers) -> Iterator[Hop]:
    """Whole hops, one after another: each has one claim, so none waits for another."""
    for claim in claims(graph, numbers):
        yield from hops_of([claim]).values()


def disclosure(graph: MadeGraph) -> Disclosure:
    """All that the public may see, as the product discloses a ledger."""
    entities = (entity(graph, number) for number in range(graph.size))
    return Disclosure(
        "public",
        "four_eyes",
        {one.id: one for one in entities},
        {one.id: one for one in sources()},
        {one.id: one for one in claims(graph, graph.public)},
    )


@cache
def _template(level: int, origins: int, first_source: int, scoped: bool) -> str:
    """The text of a claim with places for what differs from hop to hop."""
    subject, object_, scope = (EntityView(blank, blank, "organisation", blank) for blank in (_BLANK[2], *_BLANK[4:]))
    claim = ClaimView(
        id=_BLANK[0],
        key=_BLANK[1],
        subject=subject,
        predicate=_BLANK[3],
        object=object_,
        scope=scope if scoped else None,
        affirms=True,
        period=UNKNOWN,
        outcome="accepted",
        citations=tuple(_citations(level, origins, first_source)),
    )
    text = claim_text(claim).replace("%", "%%").replace('"period":[null,null]', '"period":%s')
    for blank in _BLANK:
        text = text.replace(blank, "%s")
    return text


def _citations(level: int, origins: int, first_source: int) -> Iterable[CitationView]:
    """So many origins, the first of them primary where the standing asks for it; of an unjudged hop none counts."""
    for number in range(max(origins, 1)):
        source = sources()[(first_source + number) % SOURCES]
        assertion = _PRIMARY if level >= 3 and number == 0 else _SECONDARY
        yield CitationView(
            source, source.origin, assertion, ("page", str(number + 1)), reliability="B" if level else "E"
        )


def _iso(day: int) -> str:
    return dt.date.fromordinal(day).isoformat()
