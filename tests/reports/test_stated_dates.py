"""Dates as stated, in words, with nothing made more certain."""

import pytest

from reports.stated_dates import date_in_words, event_in_words, period_in_words
from tests.reports.stated import STATED


@pytest.mark.parametrize(
    ("edtf", "as_of", "words"),
    [
        (None, None, "not stated"),
        (None, "2022-05-17", "as of 17 May 2022"),
        ("2019", None, "2019"),
        ("2019-05", None, "May 2019"),
        ("2019-05-07", None, "7 May 2019"),
        ("198X", None, "1980s"),
        ("198X~", None, "about the 1980s"),
        ("198X?", None, "1980s (uncertain)"),
        ("198X/199X", None, "the 1980s to the 1990s"),
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
        ("/2019?", None, "until 2019 (uncertain), start not stated"),
        ("../2019~", None, "until about 2019"),
        ("/2022-07-13~", None, "before about 13 July 2022"),
        ("/2022%", None, "before about 2022 (uncertain)"),
        ("/2019~", "2022-05", "before about 2019 (as of May 2022)"),
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
        ("198X/..", "after the start of the 1980s"),
        ("/198X", "by the 1980s"),
    ],
)
def test_something_that_happened_did_so_at_some_time_in_its_interval(edtf: str | None, words: str) -> None:
    assert event_in_words(edtf) == words


@pytest.mark.parametrize("edtf", STATED)
def test_a_decade_has_its_article_after_every_word(edtf: str) -> None:
    for told in (period_in_words(edtf, None), date_in_words(edtf), event_in_words(edtf)):
        assert "the the" not in told
        assert not told.startswith("the ") or " to " in told
        assert told.startswith("1980s") or "1980s" not in told.replace("the 1980s", "")


@pytest.mark.parametrize("edtf", STATED)
def test_that_something_went_on_until_then_is_said_only_of_an_end_that_is_stated(edtf: str) -> None:
    start, _, end = edtf.partition("/")
    told = period_in_words(edtf, None)
    if edtf.startswith("/"):
        assert ("until" in told) == (end[-1] not in "~%")
        assert ("before" in told) == (end[-1] in "~%")
    else:
        assert ("until" in told) == (start == "..")
