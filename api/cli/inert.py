"""Text that does nothing to the terminal that shows it.

Invariant: nothing that a record holds can move the cursor, colour the terminal or turn the direction of what follows.
"""

import re

_LIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters but tab and line feed, marks that reorder text, and halves of characters."""


def inert(text: str) -> str:
    """The text with a mark in the place of every character that would do something instead of being shown."""
    return _LIVE.sub("\N{REPLACEMENT CHARACTER}", text)
