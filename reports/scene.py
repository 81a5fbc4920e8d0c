"""What belongs in a briefing beside its chains.

Invariant: everything is chosen from the disclosure, by one rule a kind: a record belongs when it names a claim that
concerns the chains, or, where it has parties, when one of them is an entity of a chain.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol, Self, TypeVar

from evidence.errors import NotFound
from evidence.views import (
    ActionView,
    ClaimView,
    CommitmentView,
    Disclosure,
    DisputeView,
    EntityView,
    LookupView,
    OutcomeView,
    in_key_order,
)
from graph.answer import AnswerOut, ChainOut

_Keyed = TypeVar("_Keyed", ActionView, ClaimView, CommitmentView, DisputeView, LookupView, OutcomeView)


class Named(Protocol):
    """An entity as an answer or a disclosure names it."""

    @property
    def id(self) -> str:
        """Its opaque id."""
        ...

    @property
    def name(self) -> str:
        """The name that is shown."""
        ...


class Scene:
    """The claims and entities of some chains, and what of the disclosure concerns them.

    ``ends`` are told of whether chains join them or not; ``also`` names further claims, by id, that concern what is
    told.
    """

    def __init__(
        self,
        disclosure: Disclosure,
        ends: Iterable[Named],
        chains: Sequence[ChainOut] = (),
        also: Iterable[str] = (),
    ) -> None:
        self._disclosure = disclosure
        chained = [entity for chain in chains for entity in chain.entities]
        scopes = [hop.scope for chain in chains for hop in chain.hops if hop.scope]
        self.entities = {self.entity(one).id for one in (*ends, *chained)}
        self._ground = self.entities | {self.entity(scope).id for scope in scopes}
        self._used = {claim.id for chain in chains for hop in chain.hops for claim in hop.claims}
        self._concerned = {*self._used, *also} | {
            claim.id for claim in disclosure.claims.values() if self._concerns(claim)
        }

    @classmethod
    def of(cls, answer: AnswerOut, disclosure: Disclosure) -> Self:
        """The scene of an answer's ends and chains."""
        return cls(disclosure, (*answer.from_, *answer.to), answer.chains)

    def entity(self, name: Named) -> EntityView:
        """The entity as disclosed; raises NotFound where the disclosure holds none that is called so."""
        found = self._disclosure.entities.get(name.id)
        if found is None or found.name != name.name:
            raise NotFound("the answer names an entity that is not disclosed so; ask again for this audience")
        return found

    def denials(self) -> list[ClaimView]:
        """Denials that concern the entities of the chains without belonging to a hop of them, within any programme."""
        denials = (one for one in self._disclosure.claims.values() if not one.affirms and one.id not in self._used)
        return in_key_order(one for one in denials if one.id in self._concerned or self._lies_between(one))

    def commitments(self) -> list[CommitmentView]:
        """What parties promised."""
        return in_key_order(
            one for one in self._disclosure.commitments if one.party.id in self.entities or self._meets(one.claims)
        )

    def outcomes(self) -> list[OutcomeView]:
        """What parties did about the claims."""
        return in_key_order(one for one in self._disclosure.outcomes if self._meets((*one.about, *one.claims)))

    def actions(self) -> list[ActionView]:
        """What campaigns did."""
        return in_key_order(
            one
            for one in self._disclosure.actions
            if self._meets(one.claims) or any(entity.id in self.entities for entity in one.to)
        )

    def disputes(self) -> list[DisputeView]:
        """Disputes that touch a claim that concerns the chains, or one by which an outcome or promise is told."""
        told = {
            *self._concerned,
            *(id_ for outcome in self.outcomes() for id_ in (*outcome.claims, *outcome.reasons)),
            *(id_ for commitment in self.commitments() for id_ in commitment.claims),
        }
        return in_key_order(one for one in self._disclosure.disputes if told & set(one.claims))

    def lookups(self, told: Iterable[ClaimView]) -> list[LookupView]:
        """Lookups about the entities of the chains, the claims told, or the sources that these cite."""
        claims = list(told)
        about = {
            *self._ground,
            *(claim.id for claim in claims),
            *(citation.source.id for claim in claims for citation in claim.citations),
        }
        return in_key_order(one for one in self._disclosure.lookups if about & set(one.about))

    def _meets(self, claims: Iterable[str]) -> bool:
        return not self._concerned.isdisjoint(claims)

    def _concerns(self, claim: ClaimView) -> bool:
        return self._lies_between(claim) and (claim.scope is None or claim.scope.id in self._ground)

    def _lies_between(self, claim: ClaimView) -> bool:
        return {end.id for end in (claim.subject, claim.object) if end} <= self._ground
