"""Editions in the audit chain are judged like every other event."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from evidence.edition_drafts import EditionDraft
from evidence.verification.refolding import refold
from evidence.verification.sealed import unsound_editions
from tests.evidence.test_editions import draft

CLAIM = {"id": "c", "key": "C", "investigation": "i", "digest": "a" * 64}
SAID: dict[str, Any] = {"sources": (), "replies": {}, "denials": (), "disputes": ()}


def event(seq: int, key: str, edition: EditionDraft | None) -> Mapping[str, Any]:
    body = {"key": key, "edition": edition.model_dump(mode="json", exclude_defaults=True) if edition else {}}
    return {"seq": seq, "verb": "seal_edition", "record_id": None, "actor": "Ada", "body": json.dumps(body)}


def reasons(*events: Mapping[str, Any]) -> list[str]:
    return [fault.reason for fault in unsound_editions(refold(events))]


def test_editions_in_their_order_are_sound() -> None:
    second = draft(number=2, corrects="public-1")
    assert not reasons(
        event(2, "public-1", draft()), event(3, "public-2", second), event(4, "team-1", draft(audience="team"))
    )


@pytest.mark.parametrize(
    ("key", "edition", "reason"),
    [
        ("public-1", None, "seals no edition"),
        ("public-2", draft(), "out of its order"),
        ("public-1", draft(number=2), "out of its order"),
        ("public-1", draft(corrects="public-9"), "out of its order"),
        ("public-1", draft(as_of=2), "not yet there"),
        ("public-1", draft(claims=({**CLAIM, **SAID},)), "no event recorded"),
    ],
)
def test_what_is_none_is_a_fault(key: str, edition: EditionDraft | None, reason: str) -> None:
    assert [reason in one for one in reasons(event(2, key, edition))] == [True]


def test_an_edition_that_was_erased_counts_and_lets_what_corrected_it_stand() -> None:
    left = {**event(2, "public-1", None), "verb": "erased", "body": "{}"}
    second = event(3, "public-2", draft(number=2, corrects="public-1"))
    folded = refold([left, second])
    assert not list(unsound_editions(folded, {2: "public-1"}))
    assert len(list(unsound_editions(folded))) == 1
