"""What an editor has to see to before a briefing is published, from the findings of that briefing.

Invariant: nothing is ticked here. A point is on the list because the record, the answer or the printed text shows it,
and what none of them shows is not called done.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.answer import AnswerOut
from reports.document import Briefing, ClaimPart
from reports.linter import unfit_sentences
from reports.render import render_html, render_markdown
from reports.rendered import html_statements, markdown_statements
from reports.wording import listed


@dataclass(frozen=True, slots=True)
class Point:
    """Something to see to: what it is about, and what was found."""

    about: str
    text: str


def checklist(answer: AnswerOut, briefing: Briefing) -> tuple[Point, ...]:
    """All points on a briefing and the answer that it tells, what would be refused first."""
    return (
        *_wording(briefing),
        *(Point("Review", one.text) for one in briefing.trust[answer.policy == "four_eyes" :]),
        *_search(answer),
        *_retracted(briefing),
        *_contested(briefing),
        *_not_asked(briefing),
        *_unresolved(briefing),
    )


def _wording(briefing: Briefing) -> Iterator[Point]:
    """What every format would be refused for."""
    statements = (html_statements(render_html(briefing)), markdown_statements(render_markdown(briefing)))
    unfit = (str(one) for text in statements for one in unfit_sentences(text, briefing))
    return (Point("Wording", f"it is refused for {one}") for one in dict.fromkeys(unfit))


def _search(answer: AnswerOut) -> Iterator[Point]:
    if not answer.complete:
        yield Point("Search", "it ended at its budget: there may be chains that are not told")
    if answer.more:
        yield Point("Search", "there are more chains than were asked for")


def _retracted(briefing: Briefing) -> Iterator[Point]:
    keys = dict.fromkeys(note.source.key for note in briefing.notes if note.source.retracted)
    if keys:
        yield Point("Retracted sources", f"{listed(keys)}: listed, and counted no more")


def _contested(briefing: Briefing) -> Iterator[Point]:
    hops = [(chain.number, hop) for route in briefing.routes for chain in route.chains for hop in chain.hops]
    for number, hop in hops:
        if hop.contested and hop.same_as is None:
            told = f"hop {hop.number} of chain {number}, {hop.start} {hop.verb} {hop.end}: is the denial told fairly?"
            yield Point("Contested", told)


def _not_asked(briefing: Briefing) -> Iterator[Point]:
    """Claims of the hops to which no reply is recorded, not even that one was asked for."""
    hops = (hop.tellings for route in briefing.routes for chain in route.chains for hop in chain.hops)
    told = (one for tellings in hops for one in tellings if isinstance(one, ClaimPart))
    keys = dict.fromkeys(one.key for one in told if not one.replies and not one.denies)
    if keys:
        yield Point("Right of reply", f"the record shows nobody who was asked about {listed(keys)}")


def _unresolved(briefing: Briefing) -> Iterator[Point]:
    """The section of the briefing on what is unresolved, item by item."""
    for section in briefing.sections:
        if section.name == "unresolved":
            yield from (Point(section.heading, one.text) for one in section.passages)
            yield from (Point(item.heading, one.text) for item in section.items for one in item.passages)
