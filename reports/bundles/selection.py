"""Which records go into a bundle: what its chains and its briefing tell of, and all that these need to be read.

Invariant: whatever a record in it names is in it too, so that its records can be loaded elsewhere; and no claim is in
it without every reply to it and every dispute over it that the audience may see.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from evidence.errors import BundleRefused
from evidence.exchange.lines import Line
from evidence.exchange.order import written
from evidence.public_tree import Place
from evidence.references import references
from evidence.views import Disclosure
from graph.answer import AnswerOut
from reports.scene import Scene

_GOES_WITH = frozenset(("reply", "dispute", "capture"))
"""Kinds that go with what they name: a copy of a source goes with it, whether a claim cites that copy or not."""

Lines = Mapping[Place, Line]


def chosen(answer: AnswerOut, disclosure: Disclosure, lines: Lines) -> list[Line]:
    """The records of a bundle, by investigation and in the order of an export.

    Raises BundleRefused where the answer tells of a record that has no line: one of them was read later.
    """
    places = {line.id: line.place for line in lines.values()}
    scene = Scene.of(answer, disclosure)
    told = _closed(_placed(_told(answer, scene), places), lines)
    claims = [claim for claim in disclosure.claims.values() if places.get(claim.id) in told]
    there = _closed({*told, *_placed((one.id for one in scene.lookups(claims)), places)}, lines)
    there |= {place for place in lines if _is_about(lines[place], there)}
    return sorted((lines[place] for place in there), key=lambda line: (line.place.investigation, written(line.draft)))


def _told(answer: AnswerOut, scene: Scene) -> Iterator[str]:
    """The ids of what the chains and the briefing tell of, as far as nothing else leads there; claims name entities."""
    yield from (claim.id for chain in answer.chains for hop in chain.hops for claim in hop.claims)
    yield from (one.id for one in scene.denials())
    yield from (one.id for one in scene.commitments())
    yield from (one.id for one in scene.outcomes())
    yield from (one.id for one in scene.actions())
    yield from (one.id for one in scene.disputes())


def _placed(ids: Iterable[str], places: Mapping[str, Place]) -> set[Place]:
    found = {places.get(one) for one in ids}
    if None in found:
        raise BundleRefused("the record changed while the bundle was made: make it again")
    return {one for one in found if one}


def _closed(start: Iterable[Place], lines: Lines) -> set[Place]:
    """With these records all that they name, and what goes with any of them."""
    by_key = {(place.investigation, place.key): place for place in lines}
    names = {
        place: [by_key.get((place.investigation, one.key)) for one in references(lines[place].draft)] for place in lines
    }
    beside: dict[Place | None, list[Place]] = defaultdict(list)
    for place in (one for one in lines if one.record in _GOES_WITH):
        for named in names[place]:
            beside[named].append(place)
    found: set[Place] = set()
    waiting = list(start)
    while waiting:
        place = waiting.pop()
        if place not in found:
            found.add(place)
            waiting += [one for one in (*names[place], *_with_it(place, beside)) if one]
    return found


def _with_it(place: Place, beside: Mapping[Place | None, list[Place]]) -> list[Place]:
    """What goes with a record: with a claim what is said of it, with a source its captures."""
    return [one for one in beside.get(place, ()) if place.record == ("source" if one.record == "capture" else "claim")]


def _is_about(line: Line, there: set[Place]) -> bool:
    """Whether a record is of what is in the bundle already: its investigation, or a judgement on its entities."""
    investigations = {place.investigation for place in there}
    if line.place.record == "judgement":
        named = {(line.place.investigation, one.key) for one in references(line.draft)}
        return named <= {(place.investigation, place.key) for place in there}
    return line.place.record == "investigation" and line.place.investigation in investigations
