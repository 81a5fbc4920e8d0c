"""One value has one text and one digest, pinned."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.canonical import as_value, canonical_json, digest, record_digest
from tests.evidence.small import claim, entity

GOLDEN_ENTITY = "ebde491f6f4e9247b0affad36fc1db621ee574a0f6fe076ea1470061f1967a1c"
GOLDEN_CLAIM = "a884f937e31b6fb6d5a98672af41ed810f67ea678ce17e82bdc262fca9673f53"
"""Pinned: ledgers and reviews hold such digests, so that they may never change."""

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=3)
    ),
    max_leaves=8,
)


def test_canonical_json_is_pinned() -> None:
    value = {"b": [1, True, None], "a": {"é": '公\n"\\/\u2028\x7f\x01'}}
    assert canonical_json(value) == '{"a":{"é":"公\\n\\"\\\\/\u2028\x7f\\u0001"},"b":[1,true,null]}'.encode()


def test_digests_are_pinned() -> None:
    assert digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert digest(["公安", "e\u0301"]) == hashlib.sha256('["公安","e\u0301"]'.encode()).hexdigest()


def test_digests_of_records_are_pinned() -> None:
    assert record_digest(entity("E1")) == GOLDEN_ENTITY
    assert record_digest(claim("C1")) == GOLDEN_CLAIM


def test_the_digest_of_a_record_covers_its_kind_and_content() -> None:
    said = b'{"key":"E1","kind":"organisation","names":[{"text":"Entity E1"}],"record":"entity"}'
    assert canonical_json(as_value(entity("E1"))) == said
    assert record_digest(entity("E1")) == hashlib.sha256(said).hexdigest()


def test_to_publish_a_claim_leaves_its_digest_and_any_other_change_does_not() -> None:
    drafted = record_digest(claim("C1", status="draft"))
    assert record_digest(claim("C1", status="published")) == drafted
    assert record_digest(claim("C1", status="draft", polarity="denies")) != drafted
    assert record_digest(claim("C1", status="draft", visibility="team")) != drafted


def test_what_equals_its_default_makes_no_other_digest() -> None:
    assert record_digest(claim("C1", polarity="affirms", outcome="accepted", period={})) == record_digest(claim("C1"))


def test_the_same_letters_otherwise_composed_are_other_words() -> None:
    assert digest("e\u0301") != digest("\u00e9")


@given(json_values)
def test_the_order_in_which_fields_were_set_moves_no_byte(value: object) -> None:
    backwards = {"b": value, "a": value}
    assert canonical_json({"a": value, "b": value}) == canonical_json(backwards)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800"])
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"JSON|surrogates"):
        canonical_json(value)
