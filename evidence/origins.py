"""When two origins are one: compared trimmed, NFC, case-folded. Independence is recorded, never guessed."""

import unicodedata


def fold(origin: str) -> str:
    """The form in which origins are compared."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", origin.strip()).casefold())
