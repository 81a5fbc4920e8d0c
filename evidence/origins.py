"""When two origins are one: compared trimmed, NFC, case-folded. Independence is recorded, never guessed."""

import unicodedata

_LONG = 10
"""Of shorter names, such as initials, one letter makes another name."""


def fold(origin: str) -> str:
    """The form in which origins are compared."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", origin.strip()).casefold())


def forms_of(origin: str) -> frozenset[str]:
    """What near names have in common: the letters and digits, all of them and, of a longer name, all but one."""
    plain = "".join(letter for letter in fold(origin) if letter.isalnum())
    shorter = (plain[:place] + plain[place + 1 :] for place in range(len(plain))) if len(plain) >= _LONG else ()
    return frozenset((plain, *shorter))
