"""When two origins are one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.origins import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Freedom from Torture", "  freedom FROM torture\n"),
        ("Groupe d'\u00c9tude", "groupe d'e\u0301tude"),
        ("Straße", "STRASSE"),
        ("\u1fb3", "\u0391\u0399"),
        ("\u1fb4", "\u03b1\u0345\u0301"),
    ],
)
def test_origins_are_one_whatever_space_case_or_composition_they_are_written_in(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Freedom from Torture", "Freedom from Torture (UK)"),
        ("中国人民公安大学", "中国人民大学"),
        ("Resume", "Résumé"),
        ("Freedom from Torture", "Freedom  from Torture"),
    ],
)
def test_origins_that_are_only_near_are_two(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.sampled_from(["NFC", "NFD"]))
def test_composition_makes_no_other_origin(text: str, form: str) -> None:
    normal = unicodedata.normalize(form, text)  # type: ignore[arg-type]
    assert fold(normal) == fold(text)
