"""Periods, values and citations within drafts."""

import pytest
from pydantic import ValidationError

from evidence.draft_parts import CitationDraft, LocatorDraft, NameDraft, PeriodDraft, ValueDraft
from evidence.vocabulary import vocabulary


def test_a_period_may_state_a_date_a_day_it_is_spoken_from_both_or_neither() -> None:
    for fields in ({"edtf": "2019"}, {"as_of": "2020"}, {"edtf": "2019/..", "as_of": "2020"}, {}):
        assert PeriodDraft.model_validate(fields).content() == fields


def test_a_period_is_read_as_a_whole() -> None:
    with pytest.raises(ValidationError, match="starts after as_of"):
        PeriodDraft(edtf="2021/..", as_of="2020")


@pytest.mark.parametrize("kind", vocabulary().terms["locator_kind"])
def test_a_locator_is_of_a_known_kind(kind: str) -> None:
    assert LocatorDraft(kind=kind, value="12").content() == {"kind": kind, "value": "12"}


def test_a_name_keeps_its_script_language_and_use() -> None:
    name = {"text": "新疆警察学院", "lang": "zh", "use": "primary"}
    assert NameDraft.model_validate(name).content() == name


def test_an_amount_is_kept_as_stated_and_needs_its_unit() -> None:
    assert ValueDraft(amount="over £1m", unit="GBP").amount == "over £1m"
    with pytest.raises(ValidationError, match="unit"):
        ValueDraft.model_validate({"amount": "5"})


def test_a_citation_needs_a_source_and_a_kind_of_assertion_and_nothing_else() -> None:
    citation = {"source": "S1", "assertion": "press_report"}
    assert CitationDraft.model_validate(citation).content() == citation
    for missing in citation:
        with pytest.raises(ValidationError, match=missing):
            CitationDraft.model_validate({name: value for name, value in citation.items() if name != missing})
