"""Opaque random ids: they say nothing about what they stand for, nor how many there are."""

import secrets

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 20


def new_id() -> str:
    """A fresh id: 20 characters of Crockford's base 32 in lower case, 100 random bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
