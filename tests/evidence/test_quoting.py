"""Quotations are found whatever shape the text was brought into, and only where their words stand."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evidence.quoting import Place, Searched

WORDS = st.lists(st.text("abcdefghij公安éß", min_size=1, max_size=6), min_size=1, max_size=8)


def found(quote: str, *pages: str) -> Place | None:
    return Searched(pages, paged=len(pages) > 1).find(quote)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("paid in 2019", "was paid\u00a0in \n\t 2019."),
        ("training of officers", "the train-\ning of officers"),
        ("train-\ning", "the training"),
        ("officers", "o\ufb03cers"),
        ("a well-known academy", "a well-\nknown academy"),
        ("a well-known training", "a well-\nknown train-\n   ing"),
        ("co-operation", "co\u2011operation"),
        ("cooperation", "co\u00adoperation"),
        ('"trained" officers', "\u201ctrained\u201d officers"),
        ("the force's own", "the force\u2019s own"),
        ("2018-2019", "2018\u20132019"),
        ("公安大学的学生", "公安\n大学 的学生"),
        ("长门见面", "⻓⻔⻅⾯"),
        ("ＡＢＣ１２", "ABC12"),
        ("café", "cafe\u0301"),
        ("the grant [...] was paid", "the grant of 2 million was paid"),
        ("the grant […] paid", "the grant was paid"),
        ("مەكتەپ", "بۇ مەكتەپ بار"),
    ],
)
def test_a_quotation_is_found_in_another_shape(quote: str, text: str) -> None:
    assert found(quote, text) is not None


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("was not paid", "was paid"),
        ("paid in 2019", "Paid in 2019"),
        ("resume", "résumé"),
        ("nowhere", "no where"),
        ("no where", "nowhere"),
        ("well known", "well-known"),
        ("wellknown", "well-known"),
        ("was paid [...] the grant", "the grant was paid"),
        ("paid [...] paid", "paid"),
        ("  ", "anything"),
        ("[...]", "anything"),
        (".*", "anything"),
        ("公安大学", "公安人大学"),
    ],
)
def test_other_words_are_not_found(quote: str, text: str) -> None:
    assert found(quote, text) is None


def test_where_it_stands_is_counted_in_the_text_as_it_was_taken_out() -> None:
    text = "\ufb01rst  \u201cwas\n\n paid\u201d"
    assert found("was paid", text) == Place(None, text.index("was"))
    assert found("was paid", "The first page", text) == Place(2, text.index("was"))
    assert str(found("was paid", "The first page", text)) == "page 2, character 8"
    assert str(found("was paid", text)) == "character 8"


def test_words_that_go_on_on_the_next_page_stand_where_they_begin() -> None:
    assert found("training of officers", "it paid for train-", "ing of officers") == Place(1, 12)
    assert found("of the officers", "it paid the training of", "the officers") == Place(1, 21)


@given(WORDS, st.data())
def test_every_stretch_of_a_text_is_found_in_it_however_it_is_spaced(words: list[str], data: st.DataObject) -> None:
    spaces = st.sampled_from([" ", "\n", "  \t", "\u00a0\n", "\u2003"])
    text = "".join(word + data.draw(spaces) for word in words)
    start = data.draw(st.integers(0, len(words) - 1))
    stop = data.draw(st.integers(start + 1, len(words)))
    place = found(" ".join(words[start:stop]), text)
    assert place is not None
    assert unicodedata.normalize("NFC", text)[place.offset :].strip()


@given(WORDS, st.text("xyz", min_size=1))
def test_what_has_a_letter_that_the_text_has_not_is_not_found(words: list[str], strange: str) -> None:
    text = " ".join(words)
    assume(text.strip())
    assert found(f"{text} {strange}", text) is None
