"""Laws of stated dates: what holds of every text that is taken, and what the EDTF library says of it."""

import datetime as dt
from contextlib import suppress

import pytest
from edtf import EDTFParseException, parse_edtf
from hypothesis import assume, given
from hypothesis import strategies as st

from evidence.dates import UNKNOWN, Days, Period, parse_period
from evidence.errors import UndatedText


def hull(edtf: str | None, as_of: str | None = None) -> Days:
    return parse_period(edtf, as_of).hull


dates = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 12, 31))
marks = st.sampled_from(["", "~", "?", "%"])


@st.composite
def bare(draw: st.DrawFn) -> str:
    """A day, month, year or decade without a mark."""
    text = draw(dates).isoformat()
    return draw(st.sampled_from([text, text[:7], text[:4], text[:3] + "X"]))


@st.composite
def taken(draw: st.DrawFn) -> str:
    """Any text that is taken: both ends in order, each with or without a mark, or one of them open or unknown."""
    first, last = sorted([draw(bare()), draw(bare())], key=lambda text: parse_period(text).hull)
    start, end = first + draw(marks), last + draw(marks)
    shapes = [start, f"{start}/{end}", f"{start}/..", f"{start}/", f"../{end}", f"/{end}"]
    return draw(st.sampled_from(shapes))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Any period that is taken, a source that spoke after it began included."""
    text = draw(st.none() | taken())
    as_of = draw(st.none() | st.dates(min_value=dt.date(2131, 1, 1)).map(dt.date.isoformat))
    return parse_period(text, as_of)


@given(periods())
def test_the_four_days_stand_in_order(period: Period) -> None:
    assert period.start_earliest <= period.start_latest
    assert period.end_earliest <= period.end_latest
    assert period.start_earliest <= period.end_latest


@given(periods())
def test_the_core_lies_within_the_hull(period: Period) -> None:
    if period.core:
        assert period.hull[0] <= period.core[0] <= period.core[1] <= period.hull[1]


@given(bare(), st.sampled_from("~?%"))
def test_a_mark_only_widens(text: str, mark: str) -> None:
    plain, marked = parse_period(text), parse_period(text + mark)
    assert marked.hull[0] < plain.hull[0] <= plain.hull[1] < marked.hull[1]
    assert marked.core is None


@given(bare(), bare(), marks, marks)
def test_a_mark_makes_nothing_certain_that_was_not(first: str, last: str, at_start: str, at_end: str) -> None:
    first, last = sorted([first, last], key=lambda text: parse_period(text).hull)
    plain, marked = parse_period(f"{first}/{last}"), parse_period(f"{first}{at_start}/{last}{at_end}")
    assert marked.hull[0] <= plain.hull[0] <= plain.hull[1] <= marked.hull[1]
    if marked.core:
        assert plain.core is not None
        assert plain.core[0] <= marked.core[0] <= marked.core[1] <= plain.core[1]


def decade_in_interval(text: str) -> bool:
    """What the edtf library refuses, or trips over, though each half is EDTF that it takes alone."""
    return "X" in text and "/" in text


@given(taken())
def test_the_edtf_library_takes_every_text_that_is_taken(text: str) -> None:
    assume(not decade_in_interval(text))
    parse_edtf(text)


@pytest.mark.parametrize("text", ["198X/..", "/198X", "198X~/1995", "1975/198X?"])
def test_decades_are_taken_as_ends_of_intervals_where_the_edtf_library_refuses_them(text: str) -> None:
    assert parse_period(text).hull != UNKNOWN.hull
    with pytest.raises(EDTFParseException):
        parse_edtf(text)


@given(st.tuples(bare(), bare()).map(sorted))
def test_without_marks_the_hull_is_what_the_edtf_library_says(ends: list[str]) -> None:
    assume(not any("X" in end for end in ends))
    theirs = parse_edtf("/".join(ends))
    bounds = [dt.date(*moment[:3]).toordinal() for moment in (theirs.lower_strict(), theirs.upper_strict())]
    assert list(hull("/".join(ends))) == bounds


@given(st.text(alphabet="0123456789-/.~?%X ", max_size=24))
def test_any_text_is_either_taken_or_refused_as_undated(text: str) -> None:
    with suppress(UndatedText):
        period = parse_period(text)
        assert period.hull[0] <= period.hull[1]
