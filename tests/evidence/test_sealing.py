"""Seals: bound to their content, silent about it, whole in their tree when the salt is gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.merkle import leaf_hash, prove_inclusion, root_of, shows_inclusion
from evidence.sealing import new_salt, seal

SALT = "00" * 32


def test_a_seal_is_pinned() -> None:
    assert seal(SALT, {"b": "警", "a": 1}) == "22f592b84d3ed6fe7a0681897c9d66b1356ca80951705ec619fb07eb6566165d"


@given(st.text(), st.text())
def test_other_content_has_another_seal(one: str, other: str) -> None:
    assert (seal(SALT, one) == seal(SALT, other)) == (one == other)


def test_a_guess_cannot_be_confirmed_without_the_salt() -> None:
    """The same content never has the same seal twice, so that nobody can try out what was sealed."""
    assert len({new_salt() for _ in range(50)}) == 50
    assert seal(new_salt(), "the guess") != seal(new_salt(), "the guess")


@pytest.mark.parametrize("salt", ["", "00", "00" * 31, "00" * 33])
def test_a_salt_of_another_length_is_refused(salt: str) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        seal(salt, "a")


def test_with_its_salt_erased_a_seal_stands_in_its_tree_as_before() -> None:
    kept: list[tuple[str | None, str]] = [
        (salt, seal(salt, n)) for n, salt in enumerate([new_salt() for _ in range(5)])
    ]
    before = root_of([leaf_hash(bytes.fromhex(sealed)) for _, sealed in kept])
    kept[2] = (None, kept[2][1])
    leaves = [leaf_hash(bytes.fromhex(sealed)) for _, sealed in kept]
    assert root_of(leaves) == before
    assert shows_inclusion(leaves[2], 2, 5, prove_inclusion(leaves, 2), before)
