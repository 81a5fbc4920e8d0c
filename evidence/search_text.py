"""The form in which names are compared: without case, width, vowel marks or diacritics, in any script."""

import unicodedata

_TATWEEL = "\u0640"


def fold_text(text: str) -> str:
    """Compatibility-decomposed, without combining marks and tatweel, case-folded, single spaces."""
    spread = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in spread if not unicodedata.combining(char) and char != _TATWEEL)
    return " ".join(unicodedata.normalize("NFKC", bare).casefold().split())
