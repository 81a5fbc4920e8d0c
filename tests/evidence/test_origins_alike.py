"""Origins that may be one are warned of, each pair once; what is near is told from what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.drafts import SourceDraft
from evidence.ledger import Ledger
from evidence.origins import forms_of
from evidence.origins_alike import origins_alike
from tests.evidence.small import recorded, session_on, source


def warnings(ledger: Ledger, *drafts: SourceDraft) -> list[str]:
    with session_on(ledger) as session:
        return list(origins_alike(session, drafts, "case"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Human Rights Watch", "Human Rights Wach"),
        ("Human Rights Watch", "Human Right Watch"),
        ("Human Rights Watch", "Human Rights Watsh"),
        ("Human Rights Watch", "human-rights watch."),
        ("H.R.W.", "HRW"),
    ],
)
def test_a_near_name_is_warned_of_whichever_was_first(ledger: Ledger, one: str, other: str) -> None:
    recorded(ledger, source("S1", origin=one))
    assert warnings(ledger, source("S2", origin=other)) == [
        f"two origins that are near count as two: {one} (S1); {other} (S2)"
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Human Rights Watch", " human rights WATCH "), ("Human Rights Watch", "Human Rights Fund"), ("HRW", "HRC")],
)
def test_one_origin_and_another_name_are_not(ledger: Ledger, one: str, other: str) -> None:
    recorded(ledger, source("S1", origin=one))
    assert warnings(ledger, source("S2", origin=other)) == []


def test_a_pair_is_warned_of_once_however_many_sources_name_it(ledger: Ledger) -> None:
    drafts = [source(f"S{number}", origin="Human Rights Wa" + "t" * (number % 2) + "ch") for number in range(6)]
    assert len(warnings(ledger, *drafts)) == 1


def test_a_derived_source_that_names_another_origin_is_warned_of(ledger: Ledger) -> None:
    recorded(ledger, source("S1", origin="Human Rights Watch"))
    derived = source("S2", origin="Daily Paper", derives_from=("S1",))
    assert warnings(ledger, derived) == ["S2 derives from S1 and names another origin: Daily Paper; Human Rights Watch"]
    assert warnings(ledger, source("S2", origin="Human Rights Watch", derives_from=("S1",))) == []


@given(st.text(st.sampled_from("abcdefgh"), min_size=10, max_size=14), st.integers(0, 13), st.sampled_from("xyz"))
def test_one_letter_more_less_or_other_is_near(name: str, place: int, letter: str) -> None:
    at = place % len(name)
    for other in (name[:at] + letter + name[at:], name[:at] + name[at + 1 :], name[:at] + letter + name[at + 1 :]):
        assert forms_of(name) & forms_of(other) or len(other) < 10
