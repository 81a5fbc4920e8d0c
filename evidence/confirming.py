"""Credibility 1: confirmed by other sources, so by two independent origins.

Invariant: whoever sees fewer than two origins of a claim sees no 1 on it, in what is written out as in what is
compared with that; and no source takes another origin under a claim that needs the two.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from evidence.models import Citation, Claim, Record, Source
from evidence.origins import fold

Citations = Iterable[dict[str, Any]]
"""Citations of one claim, as its content has them."""

OriginOf = Callable[[str], str]
"""From the key of a source to its origin."""

_MAY_STAND = ("draft", "published", "withdrawn")
"""States of a claim that stands or may stand yet: neither retracted nor superseded."""


def without_unconfirmed(citations: Citations, origin_of: OriginOf) -> list[dict[str, Any]]:
    """The citations, without the 1 where they do not rest on two origins; one that names an origin rests on that.

    A ledger may hold such a mark: an earlier version took another origin for a source under it. What is written out
    leaves the mark away, because no ledger would take it, so what is compared with that must leave it away too.
    """
    given = list(citations)
    if len({fold(one.get("origin") or origin_of(one["source"])) for one in given}) > 1:
        return given
    return [{name: value for name, value in one.items() if (name, value) != ("credibility", "1")} for one in given]


def left_unconfirmed(session: Session, source_id: str, revised: Mapping[str, str]) -> list[str]:
    """The keys of claims that cite the source and would keep a credibility 1 without two origins.

    ``revised`` has, by key, the origins that sources are about to take. Claims that stand or may stand yet are looked
    at, and their retracted sources counted, as when a claim is recorded.
    """
    origins = defaultdict[str, set[str]](set)
    for claim, source, own, origin in _cited_beside(session, source_id):
        origins[claim].add(fold(own or revised.get(source, origin)))
    return sorted(claim for claim, found in origins.items() if len(found) < 2)


def _cited_beside(session: Session, source_id: str) -> Iterable[tuple[str, str, str | None, str]]:
    """Of every citation of a claim with a 1 that cites the source: the claim's key, the cited source's key, the origin
    that the citation names, and the source's."""
    of_source, of_claim = aliased(Record), aliased(Record)
    citing = select(Citation.claim_id).where(Citation.source_id == source_id)
    marked = select(Citation.claim_id).where(Citation.credibility == "1")
    query = (
        select(of_claim.key, of_source.key, Citation.origin, Source.origin)
        .join(Claim, col(Claim.id) == col(Citation.claim_id))
        .join(of_claim, col(of_claim.id) == col(Citation.claim_id))
        .join(Source, col(Source.id) == col(Citation.source_id))
        .join(of_source, col(of_source.id) == col(Citation.source_id))
        .where(col(Citation.claim_id).in_(citing), col(Citation.claim_id).in_(marked))
        .where(col(Claim.status).in_(_MAY_STAND))
    )
    return session.exec(query).all()
