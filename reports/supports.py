"""Which claims and citations a sentence on a hop, or on a chain of them, rests on.

Invariant: each thing that is said of a hop stands in a source to which one of the sentence's notes leads: that it is
there in that of its best claim, when it was in those of the claims that make its days, how good it is in one of each
origin that counts, and that it is contested in those of whoever contests it.
"""

from collections.abc import Iterable, Sequence

from evidence.views import CitationView, ClaimView
from graph.answer import ChainOut, HopOut
from graph.hops import contests, cores_of, hulls_of, is_contesting
from reports.teller import Teller
from reports.wording import best_claim, best_rank, counting, origins_of


def supports(chain: ChainOut, teller: Teller) -> list[ClaimView]:
    """Of each hop the best claim, and who contests it: that the chain is there."""
    return [claim for hop in chain.hops for claim in hop_supports(hop, teller)]


def hop_supports(hop: HopOut, teller: Teller) -> list[ClaimView]:
    """The best claim of a hop, and those that contest it."""
    return _once([*_best(hop, teller), *contesting(hop, teller)])


def dating(chain: ChainOut, teller: Teller) -> list[ClaimView]:
    """The claims that make the days of each hop, those from which the time verdict is read."""
    return [claim for hop in chain.hops for claim in hop_dating(hop, teller, certain=chain.time.verdict == "observed")]


def hop_dating(hop: HopOut, teller: Teller, *, certain: bool) -> list[ClaimView]:
    """The claims of a hop that make its days, the certain or the possible ones: dated and better ones first."""
    days_of, claims, taken = cores_of if certain else hulls_of, _affirming(hop, teller), list[ClaimView]()
    whole = days_of(claims)
    for claim in sorted(claims, key=lambda claim: (not claim.period.edtf, best_rank(claim))):
        if days_of(taken) != whole and days_of([*taken, claim]) != days_of(taken):
            taken.append(claim)
    return taken


def telling(chain: ChainOut, number: int, teller: Teller) -> list[ClaimView]:
    """The claims that tell of one hop (from 1) why the chain reads as it does: that it is there, when, contested."""
    hop, certain = chain.hops[number - 1], chain.time.verdict == "observed"
    return _once([*hop_supports(hop, teller), *hop_dating(hop, teller, certain=certain)])


def reading_notes(chain: ChainOut, teller: Teller) -> tuple[int, ...]:
    """The notes of the honest reading of a chain."""
    contested = (note for hop in chain.hops for note in contest_notes(hop, teller))
    return _ascending(teller.cite([*supports(chain, teller), *dating(chain, teller)]), contested)


def contest_notes(hop: HopOut, teller: Teller) -> tuple[int, ...]:
    """The notes of what is contested, the best claim of a hop, and of the claims and replies that contest it."""
    contested = (claim for claim in contesting(hop, teller) if claim.affirms)
    replies = (reply for claim in contested for reply in claim.replies if is_contesting(reply))
    sources = (teller.notes.cite_whole(reply.source) for reply in replies if reply.source)
    return _ascending(teller.cite(hop_supports(hop, teller)), sources)


def graded_notes(hops: Iterable[HopOut], teller: Teller) -> tuple[int, ...]:
    """The notes of a sentence on how good hops are; of a hop on which nothing counts, that of its best claim."""
    return _ascending(*(teller.cite_each(_origins(hop, teller)) or teller.cite(_best(hop, teller)) for hop in hops))


def contesting(hop: HopOut, teller: Teller) -> list[ClaimView]:
    """The claims that deny a hop, and those to which a reply contests it."""
    claims = [teller.claim(claim.id) for claim in hop.claims]
    return [claim for claim in claims if not claim.affirms or contests(claim)]


def _best(hop: HopOut, teller: Teller) -> list[ClaimView]:
    return [best_claim(_affirming(hop, teller))]


def _origins(hop: HopOut, teller: Teller) -> Sequence[CitationView]:
    claims = sorted(_affirming(hop, teller), key=best_rank)
    return list(origins_of([citation for claim in claims for citation in counting(claim)]).values())


def _affirming(hop: HopOut, teller: Teller) -> list[ClaimView]:
    return [teller.claim(claim.id) for claim in hop.claims if claim.polarity == "affirms"]


def _ascending(*notes: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set().union(*notes)))


def _once(claims: Iterable[ClaimView]) -> list[ClaimView]:
    return list({claim.id: claim for claim in claims}.values())
