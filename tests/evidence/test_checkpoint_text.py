"""Checkpoints as text: the three lines of C2SP's tlog-checkpoint, and nothing else passes for them."""

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evidence.checkpoint_text import Checkpoint, origin_of, read_checkpoint
from evidence.errors import InvalidCheckpoint
from evidence.signed_note import Signer, sign

GOLDEN = "example.org/ledger/public\n391\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
SIGNED = "xDe5vBk1AMp2XYVcBmprgykyp2+kQu4J04NGmlfqqg3wIm3IqR1Zun7LW7mJOE72jONvCBGRkkqd1cxrkYnPI9ye2Ak="
CHECKPOINT = Checkpoint(origin_of("example.org/ledger", "public"), 391, hashlib.sha256().digest())


def test_the_text_of_a_checkpoint_is_pinned_and_reads_back() -> None:
    assert CHECKPOINT.text == GOLDEN
    assert read_checkpoint(GOLDEN) == CHECKPOINT
    assert CHECKPOINT.tree == "public"


def test_a_signed_checkpoint_is_pinned() -> None:
    """Ed25519 signs the same text with the same key alike, so the whole file is one text."""
    signer = Signer(CHECKPOINT.origin, Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
    assert sign(CHECKPOINT.text, [signer]) == f"{GOLDEN}\n\u2014 example.org/ledger/public {SIGNED}\n"


@pytest.mark.parametrize(
    ("was", "instead"),
    [
        ("/public", "/private"),
        ("example.org/ledger/public\n", ""),
        ("391", "0391"),
        ("391", "-1"),
        ("391", "3.5"),
        ("391", "\u0663"),
        ("391", "9" * 30),
        ("47DE", "47D"),
        ("47DE", "47D!"),
        ("47DEQpj8", ""),
        ("FU=", "FV="),
        ("FU=\n", "FU="),
        ("FU=\n", "FU=\nmore\n"),
    ],
)
def test_what_is_not_exactly_a_checkpoint_is_refused(was: str, instead: str) -> None:
    assert was in GOLDEN
    with pytest.raises(InvalidCheckpoint, match="no checkpoint"):
        read_checkpoint(GOLDEN.replace(was, instead))
