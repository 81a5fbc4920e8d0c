"""Recording: all of it or nothing, by a named actor, as drafts."""

import pytest
from sqlmodel import col, func, select

from evidence.audit import head
from evidence.drafts import RecordDraft
from evidence.errors import EvidenceError, KeyTaken, NoActor, UnconfirmedGrade, UnknownKey, WrongKind
from evidence.ledger import Ledger
from evidence.models import AuditEvent, Claim, Mention, Record
from evidence.recording import record
from tests.evidence.small import cite, claim, claims_seen, entity, recorded, session_on, small_case, source


def test_recording_without_an_actor_says_how_to_set_one(ledger: Ledger) -> None:
    for nobody in (None, "", "  "):
        with pytest.raises(NoActor, match="THROUGHLINE_ACTOR"):
            record(ledger, small_case(), actor=nobody, investigation="case")


def test_what_is_recorded_as_published_is_a_draft_until_it_is_published(ledger: Ledger) -> None:
    recorded(ledger)
    with session_on(ledger) as session:
        assert session.exec(select(Claim.status)).all() == ["draft"]
    assert claims_seen(ledger, "custodian") == set()


REFUSED: list[tuple[RecordDraft, type[EvidenceError], str]] = [
    (claim(subject="E9"), UnknownKey, "subject: key 'E9' leads nowhere"),
    (claim(citations=[cite("S9")]), UnknownKey, "citations no. 1, source: key 'S9' leads nowhere"),
    (claim(citations=[cite("E1")]), WrongKind, "key 'E1' is of kind entity, and source is needed"),
    (claim(scope="E2"), WrongKind, "takes as scope: programme"),
    (claim(predicate="occurred_in"), WrongKind, "takes as subject: allegation"),
    (claim(citations=[cite(credibility="1")]), UnconfirmedGrade, "two independent origins"),
    (entity("S1"), KeyTaken, "stands twice"),
]


@pytest.mark.parametrize(("draft", "error", "words"), REFUSED)
def test_a_refused_draft_takes_the_whole_batch_with_it(
    ledger: Ledger, draft: RecordDraft, error: type[EvidenceError], words: str
) -> None:
    others = [entity("E1"), entity("E2"), source("S1")]
    with pytest.raises(error, match=words):
        recorded(ledger, *others, draft)
    with session_on(ledger) as session:
        assert session.exec(select(func.count(col(Record.id)))).one() == 0
        assert head(session)[0] == 1


def test_credibility_one_is_taken_with_two_origins_and_not_with_one_named_twice(ledger: Ledger) -> None:
    recorded(ledger, entity("E1"), entity("E2"), source("S1", origin="Alpha"), source("S2", origin="alpha "))
    with pytest.raises(UnconfirmedGrade):
        recorded(ledger, claim(citations=[cite("S1", credibility="1"), cite("S2")]))
    recorded(ledger, claim(citations=[cite("S1", credibility="1"), cite("S2", origin="Beta")]))


def test_the_same_again_changes_nothing_and_writes_no_event(ledger: Ledger) -> None:
    recorded(ledger)
    with session_on(ledger) as session:
        before = head(session)
    entered = record(ledger, [one for one in small_case() if one.record != "claim"], actor="Bob", investigation="case")
    with session_on(ledger) as session:
        assert head(session) == before
    assert (entered.new, entered.replaced, entered.unchanged) == ((), (), 3)


def test_other_content_under_a_key_is_refused_with_the_difference(ledger: Ledger) -> None:
    recorded(ledger)
    with pytest.raises(KeyTaken, match='country: nothing is kept, "Chile" given'):
        recorded(ledger, entity("E1", country="Chile"))


def test_with_supersede_an_entity_is_revised_under_its_id(ledger: Ledger) -> None:
    recorded(ledger)
    with session_on(ledger) as session:
        before = session.exec(select(Record.id).where(Record.key == "E1")).one()
    recorded(ledger, entity("E1", country="Chile", types=["ngo"]), supersede=True)
    with session_on(ledger) as session:
        assert session.exec(select(Record.id).where(Record.key == "E1")).all() == [before]


def test_with_supersede_a_changed_claim_takes_the_key_and_the_older_one_stays(ledger: Ledger) -> None:
    recorded(ledger)
    recorded(ledger, claim(note="narrower"), supersede=True)
    with session_on(ledger) as session:
        kept = session.exec(
            select(Record.current, Claim.status)
            .join(Claim, col(Claim.id) == col(Record.id))
            .where(Record.key == "C1")
            .order_by(col(Record.current))
        ).all()
    assert kept == [(False, "superseded"), (True, "draft")]


def test_an_entity_keeps_its_kind_even_with_supersede(ledger: Ledger) -> None:
    recorded(ledger)
    with pytest.raises(KeyTaken, match="keeps its kind"):
        recorded(ledger, entity("E1", kind="place"), supersede=True)


def test_keys_of_two_investigations_do_not_meet(ledger: Ledger) -> None:
    recorded(ledger)
    record(ledger, [entity("E1", country="Peru")], actor="Ada", investigation="other")
    with session_on(ledger) as session:
        assert len(session.exec(select(Record.id).where(Record.key == "E1")).all()) == 2


def test_every_key_that_a_record_names_is_indexed_with_its_role(ledger: Ledger) -> None:
    recorded(ledger)
    with session_on(ledger) as session:
        key_of = {record.id: record.key for record in session.exec(select(Record))}
        named = {(key_of[one.record_id], one.role, key_of[one.target_id]) for one in session.exec(select(Mention))}
    assert named == {("C1", "subject", "E1"), ("C1", "object", "E2"), ("C1", "citations", "S1")}


def test_each_record_and_its_audit_event_are_written_together(ledger: Ledger) -> None:
    recorded(ledger)
    with session_on(ledger) as session:
        events = {event.record_id for event in session.exec(select(AuditEvent)) if event.record_id}
        assert events == set(session.exec(select(Record.id)))
