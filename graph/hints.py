"""When there is no chain: which parameter, relaxed, would give one.

Invariant: a hint was tried. Nothing is promised that the graph does not hold for this audience, and what a trial that
was ended did not find is not told as not there.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from evidence.dates import day_text
from graph.arrays import Numbers
from graph.budget import Budget, OutOfTime
from graph.question import MOST_HOPS, STANDINGS, TIMES, Question
from graph.search import Found, search
from graph.store import GraphStore, HopFilter

_STEPS, _SECONDS = 20_000, 5.0
"""What each trial may cost. Steps bound it, well under a second; the clock would make two answers differ. All of them
together take no longer than the question itself may: a time that was asked for is kept where a server is slow."""


_WHERE = f"(within {MOST_HOPS} hops, in this state of the record)"
_NONE = f"No parameter, relaxed, was found to give one {_WHERE}."


@dataclass(frozen=True, slots=True)
class _Trial:
    """A relaxed question and what it says when it gives a chain; of one ``about``, only the first is named."""

    about: str
    changes: dict[str, Any]
    hint: str


def hints(store: GraphStore, question: Question, targets: Numbers, *, complete: bool) -> tuple[str, ...]:
    """Plain sentences, each naming a command-line option that would give a chain; else why none would.

    ``targets``: where its chains may end. ``complete``: the search that found none was not ended by its budget.
    """
    if not complete:
        return ("The search ended before all was searched: give it more with --steps or --seconds.",)
    if _is_one_entity(store, question, targets):
        return ("FROM and TO are the same: a chain joins two.",)
    budget = Budget(question.steps, question.seconds)
    unconnected = tuple(_unconnected(store, question, targets, budget))
    if unconnected or _are_apart(store, question, targets, budget):
        return unconnected or (_NONE,)
    single, complete = _single(store, question, budget)
    return tuple(single.values()) or (_together(store, question, budget, complete=complete),)


def _is_one_entity(store: GraphStore, question: Question, targets: Numbers) -> bool:
    sources = store.numbers(question.sources)
    return len(sources) == 1 and sources.tolist() == targets.tolist()


def _unconnected(store: GraphStore, question: Question, targets: Numbers, budget: Budget) -> Iterator[str]:
    """An end that no published hop touches cannot be helped by any parameter."""
    if not question.targets and not len(targets):
        yield "There is no entity that a chain could end at."
        return
    for option, ends in (("FROM", store.numbers(question.sources)), ("TO", targets)):
        with suppress(OutOfTime):  # what takes so long to read is connected with much
            if len(store.near(ends, HopFilter(), ends=True, seconds=min(_SECONDS, budget.seconds)).entities):
                continue
            yield f"No published claim connects {option} with anything."


def _are_apart(store: GraphStore, question: Question, targets: Numbers, budget: Budget) -> bool:
    """Whether no hops at all join the ends, however they are read: then nothing need be tried."""
    sources = store.numbers(question.sources)
    with suppress(OutOfTime):  # then it is not known, and what is tried will tell
        trial = Budget(_STEPS, min(_SECONDS, budget.seconds))
        return store.apart(sources, targets, MOST_HOPS, trial) is None
    return False


def _single(store: GraphStore, question: Question, budget: Budget) -> tuple[dict[str, str], bool]:
    """The hint of each parameter that gives one alone; and whether every trial that gave none came to its end."""
    given, complete = dict[str, str](), True
    for trial in _trials(question):
        if trial.about not in given:
            found = _tried(store, question.relaxed(**trial.changes), budget)
            complete = complete and (found.complete or bool(found.chains))
            if found.chains:
                given[trial.about] = trial.hint
    return given, complete


def _trials(question: Question) -> Iterator[_Trial]:
    yield from _longer(question)
    yield from _switches(question)
    yield from _lower(question)
    yield from _filters(question)


def _longer(question: Question) -> Iterator[_Trial]:
    for hops in range(question.max_hops + 1, MOST_HOPS + 1):
        yield _Trial("hops", {"max_hops": hops}, f"With --max-hops {hops} there is one.")


def _switches(question: Question) -> Iterator[_Trial]:
    if not question.through_hubs:
        yield _Trial(
            "hubs", {"through_hubs": True}, "With --through-hubs (by places, groups and hub sides) there is one."
        )
    if not question.turns:
        yield _Trial("turns", {"turns": True}, "With --turns (of two hops that run against each other) there is one.")
    if question.same_arrangement:
        yield _Trial("scope", {"same_arrangement": False}, "Without --same-arrangement there is one, an association.")
    other, how = not question.backwards, "Without" if question.backwards else "With"
    yield _Trial("backwards", {"backwards": other}, f"{how} --backwards there is one.")


def _lower(question: Question) -> Iterator[_Trial]:
    for time in reversed(TIMES[: TIMES.index(question.min_time)]):
        yield _Trial("time", {"min_time": time}, f"With --min-time {time} there is one.")
    for standing in reversed(STANDINGS[: STANDINGS.index(question.min_standing)]):
        yield _Trial("standing", {"min_standing": standing}, f"With --min-standing {standing} there is one.")


def _filters(question: Question) -> Iterator[_Trial]:
    if question.valid_on is not None:
        day = day_text(question.valid_on)
        yield _Trial("day", {"valid_on": None}, f"Without --valid-on {day} there is one.")
    for field, option in _FILTERS.items():
        if getattr(question, field):
            yield _Trial(field, {field: frozenset()}, f"Without {option} there is one.")


_FILTERS = {
    "via": "--via",
    "avoid": "--avoid",
    "predicates": "--predicate",
    "classes": "--class",
    "types": "--type",
}


def _together(store: GraphStore, question: Question, budget: Budget, *, complete: bool) -> str:
    """What all parameters relaxed at once would give, when none does alone, or (not ``complete``) none was found to."""
    freed = Question(
        question.sources,
        question.targets,
        max_hops=MOST_HOPS,
        min_time="impossible",
        through_hubs=True,
        turns=True,
        to_kind=question.to_kind,
        to_types=question.to_types,
        best_of_each=question.best_of_each,
    )
    if _tried(store, freed, budget).chains:
        gives = "gives" if complete else "was found to give"
        return f"No single parameter, relaxed, {gives} one; several together do {_WHERE}."
    if not budget.seconds:
        return "The time ended before it was known which parameter, relaxed, gives one: give it more with --seconds."
    return _NONE


def _tried(store: GraphStore, question: Question, budget: Budget) -> Found:
    seconds = min(_SECONDS, budget.seconds)
    if not seconds:
        return Found((), complete=False, more=False)
    return search(store, question.relaxed(limit=1, steps=_STEPS, seconds=seconds))
