"""What gave way to another claim does not stand beside it again, by whichever way it comes."""

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from evidence.audit import AuditWriter
from evidence.claims import publish_claim, retract_claim, review_claim, withdraw_claim
from evidence.database import writing
from evidence.errors import CaseRefused, WrongStatus
from evidence.ledger import Ledger
from evidence.models import Claim, Record
from tests.evidence.small import claim, claims_seen, digest, published, put, session_on, small_case


@pytest.fixture
def gave_way(ledger: Ledger) -> Ledger:
    """C1 gave way to C2."""
    put(ledger, *small_case(), claim("C2", supersedes="C1"))
    return ledger


def status_of(ledger: Ledger, key: str) -> str:
    query = select(Claim.status).join(Record, col(Record.id) == col(Claim.id))
    with session_on(ledger) as session:
        return session.exec(query.where(Record.key == key, col(Record.current).is_(True))).one()


def test_what_comes_in_as_withdrawn_under_its_key_has_given_way_too(gave_way: Ledger) -> None:
    put(gave_way, claim(status="withdrawn", note="narrower", visibility="team"))
    assert status_of(gave_way, "C1") == "superseded"
    with pytest.raises(WrongStatus, match="C1 is superseded"):
        review_claim(gave_way, "C1", seen=digest(gave_way, "C1"), outcome="accepted", actor="Bob")
    with pytest.raises(WrongStatus, match="C1 is superseded"):
        publish_claim(gave_way, "C1", actor="Ada")


def test_it_can_be_retracted_by_a_file(gave_way: Ledger) -> None:
    put(gave_way, claim(status="retracted"))
    assert (status_of(gave_way, "C1"), claims_seen(gave_way)) == ("retracted", {"C2"})


def test_it_does_not_come_back_after_the_claim_in_its_place_was_withdrawn(gave_way: Ledger) -> None:
    withdraw_claim(gave_way, "C2", actor="Ada", reason="being looked at")
    with pytest.raises(CaseRefused, match="gave way to a later one"):
        put(gave_way, claim(note="narrower"))


@pytest.mark.parametrize("status", ["draft", "published"])
def test_once_retracted_it_is_not_restored_beside_the_claim_in_its_place(gave_way: Ledger, status: str) -> None:
    put(gave_way, claim(status="retracted"))
    with pytest.raises(CaseRefused, match="gave way to a later one"):
        put(gave_way, claim(status=status))
    put(gave_way, claim(status="withdrawn"))
    assert status_of(gave_way, "C1") == "superseded"


def test_it_is_restored_where_the_claim_in_its_place_gives_that_place_up_with_it(gave_way: Ledger) -> None:
    put(gave_way, claim(status="retracted"))
    put(gave_way, claim(), claim("C2"))
    assert claims_seen(gave_way) == {"C1", "C2"}


def test_a_claim_that_was_withdrawn_before_does_not_come_back_once_another_took_its_place(ledger: Ledger) -> None:
    put(ledger, *small_case(), claim("C2", status="draft", supersedes="C1"))
    withdraw_claim(ledger, "C1", actor="Ada", reason="being looked at")
    published(ledger, "C2")
    with pytest.raises(WrongStatus, match="C1 is superseded"):
        publish_claim(ledger, "C1", actor="Ada")


def test_in_a_ledger_where_it_was_brought_back_as_withdrawn_it_is_not_published(gave_way: Ledger) -> None:
    """As an earlier version let it come back."""
    with writing(gave_way.engine) as session:
        (id_,) = session.exec(select(Record.id).where(Record.key == "C1"))
        session.execute(update(Claim).where(col(Claim.id) == id_).values(status="withdrawn"))
        audit = AuditWriter(session, "Ada")
        audit.append("withdraw", id_, {"status": "withdrawn"})
        audit.flush()
    with pytest.raises(WrongStatus, match="C1 gave way to C2"):
        publish_claim(gave_way, "C1", actor="Ada")
    retract_claim(gave_way, "C2", actor="Ada", reason="misread")
    publish_claim(gave_way, "C1", actor="Ada")
    assert claims_seen(gave_way) == {"C1"}
