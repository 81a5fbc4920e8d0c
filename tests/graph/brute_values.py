"""What brute force works with: the calendar in segments, relations, and what a walk over them is worth.

Days are numbered segments: the calendar is cut wherever any period of the disclosure begins or ends, so that a set
of days is a plain set of numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from evidence.dates import EARLIEST, LATEST, Days, day_text
from evidence.views import ClaimView, Disclosure, EntityView
from evidence.vocabulary import Predicate

WORST_TO_BEST = ["unjudged", "reported", "corroborated", "documented", "established"]
NEVER_TO_SURELY = ["impossible", "sequence", "possible", "observed"]


@dataclass
class Calendar:
    """Segments of days, cut so that no period begins or ends within one."""

    firsts: list[int]

    @classmethod
    def of(cls, disclosure: Disclosure) -> "Calendar":
        cuts = {EARLIEST}
        for claim in disclosure.claims.values():
            for days in (claim.period.hull, claim.period.core):
                if days:
                    cuts |= {days[0], days[1] + 1}
        return cls(sorted(cut for cut in cuts if cut <= LATEST))

    def segments(self, days: Days) -> set[int]:
        return {n for n, first in enumerate(self.firsts) if days[0] <= first <= days[1]}

    def segment_at(self, day: int) -> int:
        return max(n for n, first in enumerate(self.firsts) if first <= day)

    def windows(self, segments: set[int]) -> list[dict[str, str | None]]:
        out = []
        for n in sorted(segments):
            if n - 1 not in segments:
                end = n
                while end + 1 in segments:
                    end += 1
                last = self.firsts[end + 1] - 1 if end + 1 < len(self.firsts) else LATEST
                out.append({"from": day_text(self.firsts[n]), "to": day_text(last)})
        return out


@dataclass
class Relation:
    """One hop: who, what, within which scope, and what its claims come to."""

    predicate: Predicate
    ends: tuple[EntityView, EntityView]
    scope: EntityView | None
    affirming: list[ClaimView]
    denying: list[ClaimView]
    standing: str = "unjudged"
    count: int = 0
    origins: set[str] = field(default_factory=set)
    cores: set[int] = field(default_factory=set)
    hulls: set[int] = field(default_factory=set)

    @property
    def lies_in(self) -> EntityView | None:
        if self.scope:
            return self.scope
        programmes = [end for end in self.ends if end.kind == "programme"]
        return programmes[0] if len(programmes) == 1 else None

    @property
    def contested(self) -> bool:
        answers = {reply.attribution for claim in self.affirming for reply in claim.replies}
        return bool(self.denying) or bool(answers & {"denies", "act_not_responsibility", "other_explanation"})

    @property
    def hub_side(self) -> set[str]:
        subject, object_ = (end.id for end in self.ends)
        return {"subject": {subject}, "object": {object_}, "both": {subject, object_}, None: set()}[self.predicate.hub]


@dataclass
class Walk:
    """A simple walk and what it is worth."""

    relations: list[Relation]
    entities: list[EntityView]
    backwards: bool

    @property
    def along(self) -> list[bool]:
        pairs = zip(self.relations, self.entities, strict=False)
        return [not relation.predicate.directed or relation.ends[0].id == start.id for relation, start in pairs]

    @property
    def strength(self) -> str:
        return min((relation.standing for relation in self.relations), key=WORST_TO_BEST.index)

    @property
    def time(self) -> str:
        return self.time_of(range(len(self.relations)))

    def time_of(self, numbers: Sequence[int]) -> str:
        some = [self.relations[n] for n in numbers]
        if set.intersection(*(relation.cores for relation in some)):
            return "observed"
        if set.intersection(*(relation.hulls for relation in some)):
            return "possible"
        flows = [self.along[n] for n in numbers if self.relations[n].predicate.cls == "flow"]
        if self.backwards in flows or not _can_follow(some[::-1] if self.backwards else some):
            return "impossible"
        return "sequence"

    @property
    def decided_by(self) -> list[int]:
        if self.time == "observed":
            return []
        worst = NEVER_TO_SURELY.index(self.time)
        every = range(len(self.relations))
        subsets = [some for size in range(1, len(every) + 1) for some in combinations(every, size)]
        deciding = next(some for some in subsets if NEVER_TO_SURELY.index(self.time_of(some)) <= worst)
        return [n + 1 for n in deciding]

    @property
    def run(self) -> int:
        """How many hops, read from the start, lie in one scope with all flows one way."""
        read = list(zip(self.relations, self.along, strict=True))[:: -1 if self.backwards else 1]
        for size in range(len(read), 1, -1):
            scopes = {relation.lies_in.id if relation.lies_in else None for relation, _ in read[:size]}
            flows = {along for relation, along in read[:size] if relation.predicate.cls == "flow"}
            if len(scopes) == 1 and None not in scopes and len(flows) <= 1:
                return size
        return 1

    @property
    def beyond(self) -> int:
        return len(self.relations) - self.run

    @property
    def rank(self) -> tuple[Any, ...]:
        return (
            -WORST_TO_BEST.index(self.strength),
            len(self.relations),
            self.beyond,
            -sum(relation.count for relation in self.relations),
            [entity.key for entity in self.entities],
            [(r.predicate.name, r.scope.key if r.scope else "", r.ends[0].key) for r in self.relations],
            [entity.id for entity in self.entities],
            [(r.scope.id if r.scope else "", r.ends[0].id) for r in self.relations],
        )


def _can_follow(relations: list[Relation]) -> bool:
    """Whether segments can be picked that never go back: tried without any cleverness."""
    reachable = {-1}
    for relation in relations:
        reachable = {n for n in relation.hulls if any(n >= at for at in reachable)}
    return bool(reachable)
