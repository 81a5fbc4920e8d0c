"""What opens a sentence covers all that is said in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.one_sentence import continued, in_one


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("Alpha paid. Beta spent it. The rest went.", "Alpha paid; Beta spent it; the rest went."),
        ("It came (in 2013). Officers beat him", "It came (in 2013); Officers beat him"),
        ("He said “We did. We will.” Then he left.", "He said “We did. We will.”; Then he left."),
        ("It grew by 1.5 million. 30 men came.", "It grew by 1.5 million; 30 men came."),
        ("So in the U.K. The police beat him.", "So in the U.K.; the police beat him."),
        ("They paid Acme Ltd. The firm spent it.", "They paid Acme Ltd; the firm spent it."),
        ("Did it pay? It did!", "Did it pay?; it did!"),
        ("Alpha paid. 公安 spent it.", "Alpha paid; 公安 spent it."),
    ],
)
def test_several_sentences_become_one(text: str, one: str) -> None:
    assert in_one(text) == one


@pytest.mark.parametrize(
    "text",
    ["Mr. Smith met Dr. J. Li.", "It is No. 5 of vol. 3.", "He said “No. Never” and left.", "“Never. Shut", ""],
)
def test_what_is_one_sentence_stays_as_it_is(text: str) -> None:
    assert in_one(text) == text


@given(st.lists(st.sampled_from(["Alpha", "paid.", "The", "“We", "so.”", "Mr.", "30", "it?", "公安", "U.K."])))
def test_no_word_is_lost_and_a_second_reading_changes_nothing(words: list[str]) -> None:
    once = in_one(" ".join(words))
    assert in_one(once) == once
    bare = [word.strip(".;“”").casefold() for word in words]
    assert [word.strip(".;“”").casefold() for word in once.split()] == bare


def test_a_first_word_that_may_be_a_name_keeps_its_capital() -> None:
    assert [continued("The firm"), continued("London paid"), continued("It")] == ["the firm", "London paid", "it"]


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("Police trained in China acted.", "police trained in China acted."),
        ("Police Scotland acted.", "Police Scotland acted."),
        ("Human rights checks were made.", "human rights checks were made."),
        ("Human Rights Watch wrote.", "Human Rights Watch wrote."),
        ("Officers of the Division came.", "officers of the Division came."),
        ("About 100 came.", "about 100 came."),
        ("Chinese police came.", "Chinese police came."),
    ],
)
def test_a_first_word_keeps_its_capital_where_it_begins_a_name(text: str, within: str) -> None:
    assert continued(text) == within
