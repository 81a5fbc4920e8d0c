"""Checkpoints as text: the head of a tree at one size, in the format that C2SP specifies as tlog-checkpoint.

Invariant: one checkpoint, one text; what is not exactly of this form is refused, so that nothing signed can be
read in two ways.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Literal

from evidence.errors import InvalidCheckpoint
from evidence.merkle import HASH_BYTES

Tree = Literal["house", "public"]
TREES: tuple[Tree, ...] = ("house", "public")
"""The two trees of a ledger: over every event, and over what is public."""

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a tree: whose tree it is, how many leaves it has, and its root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @property
    def tree(self) -> str:
        """Which tree of its ledger it is of."""
        return self.origin.rpartition("/")[2]


def origin_of(name: str, tree: Tree) -> str:
    """The first line of a checkpoint: the name that the ledger signs with, and which of its trees it is."""
    return f"{name}/{tree}"


def read_checkpoint(text: str) -> Checkpoint:
    """Take the signed lines apart; raises InvalidCheckpoint. Further lines, which the format allows, are refused."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not _SIZE.fullmatch(lines[1]):
        raise InvalidCheckpoint("this is no checkpoint: it has three lines, an origin, a size and a root")
    checkpoint = Checkpoint(lines[0], int(lines[1]), _root(lines[2]))
    if checkpoint.tree not in TREES or checkpoint.text != text:
        raise InvalidCheckpoint("this is no checkpoint of a ledger: its first line ends in /house or /public")
    return checkpoint


def _root(line: str) -> bytes:
    try:
        root = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidCheckpoint("this is no checkpoint: its root is not base64") from error
    if len(root) != HASH_BYTES:
        raise InvalidCheckpoint(f"this is no checkpoint: its root has {len(root)} bytes, not {HASH_BYTES}")
    return root
