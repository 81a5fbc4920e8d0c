"""Dates as stated, in words, with nothing made more certain."""

import pytest

from reports.stated_dates import date_in_words, event_in_words, period_in_words


@pytest.mark.parametrize(
    ("edtf", "as_of", "words"),
    [
        (None, None, "not stated"),
        (None, "2022-05-17", "as of 17 May 2022"),
        ("2019", None, "2019"),
        ("2019-05", None, "May 2019"),
        ("2019-05-07", None, "7 May 2019"),
        ("198X", None, "1980s"),
        ("198X~", None, "about 1980s"),
        ("2019~", None, "about 2019"),
        ("2019-05?", None, "May 2019 (uncertain)"),
        ("2019%", None, "about 2019 (uncertain)"),
        ("2019/2023", None, "2019 to 2023"),
        ("2019/2023?", None, "2019 to 2023 (uncertain)"),
        ("2018/..", "2022-05", "since 2018, still going on (as of May 2022)"),
        ("2018/..", None, "since 2018, still going on when its source spoke"),
        ("2018/", None, "from 2018, end not stated"),
        ("/2019", None, "until 2019, start not stated"),
        ("../2019", None, "until 2019"),
        ("/2022-07-13~", None, "until about 13 July 2022, start not stated"),
    ],
)
def test_a_period_says_what_was_stated(edtf: str | None, as_of: str | None, words: str) -> None:
    assert period_in_words(edtf, as_of) == words


def test_a_date_may_be_an_interval() -> None:
    assert date_in_words("2022-04/2022-05") == "April 2022 to May 2022"


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        (None, "date not stated"),
        ("2021-05-19", "19 May 2021"),
        ("2022-04/2022-05", "between April 2022 and May 2022"),
        ("/2022-07-13~", "by about 13 July 2022"),
        ("../2019", "by 2019"),
        ("2019/", "after the start of 2019"),
        ("2019/..", "after the start of 2019"),
    ],
)
def test_something_that_happened_did_so_at_some_time_in_its_interval(edtf: str | None, words: str) -> None:
    assert event_in_words(edtf) == words
