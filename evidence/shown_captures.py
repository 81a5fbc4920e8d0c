"""Which capture stands beside a citation for a reader: the one that it names, or a redacted copy of it.

Invariant: whoever may not see a capture, or the source that it is of, is told neither its key nor its digest, nor what
was found in it. Of several copies that a reader may see, it is the one for the narrowest circle, the first by key among
equals.
"""

from collections import defaultdict

from evidence.replay import Kept, Replay


class ShownCaptures:
    """The captures that readers of one level (a number of LEVELS) get to see."""

    def __init__(self, everything: Replay, level: int) -> None:
        self._everything, self._level = everything, level
        self._copies: defaultdict[str, list[Kept]] = defaultdict(list)
        for kept in everything.kept.values():
            original = everything.id_of(kept, kept.content.get("redacts", "")) if kept.kind == "capture" else None
            if original and self._is_seen(kept):
                self._copies[original].append(kept)

    def of(self, near: Kept, key: str | None) -> Kept | None:
        """The capture that a record's reader gets where it names this key; None where there is none to be seen."""
        named = self._everything.kept.get(self._everything.id_of(near, key or "") or "")
        if named is None or self._is_seen(named):
            return named
        return min(self._copies[named.id], key=lambda copy: (-copy.level, copy.key), default=None)

    def _is_seen(self, capture: Kept) -> bool:
        source = self._everything.kept.get(self._everything.id_of(capture, capture.content["source"]) or "")
        return capture.level <= self._level and source is not None and source.level <= self._level
