"""Sequence numbers as an audience counts them: hidden events shift none."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from evidence.audit import head
from evidence.captures import Taking, take_captures
from evidence.checkpoints import Folders, write_checkpoints
from evidence.claims import retract_claim, withdraw_claim
from evidence.database import reading
from evidence.drafts import OutcomeDraft
from evidence.event_numbers import EventNumbers, end_of_transaction
from evidence.ledger import Ledger
from evidence.quote_checks import check_touched
from evidence.redacting import redact_capture
from evidence.signing_keys import make_key
from tests.evidence.small import cite, claim, entity, published, put, recorded, reply, source


@pytest.fixture
def case(ledger: Ledger) -> Ledger:
    """A published claim, and what it names."""
    put(ledger, entity("E1"), entity("E2"), source("S1"), claim())
    return ledger


def captured(ledger: Ledger, vault: Path, content: bytes, visibility: str) -> str:
    """The key of a new capture of S1."""
    taking = Taking(content, "by hand", "text/plain")
    (capture,) = take_captures(ledger, vault, [taking], source="S1", actor="Ada", visibility=visibility)
    return capture.key


def counted(ledger: Ledger, audience: str = "public") -> int:
    """How many events an audience counts."""
    return len(set(numbers(ledger, audience))) - 1


def numbers(ledger: Ledger, audience: str) -> list[int]:
    """What an audience counts as 0, 1, 2 and so on, up to what the chain has."""
    with reading(ledger.engine) as session:
        counted = EventNumbers.of(session, audience)
        return [counted.event(number) for number in range(head(session)[0] + 1)]


def test_where_all_is_seen_numbers_are_those_of_the_chain(ledger: Ledger) -> None:
    recorded(ledger, entity("E1"), source("S1"))
    assert numbers(ledger, "public") == numbers(ledger, "custodian")


def test_events_of_hidden_records_are_not_counted(ledger: Ledger) -> None:
    recorded(ledger, entity("E1"))
    recorded(ledger, entity("E2", visibility="team"), entity("E3"))
    before, hidden, after = numbers(ledger, "team")[-3:]
    assert numbers(ledger, "public")[-2:] == [after, after]
    assert hidden not in numbers(ledger, "public")
    assert before in numbers(ledger, "public")


def test_drafts_and_reviews_are_not_counted_for_the_public(ledger: Ledger) -> None:
    recorded(ledger, entity("E1"), entity("E2"), source("S1"))
    before = numbers(ledger, "public")[-1]
    recorded(ledger, claim())
    assert numbers(ledger, "public")[-1] == before
    published(ledger)
    assert numbers(ledger, "public")[-1] == numbers(ledger, "custodian")[-1]
    assert set(numbers(ledger, "team")) > set(numbers(ledger, "public"))


def test_checkpoints_are_counted_alike_whatever_is_hidden(ledger: Ledger, alone: Ledger, tmp_path: Path) -> None:
    """One ledger holds hidden records, the other none; both are signed at the same moments."""
    counted = []
    for made, hides in ((ledger, True), (alone, False)):
        folders = Folders(tmp_path / f"keys-{hides}", tmp_path / f"checkpoints-{hides}")
        make_key(made, folders.keys, actor="Ada")
        for step in (entity("E1"), entity("E2", visibility="team"), entity("E3")):
            if hides or step.visibility == "public":
                recorded(made, step)
            write_checkpoints(made, folders, actor="Ada")
        counted.append(len(set(numbers(made, "public"))))
    assert counted[0] == counted[1]


def test_a_day_is_that_of_the_last_event_that_is_counted(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    for day, level, key in (("2031-02-03", "public", "E1"), ("2032-02-03", "team", "E2")):
        moment = dt.datetime.fromisoformat(f"{day}T23:59:59+00:00")
        clock = SimpleNamespace(now=lambda _, moment=moment: moment)
        monkeypatch.setattr("evidence.audit.dt", SimpleNamespace(datetime=clock, UTC=dt.UTC))
        recorded(ledger, entity(key, visibility=level))
    with reading(ledger.engine) as session:
        assert EventNumbers.of(session, "public").last_day() == dt.date(2031, 2, 3)
        assert EventNumbers.of(session, "team").last_day() == dt.date(2032, 2, 3)


@pytest.mark.parametrize("taken_back", [retract_claim, withdraw_claim])
def test_that_a_claim_was_taken_back_counts_and_moves_no_number_before_it(
    ledger: Ledger, taken_back: Callable[..., None]
) -> None:
    recorded(ledger, entity("E1"), entity("E2"), source("S1"), claim("C1"), claim("C2"))
    published(ledger)
    published(ledger, "C2")
    before = numbers(ledger, "public")
    taken_back(ledger, "C1", actor="Ada", reason="wrong")
    after = numbers(ledger, "public")
    assert after[: len(set(before))] == before[: len(set(before))]
    assert after[-1] == numbers(ledger, "custodian")[-1]


def test_that_a_draft_was_taken_back_does_not_count(ledger: Ledger) -> None:
    recorded(ledger, entity("E1"), entity("E2"), source("S1"), claim("C1"))
    before = numbers(ledger, "public")[-1]
    retract_claim(ledger, "C1", actor="Ada", reason="wrong")
    assert numbers(ledger, "public")[-1] == before


def test_that_an_older_draft_is_published_moves_no_number_before_it(ledger: Ledger) -> None:
    recorded(ledger, entity("E1"), entity("E2"), source("S1"), claim("C1"))
    recorded(ledger, entity("E3"))
    before = numbers(ledger, "public")
    published(ledger)
    known = len(set(before))
    assert numbers(ledger, "public")[:known] == before[:known]


def test_between_the_events_of_a_transaction_nothing_stood(ledger: Ledger) -> None:
    recorded(ledger, entity("E1"), entity("E2"))
    last = numbers(ledger, "custodian")[-1]
    recorded(ledger, source("S1"))
    with reading(ledger.engine) as session:
        assert [end_of_transaction(session, number) for number in (0, last - 1, last, last + 1)] == [
            0,
            last,
            last,
            last + 1,
        ]


def test_a_number_past_the_end_is_the_end(ledger: Ledger) -> None:
    recorded(ledger, entity("E1"))
    with reading(ledger.engine) as session:
        assert EventNumbers.of(session, "public").event(999) == head(session)[0]


def test_a_draft_over_a_published_claim_counts_as_its_withdrawal_does(case: Ledger) -> None:
    before = counted(case)
    put(case, claim(note="narrower", status="draft"))
    assert counted(case) == before + 1


def test_a_draft_over_a_withdrawn_claim_does_not_count(case: Ledger) -> None:
    withdraw_claim(case, "C1", actor="Ada", reason="later")
    before = counted(case)
    put(case, claim(note="narrower", status="draft"))
    assert counted(case) == before


def test_that_a_withdrawn_claim_is_retracted_counts(case: Ledger) -> None:
    withdraw_claim(case, "C1", actor="Ada", reason="later")
    before = counted(case)
    retract_claim(case, "C1", actor="Ada", reason="wrong")
    assert counted(case) == before + 1


def test_a_citation_that_is_hidden_does_not_count(ledger: Ledger, tmp_path: Path) -> None:
    put(ledger, entity("E1"), entity("E2"), source("S1"), source("H1", visibility="team"))
    quoting = cite(capture=captured(ledger, tmp_path, b"it paid", "public"), quote="it paid")
    put(ledger, claim(citations=[quoting]))
    check_touched(ledger, tmp_path, actor="Ada")
    before = counted(ledger), counted(ledger, "team")
    put(ledger, claim(citations=[quoting, cite("H1")]))
    check_touched(ledger, tmp_path, actor="Ada")
    assert (counted(ledger), counted(ledger, "team")) == (before[0], before[1] + 3)


def test_that_a_draft_gave_way_to_what_was_published_does_not_count(case: Ledger) -> None:
    put(case, claim("C2", status="draft"))
    before = counted(case)
    put(case, claim("C3", supersedes="C2"))
    assert counted(case) == before + 1


def test_a_reason_that_was_retracted_does_not_count(case: Ledger) -> None:
    put(case, claim("C2", note="why"))
    outcome = {"key": "O1", "kind": "ended", "by": ("E1",), "about": ("C1",), "claims": ("C1",)}
    put(case, OutcomeDraft.model_validate(outcome))
    retract_claim(case, "C2", actor="Ada", reason="wrong")
    before = counted(case)
    put(case, OutcomeDraft.model_validate({**outcome, "reasons": ("C2",)}))
    assert counted(case) == before


def test_a_claim_that_gave_way_to_two_counts_once_as_taken_back(case: Ledger) -> None:
    before = counted(case)
    put(case, claim("X1", supersedes="C1", visibility="team"), claim("C2", supersedes="C1"))
    assert counted(case) == before + 2


def test_that_a_claim_comes_from_elsewhere_from_now_on_counts(ledger: Ledger) -> None:
    recorded(ledger, entity("E1"), entity("E2"), source("S1"), source("H1", visibility="team"), claim(status="draft"))
    published(ledger)
    before = counted(ledger)
    put(ledger, claim(citations=[cite(), cite("H1")]))
    assert counted(ledger) == before + 2


def test_a_claim_that_is_loaded_as_retracted_counts_as_one_that_is_retracted(case: Ledger) -> None:
    withdraw_claim(case, "C1", actor="Ada", reason="later")
    before = counted(case)
    put(case, claim(status="retracted"))
    assert counted(case) == before + 2


def test_a_reply_counts_from_the_publication_of_its_claim_on_and_moves_no_number_before_it(case: Ledger) -> None:
    put(case, claim("C2", status="draft"), reply("R1", "C2"))
    before = numbers(case, "public")
    published(case, "C2")
    known = len(set(before))
    assert numbers(case, "public")[:known] == before[:known]
    put(case, reply("R1", "C2", attribution="acknowledges"))
    assert counted(case) == known + 1


def test_a_reply_that_falls_with_its_claim_goes_on_counting(case: Ledger) -> None:
    put(case, reply("R1", "C1"))
    before = numbers(case, "public")
    withdraw_claim(case, "C1", actor="Ada", reason="later")
    known = len(set(before))
    assert numbers(case, "public")[:known] == before[:known]


def test_a_reply_counts_where_another_claim_took_the_place_of_its_own(case: Ledger) -> None:
    put(case, reply("R1", "C1"), claim("C2", supersedes="C1"))
    before = counted(case)
    put(case, reply("R1", "C1", attribution="acknowledges"))
    assert counted(case) == before + 1


def test_a_version_that_names_something_hidden_moves_no_number_before_it(case: Ledger) -> None:
    put(case, entity("H1", visibility="team"))
    before = numbers(case, "public")
    put(case, claim(object="H1"))
    known = len(set(before))
    assert numbers(case, "public")[:known] == before[:known]


@pytest.mark.parametrize("hides", ["public", "team"])
def test_a_check_counts_where_the_capture_may_be_seen_that_was_looked_into(
    ledger: Ledger, tmp_path: Path, hides: str
) -> None:
    put(ledger, entity("E1"), entity("E2"), source("S1"))
    capture = captured(ledger, tmp_path, b"it paid", hides)
    put(ledger, claim(citations=[cite(capture=capture, quote="it paid")]))
    before = counted(ledger)
    check_touched(ledger, tmp_path, actor="Ada")
    assert counted(ledger) == before + (hides == "public")


@pytest.mark.parametrize("hides", ["public", "team"])
def test_a_check_in_a_redacted_copy_counts_where_the_copy_may_be_seen(
    ledger: Ledger, tmp_path: Path, hides: str
) -> None:
    put(ledger, entity("E1"), entity("E2"), source("S1"))
    capture = captured(ledger, tmp_path, b"Li paid", "restricted")
    put(ledger, claim(citations=[cite(capture=capture, quote="paid")]))
    redact_capture(
        ledger, tmp_path, capture, b"XX paid", reason="name", actor="Ada", visibility=hides, media_type="text/plain"
    )
    before = counted(ledger)
    check_touched(ledger, tmp_path, actor="Ada")
    assert counted(ledger) == before + (hides == "public")


def test_before_the_first_event_the_day_is_that_of_the_first(case: Ledger) -> None:
    with reading(case.engine) as session:
        counted = EventNumbers.of(session, "public")
        assert counted.last_day(0) == counted.last_day(1)
