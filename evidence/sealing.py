"""Seals: what the leaf of a tree holds instead of the content itself.

Invariant: a seal says nothing of its content to whoever has not its salt, 32 random bytes, so that a guess cannot
be confirmed; with the salt, no other content has that seal. Erase the salt, and the seal still stands in its tree.
"""

import hashlib
import secrets
from typing import Any

from evidence.canonical import canonical_json

SALT_BYTES = 32


def new_salt() -> str:
    """A fresh salt, in hex."""
    return secrets.token_hex(SALT_BYTES)


def seal(salt: str, content: Any) -> str:  # noqa: ANN401 -- any JSON value
    """SHA-256 over the salt and then the content's canonical JSON, in hex.

    Raises ValueError for a salt of another length: with one, salt and content could be split in two ways.
    """
    salted = bytes.fromhex(salt)
    if len(salted) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes")
    return hashlib.sha256(salted + canonical_json(content)).hexdigest()
