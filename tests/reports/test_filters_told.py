"""A briefing names all that was set for its search, and nothing where nothing was."""

import datetime as dt
from typing import Any

import pytest

from graph.projector import project
from graph.question import Question
from reports.briefing import build_briefing
from reports.document import Briefing
from reports.filters_told import filters_in_words, filters_of
from reports.formats import written
from reports.kinds import exposure_briefing, short_summary
from tests.reports.case import DAY, HEAD, Case, asked

ENDS = frozenset({"id-BC"}), frozenset({"id-XPC"})
SET: dict[str, tuple[Any, str]] = {
    "via": (frozenset({"id-HPA"}), "only chains by way of Hunan Police Academy"),
    "avoid": (frozenset({"id-PPSUC", "id-GOV"}), "avoid UK Government; avoid People's Public Security University"),
    "valid_on": (dt.date(2010, 5, 5).toordinal(), "only hops that can hold on 5 May 2010"),
    "predicates": (frozenset({"partners_with", "funds"}), "only hops of the predicate funds or partners with"),
    "classes": (frozenset({"flow"}), "only hops of the class flow"),
    "types": (frozenset({"university"}), "only entities of the type"),
    "min_standing": ("reported", "no hop of a standing below reported (one origin, not primary)"),
    "min_time": ("possible", "only chains of the time verdict possible or a better one"),
    "backwards": (True, "time and scope read from the end to the start"),
    "same_arrangement": (True, "only chains within one arrangement"),
    "through_hubs": (True, "chains may pass places, groups and hubs"),
    "turns": (True, "neighbouring hops of a flow may run against each other"),
    "detours": (True, "chains that a better, shorter one makes idle are kept"),
}
"""Each parameter that no limit of the answer states, set, and how it is told."""
STATED = {"sources", "targets", "max_hops", "limit", "steps", "seconds"}
OF_EXPOSURE = {"to_kind", "to_types", "best_of_each"}


def filters(name: str) -> tuple[str, ...]:
    question = Question(*ENDS).relaxed(**{name: SET[name][0]})
    return filters_of(question, project(Case().disclosure()))


def summed(briefing: Briefing) -> str:
    return " ".join(passage.text for passage in briefing.summary)


def test_every_parameter_is_told_here_or_is_a_limit_of_the_answer() -> None:
    assert set(Question.__dataclass_fields__) == {*SET, *STATED, *OF_EXPOSURE}


@pytest.mark.parametrize("name", SET)
def test_whatever_was_set_for_the_search_is_told_in_words(name: str) -> None:
    assert SET[name][1] in "; ".join(filters(name))
    assert "id-" not in "; ".join(filters(name))


def test_a_search_that_leaves_all_as_it_is_tells_no_more_than_its_limits() -> None:
    told = Case().disclosure()
    assert filters_of(Question(*ENDS), project(told)) == ()
    assert "Also set" not in summed(build_briefing(asked(told), told, head=HEAD, made_on=DAY))


def test_what_cannot_be_true_is_told_to_be_let_in_and_not_to_be_asked_for() -> None:
    question = Question(*ENDS).relaxed(min_time="impossible")
    assert filters_of(question, project(Case().disclosure())) == ("chains that cannot be true as dated are kept",)


def test_as_of_when_the_record_was_asked_is_told() -> None:
    assert filters_of(Question(*ENDS), project(Case().disclosure()), "17") == ("the record as known at 17",)


@pytest.mark.parametrize("name", SET)
def test_every_kind_that_tells_chains_tells_what_was_set(name: str) -> None:
    told = Case().disclosure()
    answer, found = asked(told, **{name: SET[name][0]}), filters(name)
    built = (
        build_briefing(answer, told, filters=found, head=HEAD, made_on=DAY),
        short_summary(answer, told, filters=found, head=HEAD, made_on=DAY),
        exposure_briefing(answer, told, kind="organisation", type_=None, filters=found, head=HEAD, made_on=DAY),
    )
    for briefing in built:
        assert filters_in_words(found) in summed(briefing)
        assert written(briefing, ".md")
