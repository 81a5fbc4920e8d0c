"""A value is told with its unit, once."""

import pytest

from reports.stated_values import measured, says_what, value_in_words


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (("£71,000", "GBP"), "£71,000"),
        (("€1 million", "EUR"), "€1 million"),
        (("71,000", "GBP"), "71,000 GBP"),
        (("$5", "AUD"), "$5 AUD"),
        (("USD 5m", "USD"), "USD 5m"),
        (("10%", "%"), "10%"),
        (("5 of 9", "of"), "5 of 9 of"),
        (("millions of pounds", "pounds"), "millions of pounds"),
        (("8 compounds", "pounds"), "8 compounds pounds"),
    ],
)
def test_a_unit_is_not_said_twice_and_a_currency_never_left_open(value: tuple[str, str], told: str) -> None:
    assert measured(*value) == told


@pytest.mark.parametrize(
    "amount",
    ["40", "about 6,000", "More than £700,000", "at least US$5m", "up to 40", "USD 500", "£ 5", "An estimated 200"],
)
def test_a_number_is_followed_by_its_unit(amount: str) -> None:
    assert value_in_words(amount, "million") == f"{amount} million"


@pytest.mark.parametrize("amount", ["a torture centre", "halted in 2019", "private company", "five"])
def test_words_are_followed_by_what_they_are_in_brackets_so_that_none_loses_its_unit(amount: str) -> None:
    assert value_in_words(amount, "men") == f"{amount} (men)"


def test_only_a_unit_that_says_no_more_than_the_predicate_is_left_out() -> None:
    assert says_what("described_as", "description")
    assert says_what("announced", "announcement")
    assert not says_what("announced", "million")
    assert not says_what("announced", "description")


def test_words_that_name_their_unit_have_it_once() -> None:
    assert value_in_words("millions of pounds", "pounds") == "millions of pounds"
