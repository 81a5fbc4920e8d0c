"""Rows worked out from events: only what verbs write counts as told, and nothing else is an error."""

import json
from typing import Any

import pytest

from evidence.verification.refolding import refold

Event = dict[str, Any]
ENTITY = {"record": "entity", "investigation": "case", "key": "E1", "kind": "group", "names": [{"text": "A"}]}


def event(seq: int, verb: str, body: Any, record_id: str | None = "e1") -> Event:
    text = body if isinstance(body, str) else json.dumps(body)
    return {"seq": seq, "verb": verb, "record_id": record_id, "actor": "Ada", "body": text}


def reasons(*events: Event) -> list[str]:
    return [fault.reason for fault in refold(events).faults]


def test_a_record_is_what_its_last_event_says() -> None:
    folded = refold([event(1, "record", ENTITY), event(2, "revise", {**ENTITY, "country": "GB"})])
    (record,) = folded.records.values()
    assert (record.seq, record.draft.content()["country"], folded.faults) == (2, "GB", [])


def test_events_of_early_ledgers_take_kind_and_investigation_from_the_tables() -> None:
    early = {name: value for name, value in ENTITY.items() if name not in ("record", "investigation")}
    assert refold([event(1, "record", early)], {"e1": ("entity", "case")}).faults == []
    assert reasons(event(1, "record", early)) == ["it does not say of which kind its record is, or where it stands"]


def test_what_an_event_says_of_itself_is_not_taken_from_the_tables() -> None:
    folded = refold([event(1, "record", ENTITY)], {"e1": ("source", "other")})
    assert [record.investigation for record in folded.records.values()] == ["case"]


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (event(2, "record", "{"), "no JSON object"),
        (event(2, "record", "[" * 100_000), "no JSON object"),
        (event(2, "record", "[]"), "no JSON object"),
        (event(2, "record", "blob 00"), "no JSON object"),
        (event(2, "record", {**ENTITY, "record": "thing"}, "e2"), "does not say of which kind"),
        (event(2, "record", {**ENTITY, "record": []}, "e2"), "does not say of which kind"),
        (event(2, "record", {**ENTITY, "investigation": 1}, "e2"), "does not say of which kind"),
        (event(2, "record", ENTITY), "records what is there already"),
        (event(2, "record", ENTITY, None), "records what is there already, or"),
        (event(2, "revise", ENTITY, "e2"), "revises what is not"),
        (event(2, "revise", {**ENTITY, "key": "E2"}), "another kind, key or investigation"),
        (event(2, "revise", {**ENTITY, "investigation": "b"}), "another kind, key or investigation"),
        (event(2, "record", {**ENTITY, "kind": "thing"}, "e2"), "its content is no entity"),
        (event(2, "publish", {"status": "published"}, "e2"), "a record that no event recorded"),
    ],
)
def test_an_event_that_no_verb_writes_is_named_and_changes_nothing(told: Event, reason: str) -> None:
    folded = refold([event(1, "record", ENTITY), told])
    (fault,) = folded.faults
    assert (fault.row, reason in fault.reason) == ("seq 2", True)
    assert [record.seq for record in folded.records.values()] == [1]


@pytest.mark.parametrize("moved", [{"status": "great"}, {"status": []}, {"outcome": "issue"}, {"outcome": {}}])
def test_a_claim_moves_only_to_states_that_there_are(moved: Event) -> None:
    cited = [{"source": "S1", "assertion": "press_report"}]
    claim = {"record": "claim", "investigation": "case", "key": "C1", "subject": "E1", "predicate": "funds"}
    content = {**claim, "object": "E2", "status": "draft", "citations": cited}
    assert "a state that there is not" in reasons(event(1, "record", content), event(2, "publish", moved))[0]
