"""Sequence numbers as an audience counts them: hidden events shift none."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from evidence.audit import head
from evidence.checkpoints import Folders, write_checkpoints
from evidence.claims import retract_claim, withdraw_claim
from evidence.database import reading
from evidence.event_numbers import day_of_last_event, end_of_transaction, event_counted
from evidence.ledger import Ledger
from evidence.signing_keys import make_key
from tests.evidence.small import claim, entity, published, recorded, source


def numbers(ledger: Ledger, audience: str) -> list[int]:
    """What an audience counts as 0, 1, 2 and so on, up to what the chain has."""
    with reading(ledger.engine) as session:
        return [event_counted(session, audience, number) for number in range(head(session)[0] + 1)]


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
        assert day_of_last_event(session, "public") == dt.date(2031, 2, 3)
        assert day_of_last_event(session, "team") == dt.date(2032, 2, 3)


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
        assert event_counted(session, "public", 999) == head(session)[0]
