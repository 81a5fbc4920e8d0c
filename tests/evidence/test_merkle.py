"""Merkle trees: equal to the definition in RFC 9162, and proofs that show what they claim and nothing else."""

import hashlib
import os
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.merkle import (
    EMPTY_ROOT,
    leaf_hash,
    node_hash,
    prove_consistency,
    prove_inclusion,
    prove_inclusions,
    root_of,
    shows_consistency,
    shows_inclusion,
)

TREES = int(os.environ.get("THROUGHLINE_TEST_TREES", "150"))
"""How many trees of random size are compared with the definition."""

trees = st.lists(st.binary(max_size=3), min_size=1, max_size=40).map(lambda contents: [leaf_hash(c) for c in contents])


def defined_root(contents: list[bytes]) -> bytes:
    """MTH of RFC 9162, section 2.1.1, word for word."""
    if not contents:
        return hashlib.sha256().digest()
    if len(contents) == 1:
        return hashlib.sha256(b"\x00" + contents[0]).digest()
    k = largest_power_below(len(contents))
    return hashlib.sha256(b"\x01" + defined_root(contents[:k]) + defined_root(contents[k:])).digest()


def defined_inclusion(number: int, contents: list[bytes]) -> list[bytes]:
    """PATH of section 2.1.3.1."""
    if len(contents) == 1:
        return []
    k = largest_power_below(len(contents))
    if number < k:
        return [*defined_inclusion(number, contents[:k]), defined_root(contents[k:])]
    return [*defined_inclusion(number - k, contents[k:]), defined_root(contents[:k])]


def defined_consistency(older: int, contents: list[bytes], *, whole: bool = True) -> list[bytes]:
    """SUBPROOF of section 2.1.4.1."""
    if older == len(contents):
        return [] if whole else [defined_root(contents)]
    k = largest_power_below(len(contents))
    if older <= k:
        return [*defined_consistency(older, contents[:k], whole=whole), defined_root(contents[k:])]
    return [*defined_consistency(older - k, contents[k:], whole=False), defined_root(contents[:k])]


def largest_power_below(size: int) -> int:
    k = 1
    while k * 2 < size:
        k *= 2
    return k


def content(size: int) -> list[bytes]:
    return [f"leaf {number}".encode() for number in range(size)]


def hashed(contents: list[bytes]) -> list[bytes]:
    return [leaf_hash(one) for one in contents]


def test_the_root_of_nothing_and_of_known_leaves_is_pinned() -> None:
    """From the reference tree of the Certificate Transparency project."""
    known = [b"", b"\x00", b"\x10", b"\x20\x21", b"\x30\x31", b"@ABC", b"PQRSTUVW", b"`abcdefghijklmno"]
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root_of([]) == EMPTY_ROOT
    assert root_of(hashed(known)).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def test_trees_of_many_sizes_equal_the_definition_with_all_their_proofs() -> None:
    chance = random.Random(9162)
    sizes = [*range(1, 20), *(chance.randint(20, 150) for _ in range(TREES - 19))]
    for size in sizes:
        contents = content(size)
        leaves = hashed(contents)
        number, older = chance.randrange(size), chance.randint(1, size)
        assert root_of(leaves) == defined_root(contents)
        assert prove_inclusion(leaves, number) == defined_inclusion(number, contents)
        assert prove_consistency(leaves, older) == defined_consistency(older, contents)


@given(trees, st.data())
def test_several_proofs_at_once_are_those_of_each(leaves: list[bytes], data: st.DataObject) -> None:
    numbers = data.draw(st.lists(st.integers(0, len(leaves) - 1), max_size=5))
    assert prove_inclusions(leaves, numbers) == [prove_inclusion(leaves, number) for number in numbers]


@given(trees, st.data())
def test_a_proof_shows_its_leaf_at_its_place_and_at_no_other(leaves: list[bytes], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(leaves) - 1))
    proof, root = prove_inclusion(leaves, number), root_of(leaves)
    assert shows_inclusion(leaves[number], number, len(leaves), proof, root)
    for other in range(len(leaves)):
        same = other == number or leaves[other] == leaves[number]
        assert same or not shows_inclusion(leaves[other], number, len(leaves), proof, root)


