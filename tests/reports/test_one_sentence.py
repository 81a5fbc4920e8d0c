"""What opens a sentence covers all that is said in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.one_sentence import continued, in_one, without_end


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
    assert in_one(text, ()) == one


@pytest.mark.parametrize(
    "text",
    ["Mr. Smith met Dr. J. Li.", "It is No. 5 of vol. 3.", "He said “No. Never” and left.", "“Never. Shut", ""],
)
def test_what_is_one_sentence_stays_as_it_is(text: str) -> None:
    assert in_one(text, ()) == text


@given(st.lists(st.sampled_from(["Alpha", "paid.", "The", "“We", "so.”", "Mr.", "30", "it?", "公安", "U.K."])))
def test_no_word_is_lost_and_a_second_reading_changes_nothing(words: list[str]) -> None:
    once = in_one(" ".join(words), ())
    assert in_one(once, ()) == once
    bare = [word.strip(".;“”").casefold() for word in words]
    assert [word.strip(".;“”").casefold() for word in once.split()] == bare


def test_a_first_word_that_may_be_a_name_keeps_its_capital() -> None:
    texts = ("The firm", "London paid", "It")
    assert [continued(text, ()) for text in texts] == ["the firm", "London paid", "it"]


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
    assert continued(text, ()) == within


NAMES = (
    "No Peace Without Justice",
    "No Means No Worldwide",
    "Neither Here",
    "All Survivors Project",
    "The Gambia Police",
    "Police Unit Xinjiang",
    "Warner Bros. Discovery",
    "Yahoo! Xinjiang Branch",
    "Which? Magazine",
    "Brig. Silva",
    "Nat. Police Assoc. Xinjiang",
    "Asst. Supt. Perera",
    "Yahoo!",
    "Acme Intl.",
    "张伟。北京公安",
    "شرطة! الف",
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", ["{} paid. Beta spent it.", "Alpha paid {}", "It ended. {} paid {}. We saw it"])
def test_a_name_is_never_touched(name: str, text: str) -> None:
    recorded = text.format(name, name)
    told = without_end(continued(in_one(recorded, [name]), [name]), [name])
    assert told.count(name) == recorded.count(name)
    assert told.count(";") == text.count(".") - text.endswith(".")


@pytest.mark.parametrize(
    ("text", "names", "one"),
    [
        ("They paid Yahoo! The firm spent it.", ["Yahoo!"], "They paid Yahoo!; the firm spent it."),
        ("They paid Yahoo! Xinjiang paid.", ["Yahoo!"], "They paid Yahoo! Xinjiang paid."),
        ("He met The Unit. The Unit left.", ["The Unit"], "He met The Unit; The Unit left."),
        ("They paid. Beta paid.", ["aid."], "They paid; Beta paid."),
        ("It ended. Nobody paid.", ["No"], "It ended; nobody paid."),
        ("He saw A  Bo. Beta  came.", ["A  Bo"], "He saw A  Bo; Beta came."),
    ],
)
def test_only_what_is_a_name_stays_and_what_follows_it_does_not(text: str, names: list[str], one: str) -> None:
    assert in_one(text, names) == one


def test_the_mark_that_ends_a_sentence_goes_and_that_of_a_name_stays() -> None:
    assert without_end("They paid.", ["Yahoo!"]) == "They paid"
    assert without_end("They paid Yahoo!", ["Yahoo!"]) == "They paid Yahoo!"
    assert without_end("They paid Yahoo!.", ["Yahoo!"]) == "They paid Yahoo!"
    assert without_end("...", ()) == ""
