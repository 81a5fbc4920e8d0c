"""An allegation stays one, and a finding names the body that made it."""

from dataclasses import replace

import pytest

from evidence.views import ClaimView
from reports.wording import (
    attributed,
    best_claim,
    best_first,
    counted,
    ended,
    listed,
    origins_of,
    quantity,
    said,
)
from tests.graph.making import cite, claim
from tests.reports.case import Case


def worded(wording: str | None, assertion: str, **more: object) -> ClaimView:
    case = Case()
    return case.claim("C", "LPC", "trains", "HPA", case.cite("S09", assertion), wording=wording, **more)  # type: ignore[arg-type]


def sentence(said_: ClaimView) -> str:
    return attributed(said_, said_.citations[0])


@pytest.mark.parametrize(
    ("assertion", "opening"),
    [
        ("official_act", "By an official act of The BL, "),
        ("official_record", "According to an official record published by The BL, "),
        ("own_statement", "By its own account, published by The BL, "),
        ("judicial_finding", "According to a UN or judicial finding, as published by The BL, "),
        ("ngo_finding", "According to an NGO, as published by The BL, "),
        ("press_report", "According to a press report in The BL, "),
        ("allegation", "It is alleged, in a publication of The BL, that "),
        ("leaked_record", "According to a leaked record, published by The BL, "),
    ],
)
def test_each_kind_of_assertion_reads_as_what_it_is(assertion: str, opening: str) -> None:
    assert sentence(worded("It trains.", assertion)) == f"{opening}it trains."


def test_what_is_worded_as_alleged_is_not_alleged_twice() -> None:
    assert sentence(worded("It is alleged to train.", "allegation")) == "According to The BL, it is alleged to train."


def test_no_sentence_of_a_claim_stands_outside_of_what_names_who_says_so() -> None:
    told = sentence(worded("Alpha paid Beta. Beta spent it on torture. Nobody objected.", "allegation"))
    by = "It is alleged, in a publication of The BL, that "
    assert told == f"{by}Alpha paid Beta; Beta spent it on torture; nobody objected."


def test_a_name_keeps_its_capital_within_the_sentence() -> None:
    assert sentence(worded("London trains Hunan", "press_report")).endswith(", London trains Hunan.")


def test_a_source_without_publisher_is_said_to_name_none() -> None:
    case = Case()
    made = case.claim("C", "LPC", "trains", "HPA", case.cite("S11", "press_report"), wording="It trains.")
    assert sentence(made) == "According to a press report in a source that names no publisher, it trains."


def test_a_claim_without_wording_is_said_in_the_words_of_its_predicate() -> None:
    plain = worded(None, "press_report", scope="PRJ", value=("12", "officers"))
    assert said(plain) == "London Policing College trains Hunan Police Academy (12 officers) (within Policing project)"


def test_a_denial_without_wording_is_said_as_one() -> None:
    assert said(worded(None, "press_report", affirms=False)).startswith("It is not so that London Policing College")


@pytest.mark.parametrize(
    ("wording", "told"),
    [
        ("It paid the academy.", "it paid the academy (a denial)."),
        ("It never paid. It said so twice.", "it never paid; it said so twice (a denial)."),
        ("It paid", "it paid (a denial)."),
    ],
)
def test_the_recorded_words_of_a_denial_are_marked_as_one(wording: str, told: str) -> None:
    assert (
        sentence(worded(wording, "own_statement", affirms=False)) == f"By its own account, published by The BL, {told}"
    )
    assert "(a denial)" not in sentence(worded(wording, "own_statement"))


def test_words_that_call_themselves_a_denial_are_not_marked_again() -> None:
    made = worded("It never paid (a denial).", "own_statement", affirms=False)
    assert sentence(made) == "By its own account, published by The BL, it never paid (a denial)."


def test_the_best_citation_counts_then_is_primary_then_is_of_the_first_kind() -> None:
    doubtful = cite("a", "official_act", reliability="E")
    primary, ngo, press = cite("b", "own_statement"), cite("c", "ngo_finding"), cite("d", "press_report")
    made = claim("k", "x", "trains", "y", doubtful, press, ngo, primary)
    assert best_first(made) == [primary, ngo, press, doubtful]


def test_the_best_claim_has_the_best_citation_and_the_first_of_equals() -> None:
    press, other = claim("a", "x", "trains", "y", cite("s")), claim("b", "x", "trains", "y", cite("t"))
    official = claim("c", "x", "trains", "y", cite("u", "official_act"))
    assert best_claim([press, other, official]) is official
    assert best_claim([press, other]) is press


def test_origins_are_compared_folded() -> None:
    found = origins_of([cite("a", origin="O-One"), cite("b", origin=" o-one "), cite("c", origin="O-Two")])
    assert [citation.origin for citation in found.values()] == ["O-One", "O-Two"]


def test_a_quantity_is_a_number_or_stands_beside_an_object() -> None:
    assert quantity(worded("It trains.", "press_report")) is None
    assert quantity(worded("It trains.", "press_report", value=("eight", "officers"))) == "eight officers"
    case = Case()
    described = case.claim("C", "LPC", "described_as", None, case.cite("S09", "press_report"), value=("private", "x"))
    assert quantity(described) is None
    assert quantity(replace(described, value=("halted in 2019", "description"))) is None
    assert quantity(replace(described, value=("about 6,000", "students"))) == "about 6,000 students"


@pytest.mark.parametrize(
    ("predicate", "value", "told"),
    [
        ("described_as", ("a torture centre", "text"), "is described as a torture centre"),
        ("announced", ("the end of 2020's visits", "announcement"), "announced the end of 2020's visits"),
        ("described_as", ("about 6,000", "students"), "is described as about 6,000 students"),
        ("trained", ("several hundred", "officers"), "trained several hundred officers"),
        ("announced", ("USD 500", "million"), "announced USD 500 million"),
        ("announced", ("five", "officers"), "announced five (officers)"),
        ("received", ("£71,000", "GBP"), "received £71,000"),
    ],
)
def test_a_value_without_an_object_stands_in_its_place(predicate: str, value: tuple[str, str], told: str) -> None:
    case = Case()
    made = case.claim("C", "LPC", predicate, None, case.cite("S09", "press_report"), value=value)
    assert said(made) == f"London Policing College {told}"


@pytest.mark.parametrize(("texts", "words"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_a_list_in_words(texts: list[str], words: str) -> None:
    assert listed(texts) == words


def test_a_number_with_its_noun() -> None:
    assert [counted(number, "hop") for number in (0, 1, 2)] == ["0 hops", "1 hop", "2 hops"]


@pytest.mark.parametrize("text", ["It ends.", "Does it?", "“It ends.”", "它完了。", "so on…"])
def test_what_has_ended_gets_no_second_full_stop(text: str) -> None:
    assert ended(text) == text


def test_what_has_not_ended_gets_a_full_stop() -> None:
    assert ended("It ends") == "It ends."