@given(trees, st.data())
def test_a_tree_is_shown_to_have_grown_from_what_it_was_and_from_nothing_else(
    leaves: list[bytes], data: st.DataObject
) -> None:
    older = data.draw(st.integers(0, len(leaves)))
    proof, root, before = prove_consistency(leaves, older), root_of(leaves), root_of(leaves[:older])
    assert shows_consistency(older, before, len(leaves), root, proof)
    rewritten = root_of([leaf_hash(b"rewritten"), *leaves[1:older]])
    assert older == 0 or not shows_consistency(older, rewritten, len(leaves), root, proof)


def damaged(proof: list[bytes], data: st.DataObject) -> list[bytes]:
    """A proof with a bit turned, a hash too many, one too few, one cut short, or two changed places."""
    at = data.draw(st.integers(0, max(len(proof) - 1, 0)))
    ways = [[*proof[:at], bytes(32), *proof[at:]]]
    if proof:
        turned = bytes([proof[at][0] ^ 1]) + proof[at][1:]
        ways += [[*proof[:at], *proof[at + 1 :]], [*proof[:at], proof[at][:31], *proof[at + 1 :]]]
        ways += [[*proof[:at], turned, *proof[at + 1 :]], proof[::-1]]
    return data.draw(st.sampled_from([way for way in ways if way != proof]))


@given(trees, st.data())
def test_a_damaged_proof_of_inclusion_is_refused(leaves: list[bytes], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(leaves) - 1))
    proof = damaged(prove_inclusion(leaves, number), data)
    assert not shows_inclusion(leaves[number], number, len(leaves), proof, root_of(leaves))


@given(trees, st.data())
def test_a_damaged_proof_of_consistency_is_refused(leaves: list[bytes], data: st.DataObject) -> None:
    older = data.draw(st.integers(1, len(leaves)))
    proof = damaged(prove_consistency(leaves, older), data)
    assert not shows_consistency(older, root_of(leaves[:older]), len(leaves), root_of(leaves), proof)


@pytest.mark.parametrize(("number", "size"), [(-1, 3), (3, 3), (0, 0), (2, 1), (0, 2), (0, 2**70)])
def test_numbers_that_fit_no_tree_show_nothing(number: int, size: int) -> None:
    leaves = hashed(content(3))
    proof = prove_inclusion(leaves, 0)
    assert not shows_inclusion(leaves[0], number, size, proof, root_of(leaves))
    assert not shows_consistency(number + 1, leaves[0], size, root_of(leaves), proof)


def test_a_tree_of_one_leaf_has_no_other() -> None:
    (leaf,) = hashed(content(1))
    assert shows_inclusion(leaf, 0, 1, [], leaf)
    assert not shows_inclusion(leaf, 5, 1, [], leaf)


def test_two_hashes_cut_at_another_place_are_no_hashes() -> None:
    """What is hashed for a node does not say where its left half ends."""
    leaves = hashed(content(2))
    both = b"".join(leaves)
    for cut in (31, 33):
        assert not shows_inclusion(both[:cut], 0, 2, [both[cut:]], root_of(leaves))
        assert not shows_consistency(1, both[:cut], 2, root_of(leaves), [both[cut:]])


def test_what_a_tree_does_not_hold_has_no_proof() -> None:
    leaves = hashed(content(3))
    for number in (-1, 3):
        with pytest.raises(IndexError):
            prove_inclusion(leaves, number)
    for older in (-1, 4):
        with pytest.raises(IndexError):
            prove_consistency(leaves, older)


def test_without_the_mark_of_a_node_trees_are_not_those_of_the_definition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence.merkle.node_hash", lambda left, right: hashlib.sha256(left + right).digest())
    with pytest.raises(AssertionError):
        test_trees_of_many_sizes_equal_the_definition_with_all_their_proofs()


def test_a_node_is_no_leaf() -> None:
    left, right = hashed(content(2))
    assert leaf_hash(left + right) != node_hash(left, right) == root_of([left, right])
