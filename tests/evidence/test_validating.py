"""Refusals in plain words, at their field."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from evidence.drafts import DRAFTS
from evidence.errors import CaseRefused
from evidence.exchange.placed import Place
from evidence.exchange.validating import FORMS, validated

PLACE = Place("records.jsonl", 4)
ENTITY: dict[str, Any] = {"key": "E1", "kind": "organisation", "names": [{"text": "First"}]}
CITATION = {"source": "S1", "assertion": "press_report"}
CLAIM = {
    "key": "C1",
    "subject": "E1",
    "predicate": "funds",
    "object": "E2",
    "status": "published",
    "citations": [CITATION],
}
CAPTURE = {"key": "K1", "source": "S1", "sha256": "0" * 64, "size": 1, "taken": "2019", "method": "m", "by": "Ada"}
JUDGEMENT = {"key": "J1", "entities": ["E1", "E2"], "verdict": "same", "basis": "b"}
WHOLE: dict[str, dict[str, Any]] = {"entity": ENTITY, "claim": CLAIM, "capture": CAPTURE, "judgement": JUDGEMENT}


def reasons(kind: str, changes: Mapping[str, Any]) -> list[str]:
    with pytest.raises(CaseRefused) as refused:
        validated(kind, {**WHOLE[kind], **changes}, PLACE)
    assert all((mistake.file, mistake.line) == ("records.jsonl", 4) for mistake in refused.value.mistakes)
    return [mistake.reason for mistake in refused.value.mistakes]


@pytest.mark.parametrize("kind", DRAFTS)
def test_every_form_that_a_text_must_have_is_told_in_words(kind: str) -> None:
    schema = json.dumps(DRAFTS[kind].model_json_schema())
    assert {json.loads(form) for form in re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', schema)} <= FORMS.keys()


@pytest.mark.parametrize("kind", WHOLE)
def test_a_whole_record_is_placed(kind: str) -> None:
    placed = validated(kind, WHOLE[kind], PLACE)
    assert (placed.draft.record, placed.place) == (kind, PLACE)


@pytest.mark.parametrize(
    ("kind", "changes", "reason"),
    [
        ("entity", {"knd": "x"}, "knd: unknown field; known here are key, visibility, kind, types, names, identifiers"),
        ("entity", {"names": [{"text": "a", "lng": "en"}]}, "names no. 1, lng: unknown field; known here are text, "),
        ("claim", {"period": {"from": "2019"}}, "period, from: unknown field; known here are edtf, as_of"),
        ("claim", {"citations": [{"source": "S1"}]}, "citations no. 1, assertion: is missing"),
        (
            "entity",
            {"kind": "company"},
            "kind: must be 'organisation', 'person', 'place', 'programme', 'allegation' or",
        ),
        ("entity", {"visibility": "secret"}, "visibility: 'secret' is not in the list visibility: public, team, "),
        ("entity", {"types": ["country"]}, "types: 'country' is no type of organisation: police_force, "),
        ("claim", {"predicate": "likes"}, "predicate: 'likes' is not in the list predicates: funds, "),
        ("claim", {"object": None}, "object: funds needs an object"),
        ("claim", {"object": "E1"}, "object: is the same entity as the subject"),
        ("claim", {"period": {"edtf": "2021/2019"}}, "period: '2021/2019' ends before it starts"),
        ("claim", {"period": {"as_of": "soon"}}, "period, as_of: 'soon' is no date that is taken"),
        ("claim", {"citations": []}, "citations: must list at least 1"),
        ("claim", {"citations": "S1"}, "citations: must be a list"),
        ("claim", {"citations": ["S1"]}, "citations no. 1: must have fields of its own"),
        ("claim", {"citations": [{**CITATION, "credibility": 2}]}, "citations no. 1, credibility: must be text"),
        ("entity", {"summary": "  "}, "summary: must not be empty"),
        ("entity", {"summary": 12}, "summary: must be text"),
        ("entity", {"summary": "\ud800"}, "summary: holds half a character"),
        ("entity", {"key": "k" * 101}, "key: must not be longer than 100 characters"),
        ("entity", {"key": "a\nb"}, "key: holds a line break or another control character"),
        ("capture", {"sha256": "A" * 64}, "sha256: must be 64 hexadecimal digits, a to f in lower case"),
        ("capture", {"size": 2**63}, "size: must not be more than 9223372036854775807"),
        ("capture", {"size": -1}, "size: must not be less than 0"),
        ("capture", {"size": "a lot"}, "size: must be a whole number"),
        ("capture", {"size": True}, "size: must be a whole number"),
        ("capture", {"size": 1.0}, "size: must be a whole number"),
        ("capture", {"size": None}, "size: must be a whole number"),
        ("judgement", {"entities": ["E1"]}, "entities: must list at least 2"),
        ("judgement", {"entities": ["E1", "E2", "E3"]}, "entities: must list no more than 2"),
    ],
)
def test_a_mistake_is_said_in_plain_words_at_its_field(kind: str, changes: Mapping[str, Any], reason: str) -> None:
    found = reasons(kind, changes)
    assert len(found) == 1
    assert found[0].startswith(reason)


def test_every_mistake_of_a_record_is_said() -> None:
    found = reasons(
        "claim", {"key": "", "polarity": "maybe", "citations": [{"source": "S1"}, {**CITATION, "quote": ""}]}
    )
    assert [reason.split(":")[0] for reason in found] == [
        "key",
        "polarity",
        "citations no. 1, assertion",
        "citations no. 2, quote",
    ]
