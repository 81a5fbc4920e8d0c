"""The sentences of a briefing in their order, each with where it stands and what it tells: claims, or a chain.

Invariant: a sentence that a template of the house arranged tells what the findings tell in the same words; of its own
words nothing is known but its notes.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from graph.answer import ChainOut
from reports.document import Briefing, ClaimPart, Item, Passage, Section, Sentence, Telling
from reports.escaping import plain

Named = tuple[str, str]
"""Investigation and key of a claim."""


class Said(NamedTuple):
    """A sentence with where it stands: the claims that it tells, or the chain that it is about, if any."""

    sentence: Sentence
    place: str
    claims: frozenset[Named] = frozenset()
    chain: ChainOut | None = None


def said_in(briefing: Briefing, chains: Sequence[ChainOut], findings: Briefing | None = None) -> list[Said]:
    """The sentences of fact in the order of the document; ``findings`` are what a template of the house arranged."""
    told = list(_with_readings(findings or briefing, chains))
    return told if findings is None else list(_as_in(told, briefing))


def sentences_of(briefing: Briefing, best: ChainOut | None = None) -> Iterator[Said]:
    """The sentences of fact in the order of the document; those of the summary are about the best chain."""
    yield from _passages(briefing.summary, "Summary", chain=best)
    for chain in (chain for route in briefing.routes for chain in route.chains):
        place = f"Chain {chain.number}"
        yield Said(chain.reading, place, chain=chain.drawn)
        for hop in chain.hops:
            yield from _tellings(hop.tellings, f"{place}, hop {hop.number}")
    for section in briefing.sections:
        yield from _section(section)


def _with_readings(briefing: Briefing, chains: Sequence[ChainOut]) -> Iterator[Said]:
    """The sentences; what reads as a chain does is about that chain, wherever it stands."""
    readings = {chain.sentence: chain for chain in reversed(chains)}
    for said in sentences_of(briefing, chains[0] if chains else None):
        known = said.claims or said.chain
        yield said if known else said._replace(chain=readings.get(said.sentence.text))


def _as_in(told: Iterable[Said], arranged: Briefing) -> Iterator[Said]:
    """The sentences of an arrangement, each about what the findings say in its words."""
    by_words: dict[str, list[Said]] = {}
    for one in told:
        by_words.setdefault(_words(one), []).append(one)
    for said in sentences_of(arranged):
        same = by_words.get(_words(said), ())
        claims = frozenset(named for one in same for named in one.claims)
        yield said._replace(claims=claims, chain=next((one.chain for one in same if one.chain), None))


def _words(said: Said) -> str:
    return " ".join(plain(said.sentence.text).split())


def _passages(
    passages: Iterable[Passage], place: str, *, claims: frozenset[Named] = frozenset(), chain: ChainOut | None = None
) -> Iterator[Said]:
    yield from (Said(one, place, claims, chain) for one in passages if isinstance(one, Sentence))


def _tellings(tellings: Iterable[Telling], place: str) -> Iterator[Said]:
    for one in tellings:
        if isinstance(one, ClaimPart):
            told = (*one.sentences, *one.replies)
            named = frozenset(((one.investigation, one.key),))
            yield from _passages(told, f"{place}, claim {one.key}", claims=named)


def _section(section: Section) -> Iterator[Said]:
    yield from _passages(section.passages, section.heading)
    for item in section.items:
        yield from _item(item, f"{section.heading}: {item.heading}")


def _item(item: Item, place: str) -> Iterator[Said]:
    yield from _passages(item.passages, place)
    for _, tellings in item.claims:
        yield from _tellings(tellings, place)
