"""Which claims stand in the place of one that was taken back: what was said of it goes on to be said of them.

Invariant: only what the reader may see leads on, and only the content and status of claims decide, which an
export holds; so a reply or a dispute goes to the same claims in every ledger and for every audience. A claim is judged
by the last of its versions that was more than a draft, so what nobody was told of decides nothing. A reply goes on
only to those that state the same relation: nobody answered what they were never asked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from evidence.replay import Kept, Replay
from evidence.vocabulary import vocabulary

_GAVE_WAY = ("superseded", "withdrawn")

Place = tuple[str, str]
"""Investigation and key."""


class _End(NamedTuple):
    """A claim at which a line of succession ends."""

    key: str
    status: str | None


@dataclass(slots=True)
class Heirs:
    """The lines of succession of a replay; ``seen`` says whether its reader may see a version of a claim, published or
    not."""

    replay: Replay
    seen: Callable[[Kept], bool]
    sees_drafts: bool
    _known: defaultdict[Place, list[Kept]] = field(default_factory=lambda: defaultdict(list))
    _younger: defaultdict[Place, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))

    def __post_init__(self) -> None:
        for kept in self.replay.kept.values():
            if kept.kind == "claim" and self._counts(kept):
                self._known[kept.investigation, kept.key].append(kept)
                if "supersedes" in kept.content:
                    self._younger[kept.investigation, kept.content["supersedes"]][kept.key] = None

    def _counts(self, claim: Kept) -> bool:
        """Whether a version may decide: also a draft in whose place another was published, as an export tells it."""
        current = self.replay.ids[claim.investigation, claim.key] == claim.id
        return current if self.sees_drafts else claim.known or (current and claim.status == "superseded")

    def last_known(self, investigation: str, key: str) -> Kept | None:
        """The last version of a claim that was more than a draft and that the reader may see, or that gave way as one;
        for who sees drafts, the one that has the key."""
        seen = [one for one in self._known.get((investigation, key), ()) if self.seen(one)]
        return next((one for one in reversed(seen) if one.known), seen[-1] if seen else None)

    def of(self, near: Kept, key: str) -> tuple[str, ...]:
        """The published claims that stand in the place of the one with the key; where all of these fell, the retracted
        ones, so that what was said of it falls as openly as they did; itself, where there are neither."""
        ends = self._ends(near.investigation, key)
        line = [end for end in ends if near.kind != "reply" or self._answered(near.investigation, key, end.key)]
        return _with(line, "published") or _with(line, "retracted") or (key,)

    def _answered(self, investigation: str, key: str, heir: str) -> bool:
        """Whether a reply to the claim with the key is one to its heir as well."""
        older, younger = (self.last_known(investigation, one) for one in (key, heir))
        return older is not None and younger is not None and _stated(older.content) == _stated(younger.content)

    def _ends(self, investigation: str, key: str) -> list[_End]:
        ends, waiting, passed = list[_End](), [key], set[str]()
        while waiting:
            at = waiting.pop()
            claim = None if at in passed else self.last_known(investigation, at)
            passed.add(at)
            if claim and claim.status in _GAVE_WAY:
                waiting += reversed([one for one in self._younger[investigation, at] if self._follows(claim, one)])
            elif claim:
                ends.append(_End(at, claim.status))
        return ends

    def _follows(self, older: Kept, key: str) -> bool:
        """Whether the claim with the key says of itself, as last known, that it takes the place of the older one."""
        younger = self.last_known(older.investigation, key)
        return younger is not None and younger.content.get("supersedes") == older.key


def _with(line: Iterable[_End], status: str) -> tuple[str, ...]:
    return tuple(end.key for end in line if end.status == status)


def _stated(claim: dict[str, Any]) -> tuple[object, ...]:
    """The relation that a claim affirms or denies; the ends of one without a direction in key order."""
    ends = [claim["subject"], claim.get("object")]
    if not vocabulary().predicates[claim["predicate"]].directed:
        ends.sort(key=str)
    return claim["predicate"], *ends, claim.get("scope"), claim.get("polarity", "affirms")
