"""Which claims stand in the place of one that was taken back: what was said of it goes on to be said of them.

Invariant: only what the reader may see leads on, and only the content and status of claims decide, which an
export holds; so a reply or a dispute goes to the same claims in every ledger and for every audience. A reply goes on
only to those that state the same relation: nobody answered what they were never asked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from evidence.replay import Kept, Replay
from evidence.vocabulary import vocabulary

_GAVE_WAY = ("superseded", "withdrawn")


class _End(NamedTuple):
    """A claim at which a line of succession ends."""

    key: str
    status: str | None


@dataclass(slots=True)
class Heirs:
    """The lines of succession of a replay; ``seen`` says whether its reader may see a claim, published or not."""

    replay: Replay
    seen: Callable[[Kept], bool]
    _younger: defaultdict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for (investigation, key), record_id in self.replay.ids.items():
            older = self.replay.kept[record_id].content.get("supersedes")
            if older:
                self._younger[investigation, older].append(key)

    def of(self, near: Kept, key: str) -> tuple[str, ...]:
        """The published claims that stand in the place of the one with the key; where all of these fell, the retracted
        ones, so that what was said of it falls as openly as they did; itself, where there are neither."""
        ends = self._ends(near, key, set())
        line = [end for end in ends if near.kind != "reply" or self._answered(near, key, end.key)]
        return _with(line, "published") or _with(line, "retracted") or (key,)

    def _answered(self, reply: Kept, key: str, heir: str) -> bool:
        """Whether a reply to the claim with the key is one to its heir as well."""
        older, younger = (self.replay.kept[self.replay.ids[reply.investigation, one]] for one in (key, heir))
        return _stated(older.content) == _stated(younger.content)

    def _ends(self, near: Kept, key: str, passed: set[str]) -> list[_End]:
        kept = self.replay.kept.get(self.replay.id_of(near, key) or "")
        if key in passed or kept is None or kept.kind != "claim" or not self.seen(kept):
            return []
        passed.add(key)
        if kept.status not in _GAVE_WAY:
            return [_End(key, kept.status)]
        younger = self._younger[near.investigation, key]
        return [end for one in younger for end in self._ends(near, one, passed)]


def _with(line: Iterable[_End], status: str) -> tuple[str, ...]:
    return tuple(end.key for end in line if end.status == status)


def _stated(claim: dict[str, Any]) -> tuple[object, ...]:
    """The relation that a claim affirms or denies; the ends of one without a direction in key order."""
    ends = [claim["subject"], claim.get("object")]
    if not vocabulary().predicates[claim["predicate"]].directed:
        ends.sort(key=str)
    return claim["predicate"], *ends, claim.get("scope"), claim.get("polarity", "affirms")
