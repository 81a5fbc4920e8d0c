"""The arithmetic of verify.py: signatures as RFC 8032 has them, proofs as RFC 9162 does, beside other programs."""

import hashlib

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.merkle import leaf_hash, prove_inclusion, root_of
from reports.bundles import verify
from reports.bundles.verify import ORDER, P, is_included, is_signature

VECTORS = {
    "1": (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe246"
        "55141438e7a100b",
    ),
    "2": (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb"
        "00d291612bb0c00",
    ),
    "3": (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc"
        "027beceea1ec40a",
    ),
    "SHA(abc)": (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        hashlib.sha512(b"abc").hexdigest(),
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9"
        "bef1177331a704",
    ),
}
"""Of RFC 8032, section 7.1: public key, message, signature."""

NEUTRAL = (1).to_bytes(32, "little")
SMALL_ORDER = [
    NEUTRAL,
    (P - 1).to_bytes(32, "little"),
    (0).to_bytes(32, "little"),
    (1 << 255).to_bytes(32, "little"),
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"),
    bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
    bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"),
]
"""The eight points whose order divides eight."""

seeds = st.binary(min_size=32, max_size=32)


def accepted(key: bytes, signature: bytes, message: bytes) -> bool:
    """What the library says."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS.values(), ids=VECTORS)
def test_the_vectors_of_the_standard_hold_and_each_changed_part_fails(key: str, message: str, signature: str) -> None:
    given_ = [bytes.fromhex(one) for one in (key, signature, message)]
    assert is_signature(*given_)
    assert not is_signature(given_[0], given_[1], given_[2] + b"x")
    for part in range(0, 64, 9):
        changed = bytearray(given_[1])
        changed[part] ^= 1
        assert not is_signature(given_[0], bytes(changed), given_[2])


@given(seed=seeds, message=st.binary(max_size=40))
@settings(max_examples=20)
def test_what_the_library_signs_is_signed(seed: bytes, message: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    assert is_signature(key.public_key().public_bytes_raw(), key.sign(message), message)


@given(seed=seeds, bit=st.integers(0, 64 * 8 - 1), of_key=st.booleans())
@settings(max_examples=40)
def test_a_flipped_bit_is_judged_as_the_library_judges_it(seed: bytes, bit: int, of_key: bool) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    parts = [bytearray(private.public_key().public_bytes_raw()), bytearray(private.sign(b"text"))]
    flipped = parts[0 if of_key else 1]
    flipped[bit // 8 % len(flipped)] ^= 1 << bit % 8
    key, signature = map(bytes, parts)
    assert is_signature(key, signature, b"text") == accepted(key, signature, b"text") is False


@given(key=seeds, signature=st.binary(max_size=70))
@settings(max_examples=30)
def test_random_bytes_are_no_signature(key: bytes, signature: bytes) -> None:
    assert is_signature(key, signature, b"text") == accepted(key, signature, b"text") is False


@given(seed=seeds)
@settings(max_examples=10)
def test_a_signature_has_one_form(seed: bytes) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    key, signature = private.public_key().public_bytes_raw(), private.sign(b"text")
    again = signature[:32] + (int.from_bytes(signature[32:], "little") + ORDER).to_bytes(32, "little")
    assert is_signature(key, again, b"text") == accepted(key, again, b"text") is False
    assert not is_signature(key, signature + b"\0", b"text")
    assert not is_signature(key + b"\0", signature, b"text")


@pytest.mark.parametrize("key", SMALL_ORDER, ids=bytes.hex)
def test_a_key_of_small_order_signs_nothing(key: bytes) -> None:
    for nonce in SMALL_ORDER:
        assert not any(is_signature(key, nonce + bytes(32), bytes([number])) for number in range(8))


def test_under_a_key_of_small_order_the_library_takes_anything_for_signed() -> None:
    assert accepted(NEUTRAL, NEUTRAL + bytes(32), b"whatever")


def test_a_coordinate_not_below_the_prime_is_no_key() -> None:
    for y in range(P, 1 << 255):
        for sign_bit in (0, 1 << 255):
            assert verify.point_in((y | sign_bit).to_bytes(32, "little")) is None


@given(st.integers(1, 70), st.data())
def test_a_proof_shows_its_leaf_and_no_other_and_no_malformed_one_is_taken(size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(bytes([one])) for one in range(size)]
    number = data.draw(st.integers(0, size - 1))
    path, root = prove_inclusion(leaves, number), root_of(leaves)
    assert is_included(leaves[number], number, size, path, root)
    other = data.draw(st.integers(-2, size + 2).filter(lambda one: one != number))
    assert not is_included(leaves[number], other, size, path, root)
    assert not is_included(leaf_hash(b"other"), number, size, path, root)
    assert not is_included(leaves[number], number, size, [*path, root], root)
    assert not is_included(leaves[number], number, size, path, leaf_hash(b"root"))
    if path:
        cut = data.draw(st.integers(0, len(path) - 1))
        assert not is_included(leaves[number], number, size, path[:cut] + path[cut + 1 :], root)
        assert not is_included(leaves[number], number, size, [*path[:cut], path[cut][:-1], *path[cut + 1 :]], root)
