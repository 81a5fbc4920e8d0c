"""Which investigation is meant, among those of which a reader sees anything."""

import pytest

from evidence.errors import AmbiguousName, NotFound
from evidence.investigations import investigations, the_investigation
from evidence.ledger import Ledger
from evidence.recording import record
from tests.evidence.small import entity, session_on


@pytest.fixture
def two(ledger: Ledger) -> Ledger:
    record(ledger, [entity("E1")], actor="Ada", investigation="harbour")
    record(ledger, [entity("E1", visibility="restricted")], actor="Ada", investigation="quiet")
    return ledger


def test_one_of_which_nothing_is_seen_is_not_there(two: Ledger) -> None:
    with session_on(two) as session:
        assert investigations(session, "public") == ["harbour"]
        assert the_investigation(session, None, "public") == "harbour"
        with pytest.raises(NotFound, match=r"there is: harbour$"):
            the_investigation(session, "quiet", "public")


def test_who_sees_both_says_which_one(two: Ledger) -> None:
    with session_on(two) as session:
        assert the_investigation(session, "quiet") == "quiet"
        with pytest.raises(AmbiguousName, match="quiet"):
            the_investigation(session, None)


def test_in_an_empty_ledger_there_is_none(ledger: Ledger) -> None:
    with session_on(ledger) as session, pytest.raises(NotFound, match="no investigation yet"):
        the_investigation(session, None)
