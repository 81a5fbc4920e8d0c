"""Ids, and how a text names one outright."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.ids import named_outright, new_id, outright


def test_every_id_that_is_made_can_be_named_outright() -> None:
    made = {new_id() for _ in range(100)}
    assert len(made) == 100
    assert {named_outright(outright(one)) for one in made} == made


@given(st.text(max_size=30))
def test_nothing_else_names_one(text: str) -> None:
    assert named_outright(text) is None


@pytest.mark.parametrize(
    "text", ["id:E1", f"id:{'i' * 20}", f"id:{'A' * 20}", f"id: {'0' * 20}", f"id:{'0' * 21}", f"id:{'0' * 20}\n"]
)
def test_what_only_begins_like_it_is_a_key_or_a_name(text: str) -> None:
    assert named_outright(text) is None
