"""The trees of a ledger: worked out from its content, and none over what does not hold."""

import pytest
from sqlmodel import col, func, select, text

from evidence.audit import head
from evidence.checkpoint_text import Checkpoint
from evidence.database import writing
from evidence.errors import LedgerDamaged
from evidence.ledger import Ledger
from evidence.merkle import EMPTY_ROOT, root_of
from evidence.models import AuditEvent, PublicLeaf
from evidence.trees import Leaves, extend_public_tree, last_checkpoint, leaves_of
from tests.evidence.small import claim, published, recorded, session_on


def extended(ledger: Ledger) -> Leaves:
    with writing(ledger.engine) as session:
        extend_public_tree(session, "Ada")
    with session_on(ledger) as session:
        return leaves_of(session)


def test_a_ledger_in_which_nothing_is_public_has_an_empty_public_tree(ledger: Ledger) -> None:
    heads = extended(ledger).heads("example.org")
    assert heads["public"] == Checkpoint("example.org/public", 0, EMPTY_ROOT)
    assert heads["house"].size == 1


def test_the_public_tree_grows_by_what_becomes_public_and_keeps_what_it_was(ledger: Ledger) -> None:
    before = extended(published(recorded(ledger)))
    after = extended(published(recorded(ledger, claim("C2")), "C2"))
    assert after.public[: len(before.public)] == before.public
    assert len(after.public) == len(before.public) + 2


def test_where_nothing_new_is_public_nothing_is_written(ledger: Ledger) -> None:
    before = extended(published(recorded(ledger)))
    assert extended(ledger) == before
    recorded(ledger, claim("C2"))
    assert extended(ledger).public == before.public


def test_the_last_checkpoint_is_of_the_public_tree_and_can_be_asked_as_of_an_event(ledger: Ledger) -> None:
    with session_on(ledger) as session:
        assert last_checkpoint(session) is None
    first = extended(published(recorded(ledger)))
    with session_on(ledger) as session:
        then, _ = head(session)
    second = extended(published(recorded(ledger, claim("C2")), "C2"))
    with session_on(ledger) as session:
        assert last_checkpoint(session, then - 1) is None
        assert last_checkpoint(session, then) == (len(first.public), root_of(first.public).hex())
        assert last_checkpoint(session) == (len(second.public), root_of(second.public).hex())


def test_the_chain_holds_how_far_the_public_tree_reaches(ledger: Ledger) -> None:
    leaves = extended(published(recorded(ledger)))
    with session_on(ledger) as session:
        last = session.exec(select(AuditEvent).order_by(col(AuditEvent.seq).desc()).limit(1)).one()
        assert session.exec(select(func.count()).select_from(PublicLeaf)).one() == len(leaves.public)
        assert last.verb == "checkpoint"
        assert last.body == f'{{"public_root":"{root_of(leaves.public).hex()}","public_size":{len(leaves.public)}}}'


def test_the_same_record_makes_other_leaves_in_another_ledger(ledger: Ledger, alone: Ledger) -> None:
    one, other = (extended(recorded(made)) for made in (ledger, alone))
    assert len(one.public) == len(other.public)
    assert not set(one.public) & set(other.public)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET actor = 'Eve' WHERE seq = 3",
        "UPDATE event_seal SET seal = '" + "0" * 64 + "' WHERE seq = 3",
        "DELETE FROM event_seal WHERE seq = 3",
        'UPDATE public_leaf SET entry = \'{"export":""}\' WHERE number = 1',
        "UPDATE public_leaf SET entry = entry || ' ' WHERE number = 1",
        "UPDATE public_leaf SET salt = NULL WHERE number = 1",
        "UPDATE public_leaf SET salt = 'none' WHERE number = 1",
        "DELETE FROM public_leaf WHERE number = 1",
    ],
)
def test_what_does_not_hold_has_no_head(ledger: Ledger, statement: str) -> None:
    extended(published(recorded(ledger)))
    with writing(ledger.engine) as session:
        session.execute(text(statement))
    with session_on(ledger) as session, pytest.raises(LedgerDamaged, match="throughline verify"):
        leaves_of(session)
