"""Who disputes what: contested hops and by whom, other denials, and disputes between sources.

Invariant: a denial is never left out, and never lowers a standing.
"""

from collections.abc import Iterator, Sequence

from evidence.views import ClaimView, DisputeView
from evidence.vocabulary import vocabulary
from graph.answer import ChainOut
from graph.hops import contesting_replies
from reports import verdicts_in_words as words
from reports.document import Item, Remark, Section, Sentence
from reports.scene import Scene
from reports.teller import Teller
from reports.wording import ended


def disputes(chains: Sequence[ChainOut], teller: Teller, scene: Scene) -> Section:
    """The section on disputes."""
    items = (*_contested(chains, teller), *all_disputes(teller, scene))
    nothing = () if items else (Remark("The record holds no denial and no dispute that touches what is told here."),)
    return Section("disputes", "Who disputes what", items, nothing)


def all_disputes(teller: Teller, scene: Scene) -> Iterator[Item]:
    """Denials that belong to no hop of a chain, and disputes."""
    yield from (_denied(claim, teller) for claim in scene.denials())
    yield from (_disputed(dispute, teller) for dispute in scene.disputes())


def contested_hop(heading: str, claims: Sequence[ClaimView], teller: Teller) -> Item:
    """Who denies a hop that rests on these claims: replies that deny it, and denials."""
    denials = tuple(claim.id for claim in claims if not claim.affirms)
    passages = tuple(teller.reply(reply) for reply, _ in contesting_replies(claims))
    return Item(heading, passages, (("Denials", teller.tell(denials)),) if denials else ())


def _contested(chains: Sequence[ChainOut], teller: Teller) -> Iterator[Item]:
    """Each contested hop once, with those who deny it."""
    seen: set[str] = set()
    for chain in chains:
        for number, hop in enumerate(chain.hops, 1):
            if hop.contested and hop.id not in seen:
                seen.add(hop.id)
                within = f", within {hop.scope.name}" if hop.scope else ""
                heading = f"Contested: {words.reading(chain, number)}{within}"
                yield contested_hop(heading, [teller.claim(claim.id) for claim in hop.claims], teller)


def _denied(claim: ClaimView, teller: Teller) -> Item:
    verb = vocabulary().predicates[claim.predicate].verb
    within = f", within {claim.scope.name}" if claim.scope else ""
    heading = f"Denied: {claim.subject.name} {verb} {claim.object.name}{within}" if claim.object else "Denied"
    return Item(heading, (), (("The denial", teller.tell([claim.id])),))


def _disputed(dispute: DisputeView, teller: Teller) -> Item:
    claims = [teller.claim(id_) for id_ in dispute.claims]
    about = Sentence(ended(dispute.about), teller.cite(claims))
    return Item(f"Dispute {dispute.key}", (about,), (("Claims", teller.tell(dispute.claims)),))
