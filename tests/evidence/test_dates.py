"""What a stated date means in days, rule by rule."""

import datetime as dt

import pytest

from evidence.dates import EARLIEST, LATEST, UNKNOWN, Days, day_text, first_day, parse_period
from evidence.errors import UndatedText


def day(text: str) -> int:
    return dt.date.fromisoformat(text).toordinal()


def days(first: str | None, last: str | None) -> Days:
    return day(first) if first else EARLIEST, day(last) if last else LATEST


def core(edtf: str | None, as_of: str | None = None) -> Days | None:
    return parse_period(edtf, as_of).core


def hull(edtf: str | None, as_of: str | None = None) -> Days:
    return parse_period(edtf, as_of).hull


def test_a_single_day_is_its_own_core_and_hull() -> None:
    assert core("2019-05-17") == hull("2019-05-17") == days("2019-05-17", "2019-05-17")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", "2019-01-01", "2019-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2019-12", "2019-12-01", "2019-12-31"),
        ("198X", "1980-01-01", "1989-12-31"),
    ],
)
def test_a_lone_year_month_or_decade_says_at_some_time_in_it(text: str, first: str, last: str) -> None:
    assert hull(text) == days(first, last)
    assert core(text) is None


def test_an_interval_is_certain_between_its_ends_and_possible_up_to_them() -> None:
    assert core("2019/2021") == days("2019-12-31", "2021-01-01")
    assert hull("2019/2021") == days("2019-01-01", "2021-12-31")


def test_an_interval_of_days_is_certain_throughout() -> None:
    assert core("2019-03-02/2019-03-09") == hull("2019-03-02/2019-03-09") == days("2019-03-02", "2019-03-09")


def test_an_interval_within_one_year_has_no_core() -> None:
    assert core("2019/2019") is None
    assert hull("2019/2019") == days("2019-01-01", "2019-12-31")


def test_the_ends_of_an_interval_may_be_stated_unlike() -> None:
    assert core("2010-08/2013-03-31") == days("2010-08-31", "2013-03-31")
    assert hull("201X/2021-05") == days("2010-01-01", "2021-05-31")


@pytest.mark.parametrize("mark", ["~", "?"])
@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019-05-17", "2019-05-16", "2019-05-18"),
        ("2019-01-01", "2018-12-31", "2019-01-02"),
        ("2020-01", "2019-12-01", "2020-02-29"),
        ("2019-12", "2019-11-01", "2020-01-31"),
        ("2019", "2018-01-01", "2020-12-31"),
        ("198X", "1970-01-01", "1999-12-31"),
    ],
)
def test_a_mark_widens_by_one_of_the_stated_unit_on_either_side(text: str, mark: str, first: str, last: str) -> None:
    assert hull(text + mark) == days(first, last)
    assert core(text + mark) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019-05-17%", "2019-05-15", "2019-05-19"),
        ("2019-12%", "2019-10-01", "2020-02-29"),
        ("2019%", "2017-01-01", "2021-12-31"),
        ("198X%", "1960-01-01", "2009-12-31"),
    ],
)
def test_both_marks_at_once_widen_by_two(text: str, first: str, last: str) -> None:
    assert hull(text) == days(first, last)


def test_each_end_of_an_interval_is_widened_by_its_own_unit() -> None:
    period = parse_period("2015~/2019-06%")
    assert period.core == days("2016-12-31", "2019-04-01")
    assert period.hull == days("2014-01-01", "2019-08-31")


def test_what_still_goes_on_is_certain_up_to_the_day_on_which_the_source_spoke() -> None:
    assert core("2018/..", "2020-06-15") == days("2018-12-31", "2020-06-15")
    assert hull("2018/..", "2020-06-15") == days("2018-01-01", None)


def test_what_still_goes_on_had_begun_when_the_source_spoke() -> None:
    assert core("2018/..", "2018-06-15") == days("2018-06-15", "2018-06-15")
    assert parse_period("2018/..", "2018-06-15").start_latest == day("2018-06-15")


@pytest.mark.parametrize("text", ["2018/..", "2018/"])
def test_an_open_or_unknown_end_makes_nothing_certain_after_the_start(text: str) -> None:
    assert core(text) is None
    assert hull(text) == days("2018-01-01", None)
    assert core(text.replace("2018", "2018-05-17")) == days("2018-05-17", "2018-05-17")


