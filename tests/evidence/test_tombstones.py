"""What is left of a claim that was public and is so no more."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from types import SimpleNamespace
from typing import Any

import pytest

from evidence.audit import head
from evidence.claims import publish_claim, retract_claim, retract_source, withdraw_claim
from evidence.database import reading
from evidence.drafts import DRAFTS
from evidence.exchange.batch import load
from evidence.exchange.placed import Place, Placed
from evidence.ledger import Ledger, open_ledger
from evidence.tombstones import Tombstone, tombstones
from tests.api.command_line import claim, entity, source
from tests.api.http_door import added, ledger_at
from tests.places import LedgerPlace

RECORDS = (
    entity("E1", "River Fund"),
    entity("E2", "Harbour Institute"),
    entity("E3", "Hidden Body", visibility="team"),
    source("S1", "A report", "One"),
    source("S2", "Another", "Two"),
    claim("C1", "E1", "funds", "E2", "S1"),
    claim("C2", "E1", "partners_with", "E2", "S2"),
    claim("C3", "E1", "funds", "E3", "S1"),
    claim("C4", "E1", "funds", "E2", "S1", visibility="team"),
)


@pytest.fixture
def ledger(place: LedgerPlace) -> Iterator[Ledger]:
    opened = open_ledger(ledger_at(place("ledger"), RECORDS, policy="single_handed"))
    yield opened
    opened.close()


def left(ledger: Ledger, audience: str = "public", known_at: int | None = None) -> dict[str, Tombstone]:
    with reading(ledger.engine) as session:
        return {one.key: one for one in tombstones(session, audience, known_at)}


def test_where_nothing_was_taken_back_nothing_is_left(ledger: Ledger) -> None:
    assert left(ledger) == {}


def test_a_claim_that_was_retracted_or_withdrawn_leaves_its_key_its_state_and_its_day(ledger: Ledger) -> None:
    retract_claim(ledger, "C1", actor="Ada", reason="wrong")
    withdraw_claim(ledger, "C2", actor="Ada", reason="later")
    found = left(ledger)
    assert {key: one.state for key, one in found.items()} == {"C1": "retracted", "C2": "withdrawn"}
    assert found["C1"].day == dt.datetime.now(dt.UTC).date().isoformat()


def test_what_was_never_public_leaves_nothing_to_the_public(ledger: Ledger) -> None:
    for key in ("C3", "C4"):
        retract_claim(ledger, key, actor="Ada", reason="wrong")
    assert left(ledger) == {}
    assert set(left(ledger, "team")) == {"C3", "C4"}


def test_what_was_hidden_after_it_was_taken_back_leaves_nothing(ledger: Ledger) -> None:
    retract_claim(ledger, "C1", actor="Ada", reason="wrong")
    assert set(left(ledger)) == {"C1"}
    hidden = entity("E2", "Harbour Institute", visibility="team")
    added_over(ledger, hidden)
    assert left(ledger) == {}


def test_a_claim_that_is_published_again_has_no_tombstone(ledger: Ledger) -> None:
    withdraw_claim(ledger, "C1", actor="Ada", reason="later")
    assert set(left(ledger)) == {"C1"}
    publish_claim(ledger, "C1", actor="Ada")
    assert left(ledger) == {}


def test_a_claim_that_rested_on_a_retracted_source_alone_is_unsupported(ledger: Ledger) -> None:
    retract_source(ledger, "S2", actor="Ada", reason="wrong")
    assert {key: one.state for key, one in left(ledger).items()} == {"C2": "unsupported"}


def test_it_is_the_same_where_the_source_was_loaded_anew_as_retracted(ledger: Ledger) -> None:
    added_over(ledger, source("S2", "Another", "Two", status="retracted"))
    assert {key: one.state for key, one in left(ledger).items()} == {"C2": "unsupported"}


def test_the_day_is_that_on_which_it_went_and_what_is_done_later_changes_nothing(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_day(1, monkeypatch)
    withdraw_claim(ledger, "C2", actor="Ada", reason="later")
    on_day(2, monkeypatch)
    retract_claim(ledger, "C1", actor="Ada", reason="wrong")
    on_day(3, monkeypatch)
    retract_source(ledger, "S2", actor="Ada", reason="wrong")
    assert {key: one.day for key, one in left(ledger).items()} == {"C1": "2031-03-02", "C2": "2031-03-01"}


def test_as_of_an_event_they_are_those_of_then_seen_with_todays_rights(ledger: Ledger) -> None:
    withdraw_claim(ledger, "C1", actor="Ada", reason="later")
    with reading(ledger.engine) as session:
        then = head(session)[0]
    before = left(ledger)
    publish_claim(ledger, "C1", actor="Ada")
    retract_claim(ledger, "C1", actor="Ada", reason="wrong")
    retract_source(ledger, "S2", actor="Ada", reason="wrong")
    assert left(ledger, known_at=then) == before
    assert left(ledger, known_at=1) == {}
    assert {key: one.state for key, one in left(ledger).items()} == {"C1": "retracted", "C2": "unsupported"}
    added_over(ledger, entity("E2", "Harbour Institute", visibility="team"))
    assert left(ledger, known_at=then) == {}


def on_day(day: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the audit chain's clock stand at a day of March 2031."""

    class Standing(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> "Standing":
            return cls(2031, 3, day, tzinfo=tz)

    monkeypatch.setattr("evidence.audit.dt", SimpleNamespace(datetime=Standing, UTC=dt.UTC))


def test_the_day_is_that_of_the_last_time_that_it_went_also_where_a_clock_was_set_back(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_day(3, monkeypatch)
    withdraw_claim(ledger, "C1", actor="Ada", reason="later")
    publish_claim(ledger, "C1", actor="Ada")
    on_day(2, monkeypatch)
    retract_claim(ledger, "C1", actor="Ada", reason="wrong")
    assert left(ledger)["C1"].day == "2031-03-02"


def test_what_was_retracted_stays_so_whatever_is_recorded_in_its_place_later(ledger: Ledger) -> None:
    retract_claim(ledger, "C1", actor="Ada", reason="wrong")
    before = left(ledger)
    added(ledger.address, [claim("C9", "E1", "funds", "E2", "S2", supersedes="C1")])
    assert left(ledger) == before


@pytest.mark.parametrize(("level", "state"), [("public", "superseded"), ("team", "withdrawn")])
def test_a_successor_is_named_where_it_may_be_seen_and_else_moves_no_word(
    ledger: Ledger, level: str, state: str
) -> None:
    younger = claim("C9", "E1", "funds", "E2", "S2", supersedes="C1", visibility=level)
    added(ledger.address, [younger])
    (one,) = left(ledger).values()
    assert (one.key, one.state) == ("C1", state)
    assert (one.successor is not None) == (level == "public")


def test_a_claim_that_gave_way_twice_leads_to_the_end_of_the_line(ledger: Ledger) -> None:
    added(ledger.address, [claim("C8", "E1", "funds", "E2", "S2", supersedes="C1")])
    added(ledger.address, [claim("C9", "E1", "funds", "E2", "S1", supersedes="C8")])
    found = left(ledger)
    assert {key: one.state for key, one in found.items()} == {"C1": "superseded", "C8": "superseded"}
    assert found["C1"].successor == found["C8"].successor is not None


def test_a_claim_whose_heir_was_retracted_was_superseded_and_nothing_stands_in_its_place(ledger: Ledger) -> None:
    added(ledger.address, [claim("C9", "E1", "funds", "E2", "S2", supersedes="C1")])
    retract_claim(ledger, "C9", actor="Ada", reason="wrong")
    found = left(ledger)
    assert {key: (one.state, one.successor) for key, one in found.items()} == {
        "C1": ("superseded", None),
        "C9": ("retracted", None),
    }


def test_claims_that_took_each_others_place_lead_nowhere_once_both_are_gone(ledger: Ledger) -> None:
    added(ledger.address, [claim("C8", "E1", "funds", "E2", "S2")])
    added(ledger.address, [claim("C9", "E1", "funds", "E2", "S2", supersedes="C8")])
    added_over(ledger, claim("C8", "E1", "funds", "E2", "S1", supersedes="C9", status="withdrawn"))
    withdraw_claim(ledger, "C9", actor="Ada", reason="later")
    found = {key: (one.state, one.successor) for key, one in left(ledger).items()}
    assert found == {"C8": ("superseded", None), "C9": ("withdrawn", None)}


def test_a_hidden_citation_changes_no_word_on_a_claim_that_fell_with_its_source(ledger: Ledger) -> None:
    added(ledger.address, [source("H1", "Hidden", "Three", visibility="team")])
    retract_source(ledger, "S1", actor="Ada", reason="wrong")
    before = left(ledger)["C1"]
    citations = [{"source": key, "assertion": "press_report"} for key in ("S1", "H1")]
    added_over(ledger, {**claim("C1", "E1", "funds", "E2", "S1"), "citations": citations})
    assert left(ledger)["C1"].state == before.state == "unsupported"


def test_a_claim_that_is_loaded_as_retracted_is_told_as_one_that_is_retracted(ledger: Ledger) -> None:
    added_over(ledger, claim("C1", "E1", "funds", "E2", "S1", status="retracted"))
    assert left(ledger)["C1"].state == "retracted"


@pytest.mark.parametrize("verb", [retract_claim, withdraw_claim])
@pytest.mark.parametrize("over", [{"status": "draft"}, {"object": "E3"}, {"status": "draft", "object": "E3"}])
def test_what_is_recorded_over_a_claim_that_is_gone_and_never_was_seen_moves_no_word(
    ledger: Ledger, verb: Callable[..., None], over: dict[str, str]
) -> None:
    verb(ledger, "C1", actor="Ada", reason="wrong")
    before = left(ledger)
    added_over(ledger, {**claim("C1", "E1", "funds", "E2", "S1", note="unseen"), **over})
    assert left(ledger) == before
    retract_claim(ledger, "C1", actor="Ada", reason="wrong")
    assert left(ledger) == before


def added_over(ledger: Ledger, record: Mapping[str, Any]) -> None:
    """Put other content in the place of a record that is there."""
    fields = {name: value for name, value in record.items() if name != "record"}
    placed = Placed(DRAFTS[record["record"]].model_validate(fields), Place("test", 1))
    load(ledger, [placed], actor="Ada", investigation="case", supersede=True)
