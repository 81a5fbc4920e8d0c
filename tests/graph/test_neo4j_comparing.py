"""What a filling has to write, of what stands and what should."""

import threading
from collections.abc import Iterator
from contextlib import closing
from itertools import zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.neo4j_comparing import Comparison, MadeAhead, Stood
from graph.neo4j_elements import Element, fingerprint_of

ids = st.sampled_from("abcdefgh")
drawn = st.dictionaries(ids, st.integers(0, 1))
"""Elements, or what stands: by id, in one of two states."""


def element(id_: str, state: int) -> Element:
    return Element("claim", id_, ("Claim",), {"id": id_, "state": state})


def rows(standing: dict[str, int]) -> list[list[object]]:
    return [[id_, element(id_, state).digest, number] for number, (id_, state) in enumerate(standing.items())]


@given(standing=drawn, expected=drawn, at_a_time=st.integers(1, 9))
def test_what_differs_is_to_be_written_and_what_no_element_went_by_for_is_left(
    standing: dict[str, int], expected: dict[str, int], at_a_time: int
) -> None:
    compared, elements = Comparison(), [element(*one) for one in expected.items()]
    assert compared.stands("claim", rows(standing)) == len(standing)
    parts = [elements[start : start + at_a_time] for start in range(0, len(elements), at_a_time)]
    differing = [one for part in parts for one in compared.differing(part)]
    numbers = {id_: number for number, id_ in enumerate(standing)}
    assert {one.id: there for one, there in differing} == {
        id_: Stood(element(id_, standing[id_]).digest, numbers[id_]) if id_ in standing else None
        for id_, state in expected.items()
        if standing.get(id_) != state
    }
    assert sorted(compared.left("claim")) == sorted(numbers[id_] for id_ in standing.keys() - expected.keys())
    assert compared.fingerprint == fingerprint_of(one.digest for one in elements)


def test_hops_that_stand_twice_are_left_though_one_of_them_is_as_it_should_be() -> None:
    compared, hop = Comparison(), Element("hop", "h", ("a", "FUNDS", "b"), {"id": "h"})
    assert compared.stands("hop", [["h", hop.digest, 1], ["h", "other", 2], [None, None, 3]]) == 2
    assert compared.differing([hop]) == []
    assert sorted(compared.left("hop")) == [2, 3]
    assert compared.left("claim") == []


def test_the_number_above_is_above_those_of_entities_alone() -> None:
    compared = Comparison()
    assert compared.above() == 0
    compared.stands("entity", [["a", "x", 4], ["b", "x", 7]])
    compared.stands("claim", [["c", "x", 9]])
    assert compared.above() == 8


@given(made=st.lists(st.integers()), told=st.lists(st.booleans()))
def test_what_is_made_ahead_is_the_same_whenever_it_is_told_to_begin(made: list[int], told: list[bool]) -> None:
    taken = list[int]()
    with closing(MadeAhead(iter(made))) as ahead:
        for one, begins in zip_longest(ahead, told[: len(made)]):
            taken.append(one)
            if begins:
                ahead.begin()
                ahead.begin()
    assert taken == made


def test_the_next_is_made_from_when_it_is_told_and_not_before() -> None:
    """So that what is waited for at the server is not held up meanwhile."""
    second = threading.Event()

    def ones() -> Iterator[int]:
        yield 1
        second.set()
        yield 2

    with closing(MadeAhead(ones())) as ahead:
        coming = iter(ahead)
        assert next(coming) == 1
        assert not second.is_set()
        ahead.begin()
        assert second.wait(30)
        assert list(coming) == [2]


def test_an_error_in_the_making_reaches_whoever_asks() -> None:
    def ones() -> Iterator[int]:
        yield 1
        raise LookupError

    with closing(MadeAhead(ones())) as ahead:
        coming = iter(ahead)
        assert next(coming) == 1
        with pytest.raises(LookupError):
            next(coming)


def test_no_thread_is_left_where_nobody_asks_on() -> None:
    before = threading.active_count()
    with closing(MadeAhead(iter(range(9)))) as ahead:
        assert next(iter(ahead)) == 0
        ahead.begin()
    assert threading.active_count() == before
