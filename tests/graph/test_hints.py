"""What would have given a chain, when there is none."""

from dataclasses import replace

import pytest

from evidence.dates import first_day
from evidence.views import ClaimView
from graph import ask
from graph.asked import targets_of
from graph.budget import OutOfTime
from graph.embedded_store import EmbeddedStore
from graph.hints import hints as hints_of
from graph.projector import project
from graph.question import Question
from graph.search import Found, search
from tests.graph.making import asked, claim, disclosed, entity

DIRECT = (claim("c1", "a", "funds", "z", edtf="2016"),)
TWO = (claim("c1", "a", "funds", "b"), claim("c2", "b", "trains", "z"))


def hints(claims: tuple[ClaimView, ...], **parameters: object) -> tuple[str, ...]:
    answer = ask.answer(project(disclosed(*claims)), asked("a", "z", **parameters), policy="four_eyes")
    assert answer.chains == ()
    return answer.hints


def told(store: EmbeddedStore, question: Question) -> tuple[str, ...]:
    """The hints where a search to its end has found none."""
    return hints_of(store, question, targets_of(store, question), complete=True)


@pytest.mark.parametrize(
    ("claims", "parameters", "hint"),
    [
        (TWO, {"max_hops": 1}, "With --max-hops 2 there is one."),
        (
            (claim("c1", "a", "visits", entity("h", "place")), claim("c2", "z", "visits", entity("h", "place"))),
            {},
            "With --through-hubs (by places, groups and hub sides) there is one.",
        ),
        (
            (claim("c1", "b", "funds", "a"), claim("c2", "b", "funds", "z")),
            {},
            "With --turns (of two hops that run against each other) there is one.",
        ),
        (TWO, {"same_arrangement": True}, "Without --same-arrangement there is one, an association."),
        (DIRECT, {"valid_on": first_day("2014-01-01")}, "Without --valid-on 2014-01-01 there is one."),
        (DIRECT, {"min_standing": "established"}, "With --min-standing reported there is one."),
        (DIRECT, {"min_time": "observed"}, "With --min-time possible there is one."),
        (TWO, {"avoid": frozenset({"id-b"})}, "Without --avoid there is one."),
        (TWO, {"via": frozenset({"id-x"})}, "Without --via there is one."),
        (TWO, {"predicates": frozenset({"funds"})}, "Without --predicate there is one."),
        (TWO, {"classes": frozenset({"place"})}, "Without --class there is one."),
        (TWO, {"types": frozenset({"court"})}, "Without --type there is one."),
    ],
)
def test_the_parameter_that_would_give_one_is_named(
    claims: tuple[ClaimView, ...], parameters: dict[str, object], hint: str
) -> None:
    assert hints(claims, **parameters) == (hint,)


def test_the_other_reading_is_named_where_it_would_give_one() -> None:
    claims = (claim("c1", "a", "funds", "b", edtf="2020"), claim("c2", "b", "partners_with", "z", edtf="2013"))
    assert hints(claims) == ("With --min-time impossible there is one.",)
    plain = (claim("c1", "a", "visits", "b", edtf="2020"), claim("c2", "b", "visits", "z", edtf="2013"))
    assert hints(plain) == ("With --backwards there is one.", "With --min-time impossible there is one.")


HUB = entity("h", "place")
BY_A_PLACE = (claim("c1", HUB, "part_of", "a"), claim("c2", HUB, "part_of", "z"))
WHERE = "(within 12 hops, in this state of the record)"


def test_what_only_several_parameters_give_is_said() -> None:
    assert hints(BY_A_PLACE) == (f"No single parameter, relaxed, gives one; several together do {WHERE}.",)


def test_what_a_trial_that_was_ended_did_not_find_is_not_told_as_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(store: EmbeddedStore, question: Question) -> Found:
        found = search(store, question)
        return found if found.chains else replace(found, complete=False)

    monkeypatch.setattr("graph.hints.search", ended)
    assert hints(BY_A_PLACE) == (f"No single parameter, relaxed, was found to give one; several together do {WHERE}.",)


def test_ends_that_nothing_connects_are_said() -> None:
    assert hints((claim("c1", "b", "funds", "z"),)) == ("No published claim connects FROM with anything.",)
    assert hints((claim("c1", "a", "funds", "b"),)) == ("No published claim connects TO with anything.",)


def test_two_parts_of_a_graph_are_said_to_be_apart() -> None:
    claims = (claim("c1", "a", "funds", "b"), claim("c2", "y", "funds", "z"))
    assert hints(claims) == (
        "No parameter, relaxed, was found to give one (within 12 hops, in this state of the record).",
    )


def test_a_search_cut_short_says_so() -> None:
    assert hints(TWO, steps=1) == ("The search ended before all was searched: give it more with --steps or --seconds.",)


def test_there_is_no_hint_beside_a_chain() -> None:
    answer = ask.answer(project(disclosed(*DIRECT)), asked("a", "z"), policy="four_eyes")
    assert answer.hints == ()


def test_an_end_that_takes_too_long_to_read_is_not_called_unconnected(monkeypatch: pytest.MonkeyPatch) -> None:
    def near(*_asked: object, **_more: object) -> None:
        raise OutOfTime

    store, question = project(disclosed(claim("c1", "b", "funds", "z"))), asked("a", "z")
    assert "No published claim connects FROM with anything." in told(store, question)
    monkeypatch.setattr(EmbeddedStore, "near", near)
    assert not any("connects" in hint for hint in told(store, question))


def test_what_would_give_one_is_not_looked_for_longer_than_the_question_may_take() -> None:
    store, question = project(disclosed(*TWO)), asked("a", "z", max_hops=1, seconds=0.0)
    (hint,) = told(store, question)
    assert "--seconds" in hint


def test_where_no_hops_at_all_join_the_ends_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    def tried(*_: object) -> None:
        raise AssertionError("a search was tried")

    monkeypatch.setattr("graph.hints.search", tried)
    store = project(disclosed(claim("c1", "a", "funds", "b"), claim("c2", "y", "funds", "z")))
    assert told(store, asked("a", "z")) == (
        "No parameter, relaxed, was found to give one (within 12 hops, in this state of the record).",
    )


def test_one_entity_at_both_ends_is_told_as_that() -> None:
    ends = {"sources": frozenset({"id-a"}), "targets": frozenset({"id-a"})}
    assert hints(TWO, **ends) == ("FROM and TO are the same: a chain joins two.",)
