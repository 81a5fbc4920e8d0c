"""Claims as pages tell them: each with the hop that it supports, grouped by what they say of an entity.

Invariant: the standing beside a claim is its hop's, as the graph has it; what a claim says is told as said by the
source of its best citation, so that an allegation stays one wherever it is shown.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from api.records import ClaimRecord, claim_record
from api.resources import Seen
from evidence.views import ClaimView, DisputeView, in_key_order
from evidence.vocabulary import vocabulary
from graph.model import Hop
from graph.own_hop import hop_of
from reports.wording import attributed, best_first


@dataclass(frozen=True, slots=True)
class Told:
    """A claim, what it says in a sentence that names who says so, and the disputes about it.

    ``hop`` is the one of exactly its relation, if that is affirmed at all.
    """

    claim: ClaimRecord
    text: str
    hop: Hop | None
    disputes: tuple[DisputeView, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Claims of one predicate, read from one side: a heading, and the claims."""

    heading: str
    told: tuple[Told, ...]


def tell(seen: Seen, claim: ClaimView) -> Told:
    """A claim with its sentence, its hop and the disputes about it."""
    disputes = tuple(one for one in seen.disclosure.disputes if claim.id in one.claims)
    return Told(claim_record(claim), told_by_source(claim), hop_of(seen.store, claim), disputes)


def told_by_source(claim: ClaimView) -> str:
    """What a claim says, as said by the source of its best citation."""
    return attributed(claim, best_first(claim)[0])


def groups_about(seen: Seen, entity: str) -> tuple[Group, ...]:
    """The claims that name an entity (by id), in the order of the predicates; last those within it as a scope."""
    grouped: defaultdict[tuple[int, int, str], list[Told]] = defaultdict(list)
    for claim in in_key_order(seen.disclosure.claims.values()):
        for place in _places(claim, entity):
            grouped[place].append(tell(seen, claim))
    return tuple(Group(place[-1], tuple(grouped[place])) for place in sorted(grouped))


def _places(claim: ClaimView, entity: str) -> Iterator[tuple[int, int, str]]:
    """Where an entity's page has the claim: the predicate's place in its list, the side, and the heading."""
    predicate = vocabulary().predicates[claim.predicate]
    number = list(vocabulary().predicates).index(claim.predicate)
    if claim.subject.id == entity:
        yield number, 0, predicate.verb
    if claim.object and claim.object.id == entity:
        yield number, int(predicate.directed), predicate.reverse
    if claim.scope and claim.scope.id == entity:
        yield len(vocabulary().predicates), 0, "as the programme within which"
