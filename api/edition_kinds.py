"""What can be sealed as an edition: each kind of briefing, from the question that the edition keeps.

Invariant: what is told depends on the question, on what the audience sees and on the house's template alone.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from api import briefings
from api.parameters import ChainParameters, ExposureParameters
from api.resources import Seen
from evidence.locating import entity_named
from graph.answer import AnswerOut, ChainOut
from reports import kinds
from reports.document import Briefing, BuiltAt
from reports.house_kinds import arranged

Question = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be sealed: a kind of briefing, its question by the names of the parameters, and how it is printed.

    ``template`` names the house's own that arranges it, where one does.
    """

    kind: str
    question: Question
    audience: str
    style: str | None = None
    template: str | None = None


class Told(NamedTuple):
    """A briefing with the answers that it tells; where a template of the house arranged it, the ``findings`` that it
    was given, and the SHA-256 of each file of it."""

    briefing: Briefing
    answers: tuple[AnswerOut, ...] = ()
    findings: Briefing | None = None
    templates: Mapping[str, str] = {}

    @property
    def chains(self) -> list[ChainOut]:
        """The chains of all answers."""
        return [chain for answer in self.answers for chain in answer.chains]


def told(wanted: Wanted, seen: Seen, built: BuiltAt, templates: Path | None) -> Told:
    """Tell what is wanted, unstyled; ``templates`` is the folder of the house's own.

    Raises NotFound and AmbiguousName as its question does, and as ``arranged`` does.
    """
    found = _KINDS[wanted.kind](seen, wanted.question, built)
    if wanted.template is None:
        return found
    made = arranged(found.briefing, wanted.template, templates)
    return Told(made.briefing, found.answers, found.briefing, made.templates)


def _brief(seen: Seen, question: Question, built: BuiltAt) -> Told:
    return Told(*briefings.on_chains(seen, ChainParameters.model_validate(question), built))


def _summary(seen: Seen, question: Question, built: BuiltAt) -> Told:
    return Told(*briefings.on_the_best(seen, ChainParameters.model_validate(question), built))


def _exposure(seen: Seen, question: Question, built: BuiltAt) -> Told:
    return Told(*briefings.on_exposure(seen, ExposureParameters.model_validate(question), built))


def _dossier(seen: Seen, question: Question, built: BuiltAt) -> Told:
    return Told(kinds.dossier(entity_named(seen.disclosure, question["entity"]), seen.disclosure, **built))


def _letter(seen: Seen, question: Question, built: BuiltAt) -> Told:
    entity, by = entity_named(seen.disclosure, question["entity"]), dt.date.fromisoformat(question["answer_by"])
    return Told(kinds.reply_letter(entity, seen.disclosure, answer_by=by, **built))


def _overview(seen: Seen, question: Question, built: BuiltAt) -> Told:
    asked = (ChainParameters.model_validate(one) for one in question["chains"])
    return Told(*briefings.on_investigation(seen, question["investigation"], asked, built))


_KINDS: Mapping[str, Callable[[Seen, Question, BuiltAt], Told]] = {
    "briefing": _brief,
    "summary": _summary,
    "exposure": _exposure,
    "dossier": _dossier,
    "letter": _letter,
    "overview": _overview,
}
"""What can be sealed, by the name that the edition keeps."""
