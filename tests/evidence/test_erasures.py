"""What events tell of erasing is read as far as it is sound; nothing else may be blank."""

import json
from typing import Any

import pytest

from evidence.erasures import Blanks, blanks_of, erasures_in

BODY = {"events": [[4, "2026-11-25T10:00:00Z", "Ada"]], "leaves": [2], "custody": [1, 3], "reason": "so"}
LEFT = {
    "seq": 4,
    "at": "2026-11-25T10:00:00Z",
    "actor": "Ada",
    "verb": "erased",
    "record_id": None,
    "body": "{}",
}


def event(body: Any, verb: str = "erase") -> dict[str, Any]:
    return {"seq": 9, "at": "2026-11-26T10:00:00Z", "actor": "Bob", "verb": verb, "body": body}


def test_an_event_tells_what_is_blank_and_who_erased_it_when_and_why() -> None:
    (found,) = erasures_in([event("{}", "record"), event(json.dumps(BODY))])
    assert found.in_words() == "erased on 2026-11-26 by Bob because so"
    assert blanks_of([found]) == Blanks({4: ("2026-11-25T10:00:00Z", "Ada")}, frozenset({2}), frozenset({1, 3}))


@pytest.mark.parametrize(
    "body",
    [None, 7, "", "[]", "{}", "[" * 100_000, json.dumps({**BODY, "events": [4]}), json.dumps({**BODY, "leaves": "x"})],
    ids=lambda body: str(body)[:20],
)
def test_a_body_that_tells_nothing_sound_makes_nothing_blank(body: Any) -> None:
    assert erasures_in([event(body)]) == []


@pytest.mark.parametrize(
    "other",
    [{"seq": 5}, {"at": "2020"}, {"actor": "Eve"}, {"verb": "record"}, {"record_id": "x"}, {"body": '{"a":1}'}],
)
def test_what_is_left_of_an_event_is_exactly_that(other: dict[str, Any]) -> None:
    blanks = blanks_of(erasures_in([event(json.dumps(BODY))]))
    assert blanks.is_blank(LEFT)
    assert not blanks.is_blank({**LEFT, **other})


def test_an_event_tells_which_editions_went_and_one_from_before_tells_of_none() -> None:
    (before, after) = erasures_in([event(json.dumps(BODY)), event(json.dumps({**BODY, "editions": [[4, "public-1"]]}))])
    assert (before.editions, blanks_of([before, after]).editions) == ({}, {4: "public-1"})
