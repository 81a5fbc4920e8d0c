"""Where names stand in a text: what is a name is not ours to write otherwise.

Invariant: a name is found wherever it stands as recorded and as a word of its own, in any script.
"""

import re
from collections.abc import Iterable


class NamesWithin:
    """The places of names in one text; a place is the index of a character."""

    def __init__(self, text: str, names: Iterable[str]) -> None:
        # Only English words are taken for parts of longer ones: other scripts may write names without spaces.
        self._spans = [
            (found.start(), found.start() + len(name))
            for name in set(names)
            for found in re.finditer(rf"(?<!\w)(?={re.escape(name)}(?!\w))", text, re.ASCII)
        ]

    def holds(self, place: int) -> bool:
        """Whether the character there is part of a name."""
        return any(start <= place < end for start, end in self._spans)

    def goes_on(self, place: int) -> bool:
        """Whether a name that began before goes on there."""
        return any(start < place < end for start, end in self._spans)
