"""Merkle trees in the shapes of RFC 9162: one hash over many leaves, and short proofs of what it covers.

Invariant: a leaf and a node are never hashed alike (0x00 and 0x01 stand before what is hashed), so neither can be
passed off as the other; a proof of the wrong length, of hashes of the wrong size or for numbers that fit no tree
is refused, never an error. Numbers of leaves count from 0; a hash is 32 bytes.
"""

import hashlib
from collections.abc import Iterable, Sequence

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""

Hashes = Sequence[bytes]


def leaf_hash(content: bytes) -> bytes:
    """The hash of a leaf that holds this content."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over two others."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves: Hashes) -> bytes:
    """The root of the tree over these leaf hashes."""
    return _levels(leaves)[-1][0] if leaves else EMPTY_ROOT


def prove_inclusion(leaves: Hashes, number: int) -> list[bytes]:
    """The proof that leaf ``number`` is in the tree, from the bottom up; raises IndexError where there is none."""
    return prove_inclusions(leaves, [number])[0]


def prove_inclusions(leaves: Hashes, numbers: Iterable[int]) -> list[list[bytes]]:
    """The proofs of several leaves, the tree worked out once; raises as ``prove_inclusion`` does."""
    levels = _levels(leaves)
    return [_siblings(levels, number) for number in numbers]


def prove_consistency(leaves: Hashes, older: int) -> list[bytes]:
    """The proof that the tree began as its first ``older`` leaves; raises IndexError where it has not so many."""
    if not 0 <= older <= len(leaves):
        raise IndexError(f"a tree of {len(leaves)} leaves never was one of {older}")
    return _consistency(leaves, older, whole=True) if older else []


def shows_inclusion(leaf: bytes, number: int, size: int, proof: Hashes, root: bytes) -> bool:
    """Whether the proof shows that this leaf hash is number ``number`` of the tree with that size and root."""
    if not 0 <= number < size or not _are_hashes([leaf, root, *proof]):
        return False
    here, last, found = number, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if here & 1 or here == last:
            found = node_hash(sibling, found)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        here, last = here >> 1, last >> 1
    return last == 0 and found == root


def shows_consistency(older: int, older_root: bytes, size: int, root: bytes, proof: Hashes) -> bool:
    """Whether the proof shows that the tree with that size and root began as the older one."""
    if not 0 <= older <= size or not _are_hashes([older_root, root, *proof]):
        return False
    if older in (0, size):
        return not proof and older_root == (root if older else EMPTY_ROOT)
    path = [older_root, *proof] if older & (older - 1) == 0 else list(proof)
    return bool(path) and _grew(path, older - 1, size - 1, older_root, root)


def _grew(path: Hashes, here: int, last: int, older_root: bytes, root: bytes) -> bool:
    """Build both roots from one proof; ``here`` and ``last`` are the numbers of the two last leaves."""
    while here & 1:
        here, last = here >> 1, last >> 1
    before = after = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        here, last = here >> 1, last >> 1
    return last == 0 and before == older_root and after == root


def _siblings(levels: Sequence[Hashes], number: int) -> list[bytes]:
    if not 0 <= number < len(levels[0]):
        raise IndexError(f"a tree of {len(levels[0])} leaves has none of number {number}")
    proof: list[bytes] = []
    for level in levels[:-1]:
        if number ^ 1 < len(level):
            proof.append(level[number ^ 1])
        number >>= 1
    return proof


def _levels(leaves: Hashes) -> list[Hashes]:
    """The tree from its leaves to its root; the odd one out at the end of a level goes up as it is."""
    levels = [leaves]
    while len(levels[-1]) > 1:
        below = levels[-1]
        pairs = [node_hash(below[left], below[left + 1]) for left in range(0, len(below) - 1, 2)]
        levels.append(pairs + list(below[len(pairs) * 2 :]))
    return levels


def _consistency(leaves: Hashes, older: int, *, whole: bool) -> list[bytes]:
    """The proof within a part of the tree; the root of the whole older tree is known, and so is left out."""
    if older == len(leaves):
        return [] if whole else [root_of(leaves)]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if older <= split:
        return [*_consistency(leaves[:split], older, whole=whole), root_of(leaves[split:])]
    return [*_consistency(leaves[split:], older - split, whole=False), root_of(leaves[:split])]


def _are_hashes(values: Hashes) -> bool:
    return all(len(value) == HASH_BYTES for value in values)
