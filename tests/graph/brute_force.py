"""The answers worked out slowly, from docs/concepts.md alone: every simple walk first, every rule after.

It shares nothing with the graph but the views and the question.
"""

from collections.abc import Iterator
from typing import Any

from evidence.views import CitationView, ClaimView, Disclosure, EntityView
from evidence.vocabulary import Predicate, vocabulary
from graph.question import Question
from tests.graph.brute_values import NEVER_TO_SURELY, WORST_TO_BEST, Calendar, Relation, Walk

PRIMARY = {"official_act", "official_record", "own_statement", "judicial_finding"}


class BruteForce:
    """All relations of a disclosure, and every answer about them."""

    def __init__(self, disclosure: Disclosure) -> None:
        self._entities = disclosure.entities
        self._calendar = Calendar.of(disclosure)
        self.relations = list(self._related(disclosure))

    def answer(self, question: Question) -> dict[str, Any]:
        """Ranked chains as the answer prints them, without ids of hops and wording; and whether there are more."""
        ranked = sorted(self._allowed(question), key=lambda walk: walk.rank)
        if question.best_of_each:
            kept = [w for n, w in enumerate(ranked) if w.entities[-1] not in [v.entities[-1] for v in ranked[:n]]]
        elif question.detours:
            kept = ranked
        else:
            kept = [walk for n, walk in enumerate(ranked) if not any(_shortens(one, walk) for one in ranked[:n])]
        return {"chains": [self._printed(walk) for walk in kept[: question.limit]], "more": len(kept) > question.limit}

    def allowed(self, question: Question) -> list[Walk]:
        """Every chain that the question allows, detours among them."""
        return list(self._allowed(question))

    def _related(self, disclosure: Disclosure) -> Iterator[Relation]:
        there = [
            claim
            for claim in disclosure.claims.values()
            if claim.object and not all(citation.source.retracted for citation in claim.citations)
        ]
        relations = {_relation(claim) for claim in there}
        for name, ends, scope in relations:
            own = [claim for claim in there if _relation(claim) == (name, ends, scope)]
            if not any(claim.affirms for claim in own):
                continue
            within = [
                claim for claim in there if scope is None and claim.scope and _relation(claim)[:2] == (name, ends)
            ]
            relation = Relation(
                predicate=vocabulary().predicates[name],
                ends=(self._entities[ends[0]], self._entities[ends[1]]),
                scope=self._entities[scope] if scope else None,
                affirming=sorted((c for c in own + within if c.affirms), key=lambda c: (c.key, c.id)),
                denying=sorted((c for c in own if not c.affirms), key=lambda c: (c.key, c.id)),
            )
            self._judge(relation)
            yield relation

    def _judge(self, relation: Relation) -> None:
        calendar = self._calendar
        counting = [(claim, one) for claim in relation.affirming for one in claim.citations if _counts(claim, one)]
        relation.origins = {one.origin.strip().casefold() for _, one in counting}
        for day in calendar.firsts:
            speaking = [one for claim, one in counting if claim.period.hull[0] <= day <= claim.period.hull[1]]
            origins = {one.origin.strip().casefold() for one in speaking}
            primary = any(one.assertion in PRIMARY for one in speaking)
            row = _row(len(origins), primary)
            relation.standing = max(relation.standing, row, key=WORST_TO_BEST.index)
            relation.count = max(relation.count, len(origins))
        for claim, _ in counting:
            if claim.period.core:
                relation.cores |= calendar.segments(claim.period.core)
        dated = any(claim.period.edtf for claim in relation.affirming)
        for claim in relation.affirming:
            days = claim.period.hull if claim.period.edtf or not dated else claim.period.core
            if days:
                relation.hulls |= calendar.segments(days)

    def _allowed(self, question: Question) -> Iterator[Walk]:
        kept = [relation for relation in self.relations if self._keeps(relation, question)]
        for start in question.sources:
            for relations, entities in _walks(kept, [self._entities[start]], question.max_hops):
                walk = Walk(relations, entities, question.backwards)
                if _is_chain(walk, question) and _is_wanted(walk, question):
                    yield walk

    def _keeps(self, relation: Relation, question: Question) -> bool:
        if WORST_TO_BEST.index(relation.standing) < WORST_TO_BEST.index(question.min_standing):
            return False
        if question.predicates and relation.predicate.name not in question.predicates:
            return False
        if question.classes and relation.predicate.cls not in question.classes:
            return False
        return question.valid_on is None or self._calendar.segment_at(question.valid_on) in relation.hulls

    def _printed(self, walk: Walk) -> dict[str, Any]:
        cores = set.intersection(*(relation.cores for relation in walk.relations))
        hulls = set.intersection(*(relation.hulls for relation in walk.relations))
        read = walk.relations[-1 if walk.backwards else 0]
        return {
            "strength": walk.strength,
            "weakest_hops": [n for n, r in enumerate(walk.relations, 1) if r.standing == walk.strength],
            "support": sum(relation.count for relation in walk.relations),
            "distinct_origins": len(set.union(*(relation.origins for relation in walk.relations))),
            "time": {
                "verdict": walk.time,
                "windows": self._calendar.windows(cores or hulls),
                "decided_by": walk.decided_by,
            },
            "scope": {
                "verdict": "association" if walk.beyond else "one_arrangement",
                "scope": read.lies_in.id if read.lies_in else None,
                "ends_at": walk.entities[walk.beyond if walk.backwards else walk.run].id,
                "beyond": walk.beyond,
            },
            "entities": [entity.id for entity in walk.entities],
            "hops": [_printed_hop(r, along) for r, along in zip(walk.relations, walk.along, strict=True)],
        }


