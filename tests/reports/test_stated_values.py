"""A unit is a measure of a number, and of nothing else."""

import pytest

from reports.stated_values import measured, says_what, value_in_words


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (("£71,000", "GBP"), "£71,000"),
        (("€1 million", "EUR"), "€1 million"),
        (("71,000", "GBP"), "71,000 GBP"),
        (("$5", "AUD"), "$5 AUD"),
        (("5 of 9", "of"), "5 of 9 of"),
        (("millions of pounds", "pounds"), "millions of pounds"),
        (("8 compounds", "pounds"), "8 compounds pounds"),
    ],
)
def test_a_unit_is_not_said_twice_and_a_currency_never_left_open(value: tuple[str, str], told: str) -> None:
    assert measured(*value) == told


@pytest.mark.parametrize("amount", ["40", "about 6,000", "more than £700,000", "at least US$5m", "up to 40"])
def test_what_begins_as_a_number_says_how_much(amount: str) -> None:
    assert not says_what("described_as", amount)
    assert value_in_words(amount, "men") == f"{amount} men"


@pytest.mark.parametrize("amount", ["a torture centre", "halted in 2019", "private company", "eight"])
def test_words_have_no_measure(amount: str) -> None:
    assert says_what("described_as", amount)
    assert says_what("announced", amount)
    assert not says_what("trained", amount)
    assert value_in_words(amount, "description") == f"{amount} (description)"


def test_words_that_name_their_unit_have_it_once() -> None:
    assert value_in_words("millions of pounds", "pounds") == "millions of pounds"
