"""Text is broken to fit the boxes of a picture, in Latin and Chinese."""

from hypothesis import given
from hypothesis import strategies as st

from reports.fitting import lines, width

TEXTS = st.text(st.sampled_from("aW -中文i国é شn"), max_size=60)


@given(TEXTS, st.floats(5, 200))
def test_no_letter_is_lost(text: str, room: float) -> None:
    assert "".join("".join(lines(text, room, 10)).split()) == "".join(text.split())


@given(TEXTS, st.floats(5, 200))
def test_a_line_is_too_wide_only_where_one_letter_is(text: str, room: float) -> None:
    assert all(width(line, 10) <= room or len(line) == 1 for line in lines(text, room, 10))


def test_words_stay_whole_where_they_have_room() -> None:
    assert lines("Hunan Police Academy", 80, 12) == ["Hunan Police", "Academy"]


def test_a_line_may_end_after_a_hyphen() -> None:
    assert lines("counter-terrorism", 60, 12) == ["counter-", "terrorism"]


def test_wide_letters_break_anywhere() -> None:
    assert lines("湖南警察学院", 40, 10) == ["湖南警察", "学院"]


def test_nothing_has_no_lines() -> None:
    assert lines("", 40, 10) == []


def test_marks_above_letters_take_no_room() -> None:
    assert width("e\u0301", 10) == width("e", 10)
