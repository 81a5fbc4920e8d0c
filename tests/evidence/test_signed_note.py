"""Signed notes: the format of C2SP, byte for byte; and no other text or key passes for the signed one."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import InvalidCheckpoint
from evidence.signed_note import Signer, is_signed, key_id, may_name_a_key, read_note, sign, verifier_key

TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PRIVATE = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
VERIFIER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SIGNATURE = (
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
)
PETER = Signer("PeterNeumann", Ed25519PrivateKey.from_private_bytes(PRIVATE))


def test_the_example_of_the_format_is_signed_to_the_byte() -> None:
    """The example key, text and signature of Go's sumdb/note, whence the format comes."""
    assert verifier_key("PeterNeumann", PETER.public_key) == VERIFIER
    assert sign(TEXT, [PETER]) == f"{TEXT}\n{SIGNATURE}\n"


def test_a_signed_note_reads_back_and_is_its_signers() -> None:
    other = Signer("Ada", Ed25519PrivateKey.generate())
    note = read_note(sign(TEXT, [PETER, other]).encode())
    assert note.text == TEXT
    assert [one.name for one in note.signatures] == ["PeterNeumann", "Ada"]
    assert is_signed(note, "PeterNeumann", PETER.public_key)
    assert is_signed(note, "Ada", other.public_key)


@given(st.integers(min_value=0), st.integers(0, 7))
def test_with_one_bit_turned_a_note_is_not_signed(place: int, bit: int) -> None:
    note = bytearray(sign(TEXT, [PETER]).encode())
    note[place % len(note)] ^= 1 << bit
    try:
        read = read_note(bytes(note))
    except InvalidCheckpoint:
        return
    assert not is_signed(read, "PeterNeumann", PETER.public_key)


def test_a_signature_of_another_key_or_under_another_name_is_not_taken() -> None:
    note = read_note(sign(TEXT, [PETER]).encode())
    assert not is_signed(note, "PeterNeumann", Ed25519PrivateKey.generate().public_key().public_bytes_raw())
    assert not is_signed(note, "Peter", PETER.public_key)


def test_a_line_that_claims_a_key_whose_signature_it_does_not_bear_is_not_taken() -> None:
    claimed = base64.b64encode(key_id("PeterNeumann", PETER.public_key) + bytes(64)).decode()
    note = read_note(f"{TEXT}\n\u2014 PeterNeumann {claimed}\n".encode())
    assert not is_signed(note, "PeterNeumann", PETER.public_key)


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"\n\n",
        TEXT.encode(),
        f"{TEXT}\n".encode(),
        f"{TEXT}\n{SIGNATURE}".encode(),
        f"{TEXT}\n- PeterNeumann AAAA\n".encode(),
        f"{TEXT}\n\u2014 PeterNeumann AAAAA\n".encode(),
        f"{TEXT}\n\u2014 PeterNeumann AAAA\n\u2014\n".encode(),
        f"{TEXT}\x00\n\n{SIGNATURE}\n".encode(),
        f"{TEXT}\n{SIGNATURE}\n".encode("utf-16"),
    ],
)
def test_what_is_no_signed_note_is_refused(note: bytes) -> None:
    with pytest.raises(InvalidCheckpoint, match="no signed note"):
        read_note(note)


def test_a_key_may_bear_what_can_stand_in_its_line() -> None:
    assert may_name_a_key("example.org/ledger")
    assert not any(may_name_a_key(name) for name in ("", "a b", "a+b", "a\nb", "a\u2003b", "a\x00"))
