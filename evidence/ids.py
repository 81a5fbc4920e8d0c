"""Opaque random ids: they say nothing about what they stand for, nor how many there are.

Invariant: a text that is written ``id:`` and an id names the record of that id or none. A key may look like an id, and
where a text is looked up as a key first it would take that id's place; it can never take the place of ``id:`` and it.
"""

import re
import secrets

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 20
_OUTRIGHT = re.compile(f"id:([{_ALPHABET}]{{{_LENGTH}}})")


def new_id() -> str:
    """A fresh id: 20 characters of Crockford's base 32 in lower case, 100 random bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def outright(id_: str) -> str:
    """An id as it is written where a key might be meant too, and the address must stand for ever."""
    return f"id:{id_}"


def named_outright(text: str) -> str | None:
    """The id that a text names outright; None where it is a key, a name, or an id by itself."""
    found = _OUTRIGHT.fullmatch(text)
    return found[1] if found else None