def test_an_unknown_end_is_not_made_certain_by_the_day_on_which_the_source_spoke() -> None:
    assert core("2018/", "2020-06-15") is None


@pytest.mark.parametrize("text", ["../2019", "/2019"])
def test_an_open_or_unknown_start_makes_nothing_certain_before_the_end(text: str) -> None:
    period = parse_period(text)
    assert period.core is None
    assert period.hull == days(None, "2019-12-31")
    assert period.start_latest == period.end_latest
    assert core(text.replace("2019", "2019-05-17")) == days("2019-05-17", "2019-05-17")


def test_before_a_day_is_written_as_an_unknown_start_and_a_marked_end() -> None:
    assert hull("/2019-05-17~") == days(None, "2019-05-18")
    assert core("/2019-05-17~") is None


@pytest.mark.parametrize(
    ("as_of", "spoken"), [("2022-05-17", "2022-05-17"), ("2022-05", "2022-05-01"), ("2022", "2022-01-01")]
)
def test_the_present_tense_is_certain_on_the_one_day_and_possible_on_every_other(as_of: str, spoken: str) -> None:
    assert core(None, as_of) == days(spoken, spoken)
    assert hull(None, as_of) == days(None, None)


def test_no_date_at_all_is_unknown_which_is_not_always() -> None:
    assert parse_period() is UNKNOWN
    assert UNKNOWN.core is None
    assert UNKNOWN.hull == days(None, None)


def test_a_period_keeps_what_was_stated() -> None:
    period = parse_period("2018~/..", "2022-05")
    assert (period.edtf, period.as_of) == ("2018~/..", "2022-05")


@pytest.mark.parametrize(
    "text",
    [
        "2019-02-29",
        "2019-13",
        "2019-00",
        "2019-05-32",
        "0000",
        "0001~",
        "9999-12-31?",
        "9999-12~",
    ],
)
def test_what_is_not_in_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(UndatedText, match="not in the calendar"):
        parse_period(text)


@pytest.mark.parametrize("text", ["2021/2019", "2019-05-18/2019-05-17", "2019-06/2019-05-31"])
def test_an_interval_that_runs_backwards_is_refused(text: str) -> None:
    with pytest.raises(UndatedText, match="ends before it starts"):
        parse_period(text)


@pytest.mark.parametrize("text", ["/", "../..", "/..", "../"])
def test_an_interval_that_names_no_day_is_refused(text: str) -> None:
    with pytest.raises(UndatedText, match="names no day"):
        parse_period(text)


@pytest.mark.parametrize(
    "text",
    [
        "19XX",
        "2019-XX",
        "2019-21",
        "~2019",
        "2019-~05",
        "2019~-05",
        "2019?~",
        "2019~~",
        "[2018,2019]",
        "{2018,2019}",
        "2018..2019",
        "Y12019",
        "-2019",
        "2019-05-17T10:00",
        "2018/2019/2020",
        "2018/...",
        "2018-1",
        "20190517",
        "May 2019",
        " 2019",
        "2019\n",
        "٢٠١٩",
        "２０１９",
    ],
)
def test_every_other_form_is_refused(text: str) -> None:
    with pytest.raises(UndatedText):
        parse_period(text)


def test_what_starts_after_the_source_spoke_was_not_going_on_then() -> None:
    with pytest.raises(UndatedText, match="starts after as_of"):
        parse_period("2021/..", "2020-06-15")


@pytest.mark.parametrize(("edtf", "as_of"), [("2018-05-17/..", "2018-05"), ("2018-05/..", "2018")])
def test_of_what_started_in_the_month_or_year_of_the_source_nothing_is_certain_after_the_start(
    edtf: str, as_of: str
) -> None:
    stated, without = parse_period(edtf, as_of), parse_period(edtf)
    assert (stated.core, stated.hull) == (without.core, without.hull)


@pytest.mark.parametrize("as_of", ["2019~", "2019?", "2019%", "2018/2019", "..", "soon"])
def test_the_day_on_which_a_source_speaks_must_be_one(as_of: str) -> None:
    with pytest.raises(UndatedText):
        parse_period(None, as_of)


def test_the_first_day_of_a_decade_month_or_day() -> None:
    assert [day_text(first_day(text)) for text in ("198X", "2019-05", "2019-05-17")] == [
        "1980-01-01",
        "2019-05-01",
        "2019-05-17",
    ]


def test_an_unbounded_day_has_no_text() -> None:
    assert day_text(EARLIEST) is day_text(LATEST) is None
