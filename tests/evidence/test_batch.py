"""Loading: all of a file in one transaction, or nothing and every mistake."""

import pytest

from evidence.audit import head
from evidence.claims import retract_claim
from evidence.drafts import InvestigationDraft, RecordDraft
from evidence.errors import CaseRefused, NoActor
from evidence.exchange.batch import check, load
from evidence.exchange.cut import drafts_for
from evidence.exchange.heads import public_head
from evidence.exchange.placed import Place, Placed
from evidence.ledger import Ledger
from tests.evidence.small import claim, claims_seen, entity, seen_by, session_on, small_case, source


def placed(*drafts: RecordDraft) -> list[Placed]:
    return [Placed(draft, Place("case.jsonl", line)) for line, draft in enumerate(drafts, start=1)]


def test_what_comes_in_as_published_is_published_and_shows_as_reviewed_elsewhere(ledger: Ledger) -> None:
    load(ledger, placed(*small_case()), actor="Ada", investigation="case")
    assert [(one.key, one.reviewed_elsewhere) for one in seen_by(ledger).claims.values()] == [("C1", True)]


def test_a_file_with_mistakes_loads_nothing_and_names_every_one(ledger: Ledger) -> None:
    mistaken = [entity("E1"), source("S1"), claim(), entity("S1"), claim("C2", subject="S1", object="E1")]
    with pytest.raises(CaseRefused) as refusal:
        load(ledger, placed(*mistaken), actor="Ada", investigation="case")
    assert [(mistake.file, mistake.line) for mistake in refusal.value.mistakes] == [
        ("case.jsonl", 2),
        ("case.jsonl", 3),
        ("case.jsonl", 3),
        ("case.jsonl", 5),
    ]
    with session_on(ledger) as session:
        assert head(session)[0] == 1


def test_loading_twice_changes_nothing_even_after_a_retraction(ledger: Ledger) -> None:
    load(ledger, placed(*small_case()), actor="Ada", investigation="case")
    retract_claim(ledger, "C1", actor="Ada", reason="misread")
    entered = load(ledger, placed(*small_case()), actor="Ada", investigation="case")
    assert (entered.new, entered.unchanged) == ((), 4)
    assert claims_seen(ledger) == set()


def test_a_check_says_what_a_load_would_do_and_does_nothing(ledger: Ledger) -> None:
    entered = check(ledger, placed(*small_case()), investigation="case")
    assert entered.new == ("E1", "E2", "S1", "C1")
    with session_on(ledger) as session:
        assert head(session)[0] == 1


def test_loading_is_a_verb_of_a_named_actor(ledger: Ledger) -> None:
    with pytest.raises(NoActor):
        load(ledger, placed(*small_case()), actor=None, investigation="case")


def test_progress_counts_up_to_all_records(ledger: Ledger) -> None:
    told: list[tuple[int, int]] = []
    load(ledger, placed(*small_case()), actor="Ada", investigation="case", progress=lambda *done: told.append(done))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_published_claim_that_supersedes_takes_the_others_place_on_loading(ledger: Ledger) -> None:
    load(ledger, placed(*small_case(), claim("C2", supersedes="C1")), actor="Ada", investigation="case")
    assert claims_seen(ledger) == {"C2"}


def test_claims_that_supersede_one_another_in_a_circle_are_refused(ledger: Ledger) -> None:
    circle = [claim("C1", supersedes="C3"), claim("C2", supersedes="C1"), claim("C3", supersedes="C2")]
    with pytest.raises(CaseRefused, match="supersede one another") as refusal:
        load(ledger, placed(*small_case()[:3], *circle), actor="Ada", investigation="case")
    assert [mistake.line for mistake in refusal.value.mistakes] == [4, 5, 6]


def test_what_gave_way_to_a_later_claim_does_not_come_back_under_its_key(ledger: Ledger) -> None:
    load(ledger, placed(*small_case(), claim("C2", supersedes="C1")), actor="Ada", investigation="case")
    again = placed(claim("C1", note="back again"))
    with pytest.raises(CaseRefused, match="gave way to a later one"):
        load(ledger, again, actor="Ada", investigation="case", supersede=True)


def test_a_circle_in_which_one_claim_was_taken_back_leaves_the_others_standing(ledger: Ledger) -> None:
    circle = [claim("C1", supersedes="C2", status="withdrawn"), claim("C2", supersedes="C1")]
    load(ledger, placed(*small_case()[:3], *circle), actor="Ada", investigation="case")
    assert claims_seen(ledger) == {"C2"}


def test_an_investigation_is_described_once(ledger: Ledger) -> None:
    one, other = InvestigationDraft(key="a", title="A"), InvestigationDraft(key="b", title="B")
    with pytest.raises(CaseRefused, match="described by 'a'") as refusal:
        load(ledger, placed(one, other), actor="Ada", investigation="case")
    assert [mistake.line for mistake in refusal.value.mistakes] == [2]
    load(ledger, placed(one), actor="Ada", investigation="case")
    load(ledger, placed(other), actor="Ada", investigation="another")
    with pytest.raises(CaseRefused, match="described by 'a'"):
        load(ledger, placed(other), actor="Ada", investigation="case")


def test_what_is_cut_out_and_loaded_elsewhere_is_cut_out_the_same(ledger: Ledger, another: Ledger) -> None:
    drafts = [*small_case(), claim("C2", supersedes="C1"), claim("C3", status="draft"), claim("C4", status="retracted")]
    load(ledger, placed(*drafts), actor="Ada", investigation="case")
    with session_on(ledger) as session:
        cut = drafts_for(session, "team", "case")
    load(another, placed(*cut), actor="Bob", investigation="case")
    with session_on(another) as session:
        assert drafts_for(session, "team", "case") == cut
    assert {draft.key for draft in cut} == {"E1", "E2", "S1", "C1", "C2", "C3", "C4"}


def test_the_public_cut_holds_no_draft_and_nothing_taken_back(ledger: Ledger) -> None:
    drafts = [*small_case(), claim("C2", status="draft"), claim("C3", status="retracted")]
    load(ledger, placed(*drafts), actor="Ada", investigation="case")
    with session_on(ledger) as session:
        assert [draft.key for draft in drafts_for(session, "public", "case")] == ["E1", "E2", "S1", "C1"]


def test_the_public_head_moves_with_what_is_public_and_with_nothing_else(ledger: Ledger) -> None:
    load(ledger, placed(*small_case()), actor="Ada", investigation="case")
    with session_on(ledger) as session:
        before = public_head(session)
    load(
        ledger, placed(entity("E3", visibility="team"), claim("C2", status="draft")), actor="Bob", investigation="case"
    )
    with session_on(ledger) as session:
        assert public_head(session) == before
    load(ledger, placed(entity("E4")), actor="Ada", investigation="case")
    with session_on(ledger) as session:
        assert public_head(session) != before
