"""What was public at some time, and what never was."""

from collections.abc import Sequence

import pytest

from evidence.claims import retract_claim, withdraw_claim
from evidence.drafts import RecordDraft
from evidence.ledger import Ledger
from evidence.locating import locate
from evidence.once_public import entities_once_public, relations_once_public
from evidence.replay import records_since
from tests.evidence.small import cite, claim, entity, published, put, recorded, session_on, source

PLAIN = (entity("E1"), entity("E2"), entity("P1", kind="programme"), source("S1"), source("S2"))


def objects(ledger: Ledger) -> set[str]:
    """The keys of the objects of all relations that were public."""
    with session_on(ledger) as session:
        one, other = (locate(session, key).id for key in ("E1", "E2"))
        return {locate(session, end).key for _, _, end in relations_once_public(session, [("funds", one, other)])}


@pytest.mark.parametrize(
    "hidden",
    [
        [claim("C1", visibility="team")],
        [claim("C1", status="draft")],
        [source("S1", visibility="restricted"), claim("C1")],
        [source("S1", sharing="TLP:AMBER"), claim("C1")],
        [entity("E2", visibility="custodian"), claim("C1")],
        [entity("P1", kind="programme", visibility="team"), claim("C1", scope="P1")],
    ],
    ids=["the claim", "unpublished", "its source", "the label of its source", "an end", "its scope"],
)
def test_a_relation_that_nobody_stated_in_public_is_not_named(ledger: Ledger, hidden: Sequence[RecordDraft]) -> None:
    put(ledger, *hidden, *(one for one in PLAIN if one.key not in {other.key for other in hidden}))
    assert objects(ledger) == set()


@pytest.mark.parametrize(
    "gone",
    [
        [claim("C1", visibility="team")],
        [source("S1", visibility="restricted")],
        [entity("E2", visibility="custodian")],
        [entity("P1", kind="programme", visibility="team")],
    ],
    ids=["the claim", "its source", "an end", "its scope"],
)
def test_a_relation_that_was_stated_in_public_and_is_hidden_now_is_named(
    ledger: Ledger, gone: Sequence[RecordDraft]
) -> None:
    put(ledger, *PLAIN, claim("C1", scope="P1"))
    put(ledger, *gone)
    assert objects(ledger) == {"E2"}


def test_a_claim_that_was_published_and_taken_back_is_named(ledger: Ledger) -> None:
    recorded(ledger, *PLAIN, claim("C1"), claim("C2", object="P1"), claim("C3", citations=[cite("S2")]))
    assert objects(ledger) == set()
    published(ledger, "C1")
    withdraw_claim(ledger, "C1", actor="Ada", reason="so")
    assert objects(ledger) == {"E2"}
    published(ledger, "C1")
    retract_claim(ledger, "C1", actor="Ada", reason="so")
    assert objects(ledger) == {"E2"}


def test_of_records_the_entities_that_were_public_are_named(ledger: Ledger) -> None:
    put(ledger, *PLAIN, claim("C1"), entity("E3", visibility="team"))
    put(ledger, entity("E2", visibility="team"))
    with session_on(ledger) as session:
        ids = entities_once_public(session, set(records_since(session, 0)))
        assert {locate(session, id_).key for id_ in ids} == {"E1", "E2", "P1"}
