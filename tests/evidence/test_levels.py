"""Who may see a version of a record, now and as of an earlier event."""

from typing import Any

import pytest

from evidence.audit import head
from evidence.event_numbers import EventNumbers
from evidence.ledger import Ledger
from evidence.levels import level_of
from evidence.settings import LEVELS
from tests.evidence.small import claim, claims_seen, entity, published, recorded, seen_by, session_on, source


@pytest.mark.parametrize(
    ("content", "level"),
    [
        ({}, "public"),
        ({"visibility": "restricted"}, "restricted"),
        ({"sharing": "TLP:GREEN"}, "public"),
        ({"sharing": "TLP:AMBER"}, "team"),
        ({"sharing": "TLP:AMBER+STRICT", "visibility": "public"}, "team"),
        ({"sharing": "TLP:RED", "visibility": "custodian"}, "custodian"),
    ],
)
def test_the_higher_of_stated_level_and_sharing_label_decides(content: dict[str, Any], level: str) -> None:
    assert LEVELS[level_of(content)] == level


def last_event(ledger: Ledger) -> int:
    with session_on(ledger) as session:
        return head(session)[0]


def test_what_was_kept_from_the_public_then_is_kept_from_it_when_it_asks_as_of_then(ledger: Ledger) -> None:
    recorded(ledger, entity("E1", visibility="team", names=[{"text": "A name to protect"}]))
    then = last_event(ledger)
    recorded(ledger, entity("E1"), supersede=True)
    assert not seen_by(ledger, known_at=then).entities
    assert [one.name for one in seen_by(ledger, "team", then).entities.values()] == ["A name to protect"]


def test_an_earlier_version_of_a_claim_is_seen_by_who_may_see_the_one_that_has_its_key(ledger: Ledger) -> None:
    published(recorded(ledger))
    then = last_event(ledger)
    recorded(ledger, claim(note="narrower", visibility="restricted"), supersede=True)
    assert claims_seen(ledger, known_at=then) == set()
    assert claims_seen(ledger, "restricted", then) == {"C1"}


def test_events_of_a_hidden_version_are_not_counted_for_who_sees_only_the_later_one(ledger: Ledger) -> None:
    recorded(ledger, entity("E1"), entity("E2"), source("S1"))
    before = last_event(ledger)
    published(recorded(ledger, claim(visibility="team")))
    hidden = range(before + 1, last_event(ledger) + 1)
    published(recorded(ledger, claim(), supersede=True))
    with session_on(ledger) as session:
        counted = {number for number, _ in EventNumbers.of(session, "public").events}
    assert counted.isdisjoint(hidden)
    assert max(counted) == last_event(ledger)
