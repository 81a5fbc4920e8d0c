"""Text of sources is inert in Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reports.escaping import Ready, fenced, markdown, plain, web_address

TEXTS = st.text(st.one_of(st.characters(), st.sampled_from("\\`*_{}[]()<>#|~&;@$^!:-+=.1\n\t\u202e")), max_size=40)


@given(TEXTS)
def test_markdown_shows_the_plain_text_and_nothing_else(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown(text))
    shown = [child for token in tokens for child in token.children or []]
    assert "".join(child.content for child in shown) == plain(text)
    assert {child.type for child in shown} <= {"text", "text_special"}
    assert [token.type for token in tokens if token.type != "inline"] in ([], ["paragraph_open", "paragraph_close"])


@given(TEXTS)
def test_plain_text_is_one_line_and_stays_as_it_is(text: str) -> None:
    assert len(plain(text).splitlines()) <= 1
    assert plain(plain(text)) == plain(text)


def test_plain_text_keeps_letters_of_every_script_and_their_joiners() -> None:
    assert plain("新疆  警察\tشىنجاڭ‌ n") == "新疆 警察 شىنجاڭ‌ n"


def test_marks_that_turn_text_are_dropped() -> None:
    assert plain("a\u202eb\u2067c\u200fd") == "abcd"


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\u2060", "\ufeff", "\u3164", "\ufffa", "\U000e0041", "\u206e"])
def test_letters_that_nobody_sees_are_dropped(unseen: str) -> None:
    assert plain(f"Gam{unseen}ma Po{unseen}lice{unseen}") == "Gamma Police"
    assert markdown(f"{unseen}- Gamma") == "\\- Gamma"


def test_an_address_leads_where_it_was_stated_to_lead() -> None:
    assert web_address("https://example.org/a\u200bb") == "https://example.org/a%E2%80%8Bb"


def test_an_address_in_text_is_not_made_to_lead_anywhere() -> None:
    assert markdown("see https://example.org and www.example.org") == "see https\\://example.org and www\\.example.org"


def test_a_table_is_not_broken() -> None:
    assert markdown("a | b") == "a \\| b"


def test_nothing_prints_as_nothing_and_what_is_ready_as_it_is() -> None:
    assert markdown(None) == ""
    assert markdown(7) == "7"
    assert markdown(Ready("**x**")) == "**x**"


@pytest.mark.parametrize(
    ("address", "followed"),
    [
        (None, None),
        ("", None),
        ("https://example.org/a?b=1&c=%20#d", "https://example.org/a?b=1&c=%20#d"),
        ("http://example.org", "http://example.org"),
        ("HTTPS://example.org", "HTTPS://example.org"),
        ("https://example.org/警察", "https://example.org/%E8%AD%A6%E5%AF%9F"),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
        ("https://example.org/a b|c", "https://example.org/a%20b%7Cc"),
        ("javascript:alert(1)", None),
        (" javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//example.org", None),
        ("https://", None),
        ("https://[", None),
        ("example.org", None),
    ],
)
def test_only_addresses_of_the_web_can_be_followed(address: str | None, followed: str | None) -> None:
    assert web_address(address) == followed


@pytest.mark.parametrize("text", ["شىنجاڭ", "Xinjiang شىنجاڭ.", "שלום"])
def test_text_from_right_to_left_is_ended_so_that_it_turns_nothing_after_it(text: str) -> None:
    assert fenced(text) == f"{text}\u200e"


def test_other_text_is_left_as_it_is() -> None:
    assert fenced("Xinjiang 新疆 1,000.") == "Xinjiang 新疆 1,000."
