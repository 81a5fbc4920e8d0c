"""From an answer and what its audience may see to a briefing: pure, and nothing is looked up.

Invariant: all that is printed comes from the disclosure or from an answer that agrees with it; the same input gives
the same briefing. Parts are made in the order in which they are printed, because that order numbers the notes.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Unpack

from evidence.edition_drafts import Checkpoint
from evidence.views import Disclosure
from graph.answer import AnswerOut
from reports.aftermath import actions, commitments, outcomes
from reports.disputes_told import disputes
from reports.document import Briefing, BuiltAt, Method, Passage, RoutePart, Section
from reports.filters_told import Filters
from reports.judged import judged
from reports.method import method
from reports.routes_told import RoutesTold
from reports.scene import Scene
from reports.sources_by_origin import sources_by_origin
from reports.stated_dates import date_in_words
from reports.summary import summary, trust
from reports.teller import Teller
from reports.unresolved import unresolved
from reports.wording import named


@dataclass(frozen=True, slots=True)
class Opening:
    """How a briefing begins: what it calls itself, its title, what it answers, and from whom to whom it leads."""

    kind: str
    title: str
    question: str
    start: str
    end: str = ""


def build_briefing(
    answer: AnswerOut,
    disclosure: Disclosure,
    *,
    opening: Opening | None = None,
    filters: Filters = (),
    **built: Unpack[BuiltAt],
) -> Briefing:
    """Tell an answer with its sources; ``opening`` is how it begins, where it does not answer from one to another.

    ``filters``: what its question set beside the limits that the answer states.

    Raises NotFound where the answer names what the disclosure does not hold: they are of different audiences or days.
    """
    scene, teller = Scene.of(answer, disclosure), Teller(disclosure)
    told = (*summary(answer, teller, filters), *judged(disclosure, scene.entities))
    routes = RoutesTold(teller, scene).routes(answer.chains)
    sections = _sections(answer, teller, scene)
    opening = opening or between(answer, scene)
    return assembled(opening, told, routes, sections, teller=teller, explained=method(), **built)


def between(answer: AnswerOut, scene: Scene, kind: str = "Briefing") -> Opening:
    """The opening of what answers how one is connected to another."""
    start, end = (named(map(scene.entity, ends)) for ends in (answer.from_, answer.to))
    question = f"How is {start} connected to {end}, who says so, and how good is that?"
    return Opening(kind, f"From {start} to {end}", question, start, end)


def assembled(
    opening: Opening,
    told: tuple[Passage, ...],
    routes: tuple[RoutePart, ...],
    sections: tuple[Section, ...],
    *,
    teller: Teller,
    explained: Method,
    head: str,
    made_on: dt.date,
    checkpoint: Checkpoint | None = None,
) -> Briefing:
    """A briefing of parts that were made in the order in which they are printed; what limits it is put before them."""
    disclosure, notes = teller.disclosure, teller.notes.listed()
    return Briefing(
        kind=opening.kind,
        title=opening.title,
        question=opening.question,
        start=opening.start,
        end=opening.end,
        investigations=_investigations(teller, disclosure),
        audience=disclosure.audience,
        made_on=date_in_words(made_on.isoformat()),
        dated=made_on,
        head=head,
        trust=tuple(trust(disclosure.policy, teller.told)),
        summary=told,
        routes=routes,
        sections=sections,
        method=explained,
        origins=sources_by_origin(notes, disclosure.sources),
        notes=notes,
        checkpoint=checkpoint,
    )


def _sections(answer: AnswerOut, teller: Teller, scene: Scene) -> tuple[Section, ...]:
    return (
        disputes(answer.chains, teller, scene),
        commitments(teller, scene),
        outcomes(teller, scene),
        actions(teller, scene),
        unresolved(teller, scene, answer.chains),
    )


def _investigations(teller: Teller, disclosure: Disclosure) -> tuple[str, ...]:
    """The titles of the investigations that the told claims belong to."""
    found = dict.fromkeys(claim.investigation for claim in teller.told)
    return tuple(disclosure.investigations[name] for name in found if name in disclosure.investigations)
