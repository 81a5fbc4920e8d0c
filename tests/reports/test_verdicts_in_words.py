"""Verdicts in words."""

from collections.abc import Sequence

import pytest

from evidence.views import ClaimView
from graph.answer import ChainOut, Window
from reports import verdicts_in_words as words
from tests.graph.making import claim, disclosed
from tests.reports.case import asked


def chain(claims: Sequence[ClaimView], start: str, end: str, **parameters: object) -> ChainOut:
    return asked(disclosed(*claims), start, end, **parameters).chains[0]


def test_a_hop_walked_against_its_direction_takes_the_reverse_verb() -> None:
    back = chain([claim("c", "a", "funds", "b")], "b", "a")
    assert words.reading(back, 1) == "B is funded by A"


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (
            "2019-01-01/2020-12-31",
            "2020-01-01/2021-12-31",
            "observed (some day is certain for every hop), from 1 January 2020 to 31 December 2020",
        ),
        (
            "2019",
            "2019-05-03",
            "possible (some day is possible for every hop, and none is certain for all), on 3 May 2019; "
            "hop 1 decides it",
        ),
        (
            "2018",
            "2020",
            "sequence (never at one time, but one after another; no source says that the earlier led to the later); "
            "hops 1 and 2 decide it",
        ),
        (
            "2020",
            "2013",
            "impossible (not even one after another so that the earlier may have led to the later); "
            "hops 1 and 2 decide it",
        ),
    ],
)
def test_a_time_verdict_is_told_with_its_days_or_what_decides_it(one: str, other: str, told: str) -> None:
    claims = [claim("c", "a", "funds", "b", edtf=one), claim("d", "b", "funds", "e", edtf=other)]
    assert words.time(chain(claims, "a", "e", min_time="impossible")) == told


def test_scope_says_where_an_arrangement_ends_or_that_it_holds() -> None:
    claims = [claim("c", "a", "funds", "b", scope="p"), claim("d", "b", "funds", "e"), claim("f", "e", "funds", "g")]
    assert words.scope(chain(claims, "a", "b")) == "one arrangement (P)"
    assert words.scope(chain(claims, "b", "e")) == "one hop, for which no programme is recorded"
    assert words.scope(chain(claims, "a", "g")).endswith("the arrangement (P) ends at B, and 2 hops lie beyond it")
    assert words.scope(chain(claims, "b", "g")).startswith(
        "association; the hop read first, of no recorded programme, reaches only to E"
    )


def test_a_window_is_given_as_far_as_it_is_bounded() -> None:
    days = ((None, None), ("2019-01-01", None), (None, "2019-01-01"), ("2019-01-01", "2019-01-01"))
    told = [words.window(Window(from_=start, to=end)) for start, end in days]
    assert told == ["", "from 1 January 2019", "to 1 January 2019", "on 1 January 2019"]


def test_periods_are_those_of_affirming_claims_each_once() -> None:
    claims = [
        claim("c", "a", "funds", "b", edtf="2019"),
        claim("d", "a", "funds", "b", edtf="2019"),
        claim("e", "a", "funds", "b", edtf="2018"),
        claim("f", "a", "funds", "b", edtf="2017", affirms=False),
    ]
    assert words.periods(chain(claims, "a", "b").hops[0]) == ("2019", "2018")
