"""Which claims and citations a sentence on a hop, or on a chain of them, rests on.

Invariant: each thing that is said of a hop stands in a source to which one of the sentence's notes leads: that it is
there in that of its best claim, when it was in those of the claims that make its days, how good it is in one of each
origin that counts, and that it is contested in those of whoever contests it.
"""

from collections.abc import Iterable, Sequence

from evidence.views import CitationView, ClaimView
from graph.answer import ChainOut, HopOut
from graph.hops import contesting_replies, contests, cores_of, hulls_of
from reports.teller import Teller
from reports.wording import best_claim, best_rank, counting, origins_of


def supports(chain: ChainOut, teller: Teller) -> list[ClaimView]:
    """Of each hop the best claim, and who contests it: that the chain is there."""
    return [claim for hop in chain.hops for claim in _hop_supports(hop, teller)]


def _hop_supports(hop: HopOut, teller: Teller) -> list[ClaimView]:
    """The best claim of a hop, and those that contest it."""
    contesting = (claim for claim in _claims(hop, teller) if not claim.affirms or contests(claim))
    return _once([*_best(hop, teller), *contesting])


def dating(chain: ChainOut, teller: Teller) -> list[ClaimView]:
    """The claims that make the days of each hop, those from which the time verdict is read."""
    return [claim for hop in chain.hops for claim in _hop_dating(chain, hop, teller)]


def _hop_dating(chain: ChainOut, hop: HopOut, teller: Teller) -> list[ClaimView]:
    """The claims of a hop that make its days, the certain or the possible ones: dated and better ones first."""
    days_of = cores_of if chain.time.verdict == "observed" else hulls_of
    claims, taken = _affirming(hop, teller), list[ClaimView]()
    whole = days_of(claims)
    for claim in sorted(claims, key=lambda claim: (not claim.period.edtf, best_rank(claim))):
        if days_of(taken) != whole and days_of([*taken, claim]) != days_of(taken):
            taken.append(claim)
    return taken


def telling(chain: ChainOut, number: int, teller: Teller) -> list[ClaimView]:
    """The claims that tell of one hop (from 1) why the chain reads as it does: that it is there, when, contested."""
    hop = chain.hops[number - 1]
    return _once([*_hop_supports(hop, teller), *_hop_dating(chain, hop, teller)])


def reading_notes(chain: ChainOut, teller: Teller) -> tuple[int, ...]:
    """The notes of the honest reading of a chain."""
    return _ascending(*(hop_notes(hop, teller) for hop in chain.hops), teller.cite(dating(chain, teller)))


def hop_notes(hop: HopOut, teller: Teller) -> tuple[int, ...]:
    """The notes of the best claim of a hop, and of the claims and replies that contest it."""
    replies = contesting_replies(_claims(hop, teller))
    sources = (teller.notes.cite_whole(reply.source) for reply, _ in replies if reply.source)
    return _ascending(teller.cite(_hop_supports(hop, teller)), sources)


def graded_notes(hops: Iterable[HopOut], teller: Teller) -> tuple[int, ...]:
    """The notes of a sentence on how good hops are; of a hop on which nothing counts, that of its best claim."""
    return _ascending(*(teller.cite_each(_origins(hop, teller)) or teller.cite(_best(hop, teller)) for hop in hops))


def _best(hop: HopOut, teller: Teller) -> list[ClaimView]:
    return [best_claim(_affirming(hop, teller))]


def _origins(hop: HopOut, teller: Teller) -> Sequence[CitationView]:
    claims = sorted(_affirming(hop, teller), key=best_rank)
    return list(origins_of([citation for claim in claims for citation in counting(claim)]).values())


def _affirming(hop: HopOut, teller: Teller) -> list[ClaimView]:
    return [claim for claim in _claims(hop, teller) if claim.affirms]


def _claims(hop: HopOut, teller: Teller) -> list[ClaimView]:
    return [teller.claim(claim.id) for claim in hop.claims]


def _ascending(*notes: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set().union(*notes)))


def _once(claims: Iterable[ClaimView]) -> list[ClaimView]:
    return list({claim.id: claim for claim in claims}.values())