def _relation(claim: ClaimView) -> tuple[str, tuple[str, str], str | None]:
    assert claim.object
    ends = [claim.subject, claim.object]
    if not vocabulary().predicates[claim.predicate].directed:
        ends.sort(key=lambda end: (end.key, end.id))
    return claim.predicate, (ends[0].id, ends[1].id), claim.scope.id if claim.scope else None


def _counts(claim: ClaimView, citation: CitationView) -> bool:
    graded_out = citation.reliability in ("E", "F") or citation.credibility in ("4", "5", "6")
    return not graded_out and not citation.source.retracted and claim.outcome != "work_needed"


def _row(origins: int, primary: bool) -> str:
    if origins == 0:
        return "unjudged"
    if origins == 1:
        return "documented" if primary else "reported"
    return "established" if primary else "corroborated"


def _walks(
    relations: list[Relation], entities: list[EntityView], most: int
) -> Iterator[tuple[list[Relation], list[EntityView]]]:
    """Every simple walk on from the last entity."""
    for relation in relations if most else []:
        for here, there in (relation.ends, relation.ends[::-1]):
            if here.id == entities[-1].id and there not in entities:
                yield [relation], [*entities, there]
                for rest, reached in _walks(relations, [*entities, there], most - 1):
                    yield [relation, *rest], reached


def _is_chain(walk: Walk, question: Question) -> bool:
    ids = [entity.id for entity in walk.entities]
    if ids[-1] not in question.targets or set(ids) & question.avoid or not question.via <= set(ids):
        return False
    for n in range(1, len(ids) - 1):
        before, after = walk.relations[n - 1], walk.relations[n]
        step = walk.entities[n]
        if step.id in question.sources or (step.id in question.targets and not question.best_of_each):
            return False
        if question.types and not question.types & set(step.types):
            return False
        if not question.through_hubs and (
            step.kind in ("place", "group") or step.id in before.hub_side | after.hub_side
        ):
            return False
        if not question.turns and _turns(before.predicate, after.predicate) and walk.along[n - 1] != walk.along[n]:
            return False
    return True


def _turns(one: Predicate, other: Predicate) -> bool:
    """Whether two hops of these predicates must be walked the same way."""
    if not (one.directed and other.directed):
        return False
    return one.cls == other.cls == "flow" or (one.name == other.name and not one.turns)


def _is_wanted(walk: Walk, question: Question) -> bool:
    if question.same_arrangement and walk.beyond:
        return False
    return NEVER_TO_SURELY.index(walk.time) >= NEVER_TO_SURELY.index(question.min_time)


def _shortens(better: Walk, walk: Walk) -> bool:
    """Whether the better one makes a detour of the other."""
    rest = iter(walk.entities)
    return (
        len(better.entities) < len(walk.entities)
        and all(entity in rest for entity in better.entities)
        and NEVER_TO_SURELY.index(better.time) >= NEVER_TO_SURELY.index(walk.time)
        and (better.beyond == 0 or walk.beyond > 0)
    )


def _printed_hop(relation: Relation, along: bool) -> dict[str, Any]:
    return {
        "relation": (
            relation.predicate.name,
            relation.ends[0].id,
            relation.ends[1].id,
            relation.scope.id if relation.scope else None,
        ),
        "walked": "along" if along else "against",
        "standing": relation.standing,
        "origins": relation.count,
        "contested": relation.contested,
        "claims": [claim.id for claim in (*relation.affirming, *relation.denying)],
    }
