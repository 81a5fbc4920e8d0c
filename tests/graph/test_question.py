"""A question is valid before anything is looked up."""

import pytest

from evidence.errors import InvalidDraft, UnknownTerm
from graph.question import MOST_HOPS
from tests.graph.making import asked


@pytest.mark.parametrize(
    "wrong",
    [
        {"min_standing": "good"},
        {"min_time": "always"},
        {"predicates": frozenset({"likes"})},
        {"classes": frozenset({"other"})},
        {"types": frozenset({"castle"})},
    ],
)
def test_a_word_outside_its_list_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(UnknownTerm, match="it is one of"):
        asked("a", "b", **wrong)


@pytest.mark.parametrize(
    "wrong", [{"max_hops": 0}, {"max_hops": MOST_HOPS + 1}, {"limit": 0}, {"steps": 0}, {"seconds": -1.0}]
)
def test_a_number_out_of_bounds_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidDraft, match=next(iter(wrong))):
        asked("a", "b", **wrong)


def test_the_defaults_are_the_documented_ones() -> None:
    question = asked("a", "b")
    assert (question.max_hops, question.limit, question.min_time, question.min_standing) == (
        6,
        10,
        "sequence",
        "unjudged",
    )
