"""Checkpoints as text: the three lines of C2SP's tlog-checkpoint, and nothing else passes for them."""

import hashlib

import pytest

from evidence.checkpoint_text import Checkpoint, origin_of, read_checkpoint
from evidence.errors import InvalidCheckpoint

GOLDEN = "example.org/ledger/public\n391\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
CHECKPOINT = Checkpoint(origin_of("example.org/ledger", "public"), 391, hashlib.sha256().digest())


def test_the_text_of_a_checkpoint_is_pinned_and_reads_back() -> None:
    assert CHECKPOINT.text == GOLDEN
    assert read_checkpoint(GOLDEN) == CHECKPOINT
    assert CHECKPOINT.tree == "public"


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
